import { Store } from "../ui/store.ts";

/** A letter as it is being written. `kept` when the store has it as it is. */
export interface DraftState {
  readonly text: string;
  readonly kept: boolean;
}

const PAUSE_MS = 700;

/** Keeps a draft shortly after the last key, not at every one. */
export class Draft extends Store<DraftState> {
  readonly #keep: (text: string) => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(text: string, keep: (text: string) => Promise<void>) {
    super({ text, kept: true });
    this.#keep = keep;
  }

  write(text: string): void {
    this.set({ text, kept: false });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keepNow().catch(() => undefined), PAUSE_MS);
  }

  /** Keeps what is not kept yet; rejects as storing does. */
  async keepNow(): Promise<void> {
    clearTimeout(this.#timer);
    const { text, kept } = this.state;
    if (kept) return;
    await this.#keep(text);
    if (this.state.text === text) this.set({ kept: true });
  }

  /** Empty again, after it was sent. */
  clear(): void {
    clearTimeout(this.#timer);
    this.set({ text: "", kept: true });
  }
}
