import type { Bytes } from "@ojak/core/bytes/bytes";
import { sealBundle } from "@ojak/core/courier/bundle";
import { readDelivery, returnFrames } from "@ojak/core/courier/contents";
import { readOffer, receiptOf } from "@ojak/core/courier/offer";
import { OjakError } from "@ojak/core/errors";
import { X25519 } from "@ojak/core/keys/hpke";
import { seedOfWords } from "@ojak/core/keys/seed";
import { COURIER_PARCELS_MAX, MAIL_LIFE_DAYS } from "@ojak/core/limits";
import type { WordLanguage } from "@ojak/core/words/words";
import type { RecipientSession, SessionHost } from "../broker/recipient.ts";
import { type QueueView, queueOf } from "../broker/views.ts";
import { Observed } from "../observed.ts";
import type { Ports } from "../ports.ts";
import { createVault, type Unsealed, unsealVault, type Vault } from "../vault/vault.ts";
import { forgetOld, type Received, takeDelivery } from "./carry.ts";
import { chooseReturn, confirmReturn, noteGiven } from "./give-back.ts";
import { Offers, type ShownOffer } from "./offers.ts";
import { type PersonView, peopleOf } from "./people.ts";
import { courierFormat, type CourierState } from "./state.ts";

/** What waits to be brought back. */
export interface BackView {
  /** Answers, receipts and ends. */
  readonly answers: number;
  readonly handedOver: number;
  /** True from the moment when a return is made until its receipt is entered. */
  readonly awaitsReceipt: boolean;
}

/** A courier's open app, on a phone without radio: it never asks for a transport. Everything that changes is saved before it returns. */
export class Courier extends Observed {
  readonly #ports: Ports;
  readonly #vault: Vault<{ readonly courier: CourierState }>;
  readonly #state: CourierState;
  readonly #offers: Offers;

  constructor(ports: Ports, vault: Vault<{ readonly courier: CourierState }>, state: CourierState) {
    super();
    this.#ports = ports;
    this.#vault = vault;
    this.#state = state;
    this.#offers = new Offers(ports);
  }

  get state(): Readonly<CourierState> {
    return this.#state;
  }

  /** Always, unlike a broker's: without a vault nothing would be left to bring back. */
  readonly isKept = true;

  /** Undelivered letters and voices. */
  queue(): QueueView[] {
    return queueOf(this.#state, MAIL_LIFE_DAYS);
  }

  /** Those whom this phone carries something for, so that they can be given up when they are not found. */
  people(): PersonView[] {
    return peopleOf(this.#state);
  }

  /** What is to be brought back. */
  back(): BackView {
    const { outbox, done, given } = this.#state;
    return { answers: outbox.length, handedOver: done.length, awaitsReceipt: given !== null };
  }

  /** Shows an offer for a broker's bundle. Throws `quota` when this phone is full. */
  offer(): Promise<ShownOffer> {
    return this.#offers.show("delivery", COURIER_PARCELS_MAX - this.#state.parcels.length);
  }

  /** Takes in a bundle and gives the receipt for the broker's phone. Throws `expired`, `used`, `cannot-open`, `malformed`, `wrong-realm` or `quota`. */
  async take(bundle: Bytes): Promise<Received & { readonly receipt: string }> {
    const { frames, receipt, accept } = await this.#offers.open(bundle);
    const received = takeDelivery(this.#ports, this.#state, readDelivery(frames));
    this.#state.receipt = receipt;
    await this.#saved();
    accept();
    return { ...received, receipt };
  }

  /** Opens what waits here for six words, as a broker's phone does; `seek` throws `unreachable`. */
  async recipient(words: readonly number[]): Promise<RecipientSession> {
    const { openSession } = await import("../broker/recipient.ts");
    const seed = await seedOfWords(this.#ports.argon2id, "words", words, this.#state.realm);
    const host: SessionHost = {
      saved: () => this.#saved(),
      burstFor: () => Promise.reject(new OjakError("unreachable", "this phone has no radio: the broker's has")),
      // The broker's phone has the capability for it.
      endSlots: (slots) => {
        this.#state.stopped.push(...slots);
        return [];
      },
    };
    return openSession(this.#ports, this.#state, host, seed);
  }

  /**
   * A bundle for the broker's phone whose offer was read: answers, receipts and what was handed over; with `unfoundIds` parcels that are given up. Nothing is erased
   * before `enterReceipt`, and it may be made again until then. Throws `checksum`, `version` or `malformed` for the offer, `empty`.
   */
  async giveBack(offerText: string, unfoundIds: readonly string[] = []): Promise<{ readonly bundle: Bytes }> {
    const offer = readOffer(offerText);
    if (offer.takes !== "return") throw new OjakError("malformed", "that is a courier's phone: a broker's is needed");
    const back = chooseReturn(this.#state, offer.room, unfoundIds);
    const bundle = await sealBundle(offer, "return", returnFrames(back), this.#ports.random(X25519.randomBytes));
    noteGiven(this.#state, back, receiptOf(offer, bundle));
    await this.#saved();
    return { bundle };
  }

  /** Enters what the broker's phone shows: what was given is erased here. Throws `checksum`. */
  async enterReceipt(typed: string): Promise<void> {
    confirmReturn(this.#state, typed);
    await this.#saved();
  }

  /** Forgets the offer: when it is no longer shown. */
  closeOffer(): void {
    this.#offers.close();
  }

  /** Changes the four words that open this. */
  async changePassphrase(passphrase: readonly number[]): Promise<void> {
    await this.#vault.changePassphrase(passphrase, { courier: this.#state });
  }

  async setLanguage(language: WordLanguage): Promise<void> {
    this.#state.language = language;
    await this.#saved();
  }

  /** Forgets the vault's key and the offer; the object is of no use afterwards. */
  lock(): void {
    this.#offers.close();
    this.#vault.close();
  }

  async #saved(): Promise<void> {
    forgetOld(this.#ports, this.#state);
    await this.#vault.save({ courier: this.#state });
    this.changed();
  }
}

/** Begins a courier's app on this phone. It needs no access code: the first delivery names the realm. */
export async function createCourier(
  ports: Ports,
  input: { readonly passphrase: readonly number[]; readonly language: WordLanguage },
): Promise<Courier> {
  const state: CourierState = {
    language: input.language,
    realm: "",
    drop: null,
    requests: [],
    parcels: [],
    outbox: [],
    done: [],
    stopped: [],
    given: null,
    receipt: null,
    markSecret: ports.random(32),
    marks: [],
  };
  return new Courier(ports, await createVault(ports, courierFormat, input.passphrase, { courier: state }), state);
}

/** Opens it. Throws `wrong-passphrase`, `storage`, `version`, `malformed`. */
export async function openCourier(ports: Ports, passphrase: readonly number[]): Promise<Courier> {
  return courierFrom(ports, await unsealVault(ports, passphrase));
}

/** Goes on with what a passphrase opened. Throws `version` or `malformed`. */
export async function courierFrom(ports: Ports, unsealed: Unsealed): Promise<Courier> {
  const { vault, state } = await unsealed.openAs(courierFormat);
  forgetOld(ports, state.courier);
  return new Courier(ports, vault, state.courier);
}
