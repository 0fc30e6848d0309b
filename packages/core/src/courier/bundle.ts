import { concat, type Bytes } from "../bytes/bytes.ts";
import { OjakError } from "../errors.ts";
import { type KeyPair, open, seal, X25519 } from "../keys/hpke.ts";
import { BUNDLE_FRAMES_MAX, BUNDLE_SIZES_BYTES, ENVELOPE_OVERHEAD_BYTES, WIRE_VERSION } from "../limits.ts";
import { bodyLength, encodeBody, readBody } from "../wire/frames.ts";
import { type BundleKind, type Offer, offerBytes, offerPsk } from "./offer.ts";

/** The size of a bundle that holds these frames. Throws `too-large` past the largest. */
export function bundleBytes(frames: readonly Uint8Array[]): number {
  const wanted = bodyLength(frames) + ENVELOPE_OVERHEAD_BYTES;
  const size = BUNDLE_SIZES_BYTES.find((one) => one >= wanted);
  if (size === undefined || frames.length > BUNDLE_FRAMES_MAX)
    throw new OjakError("too-large", "that is more than one bundle holds");
  return size;
}

/** Seals frames to the phone that shows the offer (spec/wire.md 10.2); `random` is 32 bytes. Throws `too-large`, or `malformed` for an offer of the other kind. */
export async function sealBundle(
  offer: Offer,
  kind: BundleKind,
  frames: readonly Uint8Array[],
  random: Uint8Array,
): Promise<Bytes> {
  if (offer.takes !== kind) throw new OjakError("malformed", "that phone asks for the other kind of bundle");
  const body = encodeBody(frames, bundleBytes(frames) - ENVELOPE_OVERHEAD_BYTES);
  return concat(Uint8Array.of(WIRE_VERSION), await seal(X25519, offer.publicKey, contextOf(offer), body, random));
}

/** Opens a bundle to its frames. Throws `malformed` (also for a size that no bundle has, before any key is touched), `version`, `cannot-open`. */
export async function openBundle(offer: Offer, key: KeyPair, bundle: Uint8Array): Promise<readonly Uint8Array[]> {
  checkBundle(bundle);
  const body = await open(X25519, key, contextOf(offer), bundle.subarray(1));
  const { frames, whole } = readBody(body, { bodyBytesMax: body.length, framesMax: BUNDLE_FRAMES_MAX });
  if (!whole) throw new OjakError("malformed", "the bundle's end is missing");
  return frames;
}

/** Checks size and version byte of what claims to be a bundle. Throws `malformed` or `version`. */
export function checkBundle(bundle: Uint8Array): void {
  if (!isBundleSize(bundle.length)) throw new OjakError("malformed", "no bundle has that size");
  if (bundle[0] !== WIRE_VERSION) throw new OjakError("version", "this program reads version 1 only");
}

/** True for the four sizes that a bundle may have. */
export function isBundleSize(lengthBytes: number): boolean {
  return BUNDLE_SIZES_BYTES.some((size) => size === lengthBytes);
}

/** A new courier's phone knows no realm: the head inside names it, and the offer, used once, binds the rest. */
function contextOf(offer: Offer) {
  return { purpose: offer.takes, realm: "", psk: offerPsk(offer), aad: offerBytes(offer) } as const;
}
