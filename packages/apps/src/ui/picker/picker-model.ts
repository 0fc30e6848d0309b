import { Store } from "../store.ts";
import type { PickerGroup, PickerPart } from "./groups.ts";

/** Where a picker stands: what was chosen so far, and how deep the next word's search is. */
export interface PickerState {
  readonly chosen: readonly number[];
  readonly group: PickerGroup | null;
  readonly part: PickerPart | null;
}

const TOP = { group: null, part: null };

/** Chooses `count` words by tapping. */
export class PickerModel extends Store<PickerState> {
  readonly count: number;
  readonly #onFull: ((words: readonly number[]) => void) | undefined;

  /** `onFull` is given the words with the last tap, and the picker is empty again. */
  constructor(count: number, onFull?: (words: readonly number[]) => void) {
    super({ chosen: [], ...TOP });
    this.count = count;
    this.#onFull = onFull;
  }

  get isFull(): boolean {
    return this.state.chosen.length >= this.count;
  }

  openGroup(group: PickerGroup): void {
    const only = group.parts.length === 1 ? (group.parts[0] ?? null) : null;
    this.set({ group, part: only });
  }

  openPart(part: PickerPart): void {
    this.set({ part });
  }

  /** One step up; from the top nothing changes. */
  goUp(): void {
    const { group, part } = this.state;
    if (part !== null && group !== null && group.parts.length > 1) this.set({ part: null });
    else this.set(TOP);
  }

  choose(index: number): void {
    if (this.isFull) return;
    const chosen = [...this.state.chosen, index];
    this.set({ chosen, ...TOP });
    if (!this.isFull || this.#onFull === undefined) return;
    this.clear();
    this.#onFull(chosen);
  }

  removeLast(): void {
    this.set({ chosen: this.state.chosen.slice(0, -1), ...TOP });
  }

  /** Forgets what was chosen: also whenever the screen is left. */
  clear(): void {
    this.set({ chosen: [], ...TOP });
  }
}
