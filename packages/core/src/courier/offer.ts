import { concat, take, type Bytes } from "../bytes/bytes.ts";
import { base32, decodeCode, encodeCode } from "../bytes/code.ts";
import { OjakError } from "../errors.ts";
import { derive, mac } from "../keys/derive.ts";
import { DROP_NAME_BYTES, OFFER_SECRET_BYTES, RECEIPT_BYTES, WIRE_VERSION } from "../limits.ts";

/** What a bundle is for: parcels to a courier's phone, or what comes back to a broker's. Also the purpose that it is sealed for. */
export type BundleKind = "delivery" | "return";

/** What a phone shows to be given one bundle (spec/wire.md 10.1). Whoever has read it can seal for it; only that phone can open. */
export interface Offer {
  readonly takes: BundleKind;
  /** How many parcels, or answers and ends, find room there. */
  readonly room: number;
  readonly publicKey: Bytes;
  readonly secret: Bytes;
}

const KINDS: readonly BundleKind[] = ["delivery", "return"];
const KEY_BYTES = 32;
const HEAD_BYTES = 3;
const OFFER_BYTES = HEAD_BYTES + KEY_BYTES + OFFER_SECRET_BYTES;

/** The offer's bytes, which a bundle is bound to. */
export function offerBytes({ takes, room, publicKey, secret }: Offer): Bytes {
  return concat(Uint8Array.of(WIRE_VERSION, KINDS.indexOf(takes), room), publicKey, secret);
}

/** An offer as text, for a square pattern or for typing. */
export function writeOffer(offer: Offer): string {
  return encodeCode(offerBytes(offer));
}

/** Reads one. Throws `checksum`, `version` or `malformed`. */
export function readOffer(text: string): Offer {
  const bytes = decodeCode(text);
  if (bytes[0] !== WIRE_VERSION) throw new OjakError("version", "this offer is of another version");
  const takes = KINDS[bytes[1] ?? KINDS.length];
  if (takes === undefined || bytes.length !== OFFER_BYTES) throw new OjakError("malformed", "that code is not an offer");
  const publicKey = take(bytes, HEAD_BYTES, KEY_BYTES);
  return { takes, room: bytes[2] ?? 0, publicKey, secret: take(bytes, HEAD_BYTES + KEY_BYTES, OFFER_SECRET_BYTES) };
}

/** Shows that a bundle was made by somebody who had read the offer. */
export function offerPsk({ secret }: Offer): Bytes {
  return derive(secret, "courier psk", 32);
}

/** The code that says: this bundle, whole, is kept here. Eight characters; compare with `plainCode` of what was typed. */
export function receiptOf({ secret }: Offer, bundle: Uint8Array): string {
  return base32(mac(derive(secret, "courier receipt", 32), RECEIPT_BYTES, bundle));
}

/** What a courier's phone calls the drop that its parcels are of: from the take capability, and of no use at the hub. */
export function dropName(takeCapability: Uint8Array): Bytes {
  return derive(takeCapability, "courier drop", DROP_NAME_BYTES);
}
