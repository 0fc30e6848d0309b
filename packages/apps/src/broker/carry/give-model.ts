import { plainCode } from "@ojak/core/bytes/code";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { fountainBlocks, fountainFrame } from "@ojak/core/courier/fountain";
import { type Offer, readOffer } from "@ojak/core/courier/offer";
import { OjakError } from "@ojak/core/errors";
import { RECEIPT_BYTES } from "@ojak/core/limits";
import { type Failure, failureOf } from "../../ui/attempt.ts";
import { Store } from "../../ui/store.ts";
import type { BrokerModel } from "../model.ts";
import type { Giver } from "./ends.ts";

const RECEIPT_CHARACTERS = (RECEIPT_BYTES * 8) / 5;

/** Where giving stands: the other phone's code, what goes along, showing it, the receipt, done. */
export type GiveStep = "offer" | "choose" | "show" | "receipt" | "done";

export interface GiveState {
  readonly step: GiveStep;
  readonly offerText: string;
  readonly offerFailure: Failure | null;
  readonly room: number;
  readonly ticked: ReadonlySet<string>;
  /** Which pattern is shown. */
  readonly number: number;
  readonly isSaved: boolean;
  readonly receiptText: string;
  /** What is wrong with the receipt: of no bundle of this phone, not whole, or of another bundle than this one. */
  readonly receiptProblem: "wrong" | "short" | "other" | null;
}

/** One bundle goes to another phone. It is in memory only: what was noted of it lasts, and it can be made again. */
export class GiveModel extends Store<GiveState> {
  readonly giver: Giver;
  readonly #app: BrokerModel;
  #offer: Offer | null = null;
  #bundle: Bytes | null = null;
  #id: string | null;

  constructor(app: BrokerModel, giver: Giver, begins: "offer" | "receipt" = "offer", errandId: string | null = null) {
    const empty = { offerText: "", offerFailure: null, room: 0, ticked: new Set<string>(), number: 0, isSaved: false };
    super({ step: begins, ...empty, receiptText: "", receiptProblem: null });
    this.#app = app;
    this.giver = giver;
    this.#id = errandId;
  }

  /** The bundle, while it is shown. */
  get bundle(): Bytes | null {
    return this.#bundle;
  }

  /** How many patterns the other phone must read, in any order. */
  get blocks(): number {
    return this.#bundle === null ? 0 : fountainBlocks(this.#bundle);
  }

  /** The text of the pattern that is shown now. */
  get pattern(): string {
    return this.#bundle === null ? "" : fountainFrame(this.#bundle, this.state.number);
  }

  writeOffer(offerText: string): void {
    this.set({ offerText, offerFailure: null });
  }

  /** Reads the other phone's code, or says what is wrong with it. What finds room there is ticked beforehand. */
  takeOffer(): void {
    try {
      const offer = readOffer(this.state.offerText);
      if (offer.takes !== this.giver.kind) throw new OjakError("malformed", "that is a code of the other kind of phone");
      this.#offer = offer;
      this.set({ step: "choose", room: offer.room, ticked: this.#fitting(offer.room) });
    } catch (error) {
      this.set({ offerFailure: failureOf(error) });
    }
  }

  tick(id: string): void {
    const ticked = new Set(this.state.ticked);
    if (!ticked.delete(id)) ticked.add(id);
    this.#app.clearFailure();
    this.set({ ticked });
  }

  /** Makes the bundle and shows it. */
  async make(): Promise<void> {
    if (this.#offer === null) return;
    const made = await this.#app.attempt(() => this.giver.make(this.state.offerText, [...this.state.ticked]));
    // Closed meanwhile: it was noted, and waits to be taken back or made again.
    if (made === undefined || this.#offer === null) return;
    this.#bundle = made.bundle;
    this.#id = made.id;
    this.set({ step: "show", number: 0, isSaved: false });
  }

  nextPattern(): void {
    this.set({ number: this.state.number + 1 });
  }

  noteSaved(): void {
    this.set({ isSaved: true });
  }

  /** One step back; false where there is none within. */
  back(): boolean {
    const { step } = this.state;
    if (step === "choose") this.set({ step: "offer" });
    else if (step === "receipt" && this.#bundle !== null) this.set({ step: "show", receiptProblem: null });
    else return false;
    this.#app.clearFailure();
    return true;
  }

  beginReceipt(): void {
    this.set({ step: "receipt", receiptProblem: null });
  }

  writeReceipt(receiptText: string): void {
    this.set({ receiptText, receiptProblem: null });
  }

  /** Enters it: with the right one what was given is erased here, with any other nothing is. */
  async enterReceipt(): Promise<void> {
    const typed = this.state.receiptText;
    if (plainCode(typed).length !== RECEIPT_CHARACTERS) {
      this.set({ receiptProblem: "short" });
      return;
    }
    const entered = await this.#app.attempt(() => this.giver.enterReceipt(typed).then(() => true));
    if (entered !== true) {
      if (this.#app.state.failure !== "checksum") return;
      this.#app.clearFailure();
      this.set({ receiptProblem: "wrong" });
    } else if (this.giver.isWaiting(this.#id)) this.set({ receiptText: "", receiptProblem: "other" });
    else {
      this.#bundle = null;
      this.set({ step: "done", receiptText: "" });
    }
  }

  /** Forgets bundle and code: on leaving the screen, and when the app closes. */
  close(): void {
    this.#offer = null;
    this.#bundle = null;
    this.set({ offerText: "", receiptText: "" });
  }

  #fitting(room: number): Set<string> {
    const ticked = new Set<string>();
    // Whom a courier gives up he says himself.
    if (this.giver.kind === "return") return ticked;
    let left = room;
    for (const { id, count } of this.giver.ticks()) {
      if (count > left) continue;
      ticked.add(id);
      left -= count;
    }
    return ticked;
  }
}
