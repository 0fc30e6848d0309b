import { equal, type Bytes } from "@ojak/core/bytes/bytes";
import { openBundle } from "@ojak/core/courier/bundle";
import { type BundleKind, type Offer, receiptOf, writeOffer } from "@ojak/core/courier/offer";
import { OjakError } from "@ojak/core/errors";
import { type KeyPair, keyPair, X25519 } from "@ojak/core/keys/hpke";
import { OFFER_LIFE_MS, OFFER_SECRET_BYTES } from "@ojak/core/limits";
import type { Ports } from "../ports.ts";

/** An offer as it is shown. */
export interface ShownOffer {
  readonly text: string;
  /** Until when, by this phone's clock, a bundle is taken. */
  readonly untilMs: number;
}

interface OpenOffer extends ShownOffer {
  readonly offer: Offer;
  readonly key: KeyPair;
  /** The one bundle that it was used for. */
  used: Bytes | null;
}

/** The offer that this phone shows: one at a time, for one bundle, in memory only. */
export class Offers {
  readonly #ports: Ports;
  #open: OpenOffer | null = null;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Makes a new offer in place of the last. Throws `quota` when nothing finds room. */
  async show(takes: BundleKind, room: number): Promise<ShownOffer> {
    if (room <= 0) throw new OjakError("quota", "there is no room for more here");
    const key = await keyPair(X25519, this.#ports.random(32));
    const offer = { takes, room: Math.min(room, 0xff), publicKey: key.publicKey, secret: this.#ports.random(OFFER_SECRET_BYTES) };
    const shown = { text: writeOffer(offer), untilMs: this.#ports.clock.nowMs() + OFFER_LIFE_MS };
    this.#open = { ...shown, offer, key, used: null };
    return shown;
  }

  /**
   * Opens a bundle to its frames; `accept` once they are stored. The same bundle may come again, so that a receipt can be shown twice. Throws `expired` without an
   * offer that is still good, `used` for a second bundle, and as `openBundle` does.
   */
  async open(bundle: Bytes): Promise<{ readonly frames: readonly Uint8Array[]; readonly receipt: string; accept(): void }> {
    const open = this.#open;
    if (open === null || this.#ports.clock.nowMs() > open.untilMs) {
      this.close();
      throw new OjakError("expired", "this phone shows no code now: show a new one, and have the bundle made for it");
    }
    if (open.used !== null && !equal(open.used, bundle))
      throw new OjakError("used", "that code was for one bundle: show a new one");
    const frames = await openBundle(open.offer, open.key, bundle);
    return {
      frames,
      receipt: receiptOf(open.offer, bundle),
      accept: () => {
        open.used = bundle;
      },
    };
  }

  /** Forgets the key: when the phone locks, and when it is no longer shown. */
  close(): void {
    this.#open = null;
  }
}
