import { concat, type Bytes } from "../bytes/bytes.ts";
import { OjakError } from "../errors.ts";
import { type Context, type KeyPair, open, seal, X25519 } from "../keys/hpke.ts";
import { ENVELOPE_SIZES_BYTES, WIRE_VERSION } from "../limits.ts";
import { classFor, pad, type SizeKind, unpad } from "./padding.ts";

/** Checks version byte and size of an envelope without opening it; throws `version` or `malformed`. */
export function checkEnvelope(envelope: Uint8Array): void {
  if (!ENVELOPE_SIZES_BYTES.includes(envelope.length)) throw new OjakError("malformed", "no envelope has that size");
  if (envelope[0] !== WIRE_VERSION) throw new OjakError("version", "this program reads version 1 only");
}

/** Seals content to its smallest size class (spec/wire.md 2.1); `random` is 32 bytes. Throws `too-large`. */
export async function sealEnvelope(
  to: Uint8Array,
  context: Context,
  { kind, content }: { readonly kind: SizeKind; readonly content: Uint8Array },
  random: Uint8Array,
): Promise<Bytes> {
  const padded = pad(content, classFor(kind, content.length));
  return concat(Uint8Array.of(WIRE_VERSION), await seal(X25519, to, context, padded, random));
}

/** Opens an envelope. Throws `version`, `malformed` or `cannot-open`. */
export async function openEnvelope(key: KeyPair, context: Context, envelope: Uint8Array): Promise<Bytes> {
  checkEnvelope(envelope);
  return unpad(await open(X25519, key, context, envelope.subarray(1)));
}
