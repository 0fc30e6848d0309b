import type { Bytes } from "@ojak/core/bytes/bytes";
import { sealBundle } from "@ojak/core/courier/bundle";
import { readReturn } from "@ojak/core/courier/contents";
import { readOffer, receiptOf } from "@ojak/core/courier/offer";
import { OjakError } from "@ojak/core/errors";
import { X25519 } from "@ojak/core/keys/hpke";
import { COURIER_RETURNS_MAX, OUTBOX_MAX } from "@ojak/core/limits";
import type { BrokerState } from "../broker/state.ts";
import type { Ports } from "../ports.ts";
import { type CarryItem, carriable, choose, framesOf } from "./choose.ts";
import { confirmReceipt, noteErrand, takeBack } from "./custody.ts";
import { Offers, type ShownOffer } from "./offers.ts";
import { type Taken, takeReturn } from "./returned.ts";

/** A bundle that is out, as the broker sees it. */
export interface ErrandView {
  readonly id: string;
  readonly day: number;
  readonly parcels: number;
  /** True until the receipt of the courier's phone was entered: the parcels are still here, too. */
  readonly awaitsReceipt: boolean;
}

/** The broker's side of a courier. Everything that changes is saved before it returns. */
export class CourierDesk {
  readonly #ports: Ports;
  readonly #state: BrokerState;
  readonly #saved: () => Promise<void>;
  readonly #offers: Offers;

  constructor(ports: Ports, state: BrokerState, saved: () => Promise<void>) {
    this.#ports = ports;
    this.#state = state;
    this.#saved = saved;
    this.#offers = new Offers(ports);
  }

  /** What a courier may be given now. */
  items(): CarryItem[] {
    return carriable(this.#state);
  }

  /** What is with couriers, oldest first. */
  errands(): ErrandView[] {
    return this.#state.errands.map(({ id, day, receipt, heads }) => ({
      id,
      day,
      parcels: heads.length,
      awaitsReceipt: receipt !== null,
    }));
  }

  /**
   * A bundle for the phone whose offer was read: the items named, or as many as it takes. They go into no other bundle until they are taken back. Throws `checksum`,
   * `version` or `malformed` for the offer, and `ended`, `too-large`, `empty` or `quota`.
   */
  async carry(offerText: string, ids?: readonly string[]): Promise<{ readonly bundle: Bytes; readonly id: string }> {
    const offer = readOffer(offerText);
    if (offer.takes !== "delivery") throw new OjakError("malformed", "that is a broker's phone: a courier's is needed");
    const parcels = choose(this.#state, offer.room, ids);
    const frames = framesOf(this.#state, parcels);
    const bundle = await sealBundle(offer, "delivery", frames, this.#ports.random(X25519.randomBytes));
    const id = noteErrand(this.#ports, this.#state, parcels, receiptOf(offer, bundle));
    await this.#saved();
    return { bundle, id };
  }

  /** Enters what the courier's phone shows: the parcels are erased here. Throws `checksum`. */
  async enterReceipt(typed: string): Promise<void> {
    confirmReceipt(this.#state, typed);
    await this.#saved();
  }

  /** The courier was lost, or did not come. What is not here comes again with the next burst. Throws `ended`. */
  async takeBack(errandId: string): Promise<void> {
    takeBack(this.#state, errandId);
    await this.#saved();
  }

  /** Shows an offer for what a courier brings back. Throws `quota` when the outbox is full: burst first. */
  offer(): Promise<ShownOffer> {
    return this.#offers.show("return", Math.min(COURIER_RETURNS_MAX, OUTBOX_MAX - this.#state.outbox.length));
  }

  /** Takes in what a courier brought and gives the receipt for his phone. Throws `expired`, `used`, `cannot-open`, `malformed`, `wrong-realm` or `quota`. */
  async take(bundle: Bytes): Promise<Taken & { readonly receipt: string }> {
    const { frames, receipt, accept } = await this.#offers.open(bundle);
    const taken = takeReturn(this.#ports, this.#state, readReturn(frames));
    await this.#saved();
    accept();
    return { ...taken, receipt };
  }

  /** Forgets the offer that is shown. */
  close(): void {
    this.#offers.close();
  }
}
