import type { ShownOffer } from "@ojak/client/courier/offers";
import { isBundleSize } from "@ojak/core/courier/bundle";
import { FountainReader } from "@ojak/core/courier/fountain";
import { isOjakError, OjakError } from "@ojak/core/errors";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { Store } from "../../ui/store.ts";
import type { BrokerModel } from "../model.ts";
import type { Got, Receiver } from "./ends.ts";

const MINUTE_MS = 60_000;

/** Where taking stands: this phone shows its code; its camera looks for patterns; all is stored and the receipt shows. */
export interface TakeState {
  readonly step: "offer" | "camera" | "taken";
  readonly offer: ShownOffer | null;
  /** Whole minutes that the code is still good for, rounded up; 0 when its time is over. */
  readonly minutesLeft: number;
  readonly known: number;
  /** Patterns that are needed; 0 until one was read. */
  readonly blocks: number;
  /** True when the last thing read was no pattern of a bundle. */
  readonly isStrange: boolean;
  readonly isCameraRefused: boolean;
  readonly got: Got | null;
}

/** What a phone needs of a file that was chosen. */
export interface ChosenFile {
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** One bundle comes to this phone. What it shows for that is forgotten with the screen, and when the app closes. */
export class TakeModel extends Store<TakeState> {
  readonly receiver: Receiver;
  readonly #app: BrokerModel;
  #reader = new FountainReader();
  #isClosed = false;

  constructor(app: BrokerModel, receiver: Receiver) {
    const begin = { offer: null, minutesLeft: 0, known: 0, blocks: 0, isStrange: false, isCameraRefused: false, got: null };
    super({ step: "offer", ...begin });
    this.#app = app;
    this.receiver = receiver;
  }

  /** Shows a new code, in place of the one before. */
  async show(): Promise<void> {
    const offer = await this.#app.attempt(() => this.receiver.offer());
    if (this.#isClosed) {
      this.receiver.closeOffer();
      return;
    }
    this.#reader = new FountainReader();
    this.set({ step: "offer", offer: offer ?? null, known: 0, blocks: 0, isStrange: false });
    this.lookAtClock();
  }

  /** Called now and then: how long the code is still good for. */
  lookAtClock(): void {
    const leftMs = (this.state.offer?.untilMs ?? 0) - this.#app.ports.clock.nowMs();
    this.set({ minutesLeft: Math.max(0, Math.ceil(leftMs / MINUTE_MS)) });
  }

  beginCamera(): void {
    this.#app.clearFailure();
    this.set({ step: "camera", isStrange: false, isCameraRefused: false });
  }

  endCamera(): void {
    this.set({ step: "offer", isStrange: false });
  }

  /** There is no camera, or it was not allowed: the file is left. */
  refuseCamera(): void {
    this.set({ step: "offer", isCameraRefused: true });
  }

  /** Takes in what the camera read. True when that was the last pattern needed: the camera goes off. */
  readPattern(text: string): boolean {
    if (this.#isClosed || this.state.step !== "camera") return true;
    try {
      const { known, blocks, bundle } = this.#reader.add(text);
      this.set({ known, blocks, isStrange: false });
      if (bundle === null) return false;
      void this.#take(async () => bundle);
      return true;
    } catch (error) {
      if (!isOjakError(error)) throw error;
      // Whatever else lies before the camera, such as a code that still shows, is passed over.
      this.set({ isStrange: true });
      return false;
    }
  }

  /** Takes in a file; nothing of one that is no bundle is read. */
  async readFile(file: ChosenFile): Promise<void> {
    await this.#take(async () => {
      if (!isBundleSize(file.size)) throw new OjakError("malformed", "no bundle has that size");
      return new Uint8Array(await file.arrayBuffer());
    });
  }

  /** Forgets the code and what was read. */
  close(): void {
    this.#isClosed = true;
    this.#reader = new FountainReader();
    this.receiver.closeOffer();
    this.set({ offer: null, got: null });
  }

  async #take(load: () => Promise<Bytes>): Promise<void> {
    const got = await this.#app.attempt(async () => this.receiver.take(await load()));
    if (this.#isClosed) return;
    this.#reader = new FountainReader();
    this.set(got === undefined ? { step: "offer", known: 0, blocks: 0 } : { step: "taken", got, offer: null });
    this.lookAtClock();
  }
}
