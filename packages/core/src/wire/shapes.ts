import * as v from "valibot";
import { bytesOf, decodeShape, uintUpTo } from "../bytes/schema.ts";
import type { Bytes } from "../bytes/bytes.ts";
import { decodeCbor } from "../bytes/cbor.ts";
import { OjakError } from "../errors.ts";
import {
  CAPABILITY_BYTES,
  ENVELOPE_SIZES_BYTES,
  ID_BYTES,
  ROUTE_BOX_BYTES,
  TAG_BYTES,
  WEEKLY_KEY_BYTES,
  WIRE_VERSION,
} from "../limits.ts";

/** A put capability that never expires has this expiry day. */
export const NEVER_DAY = 0xffff;

/** The number of a frame's kind. */
export const op = <Op extends number>(number: Op) => v.literal(number);
/** What the hub keeps of a capability. */
export const id = bytesOf(ID_BYTES);
/** A parcel's name within its drop. */
export const tag = bytesOf(TAG_BYTES);
/** A capability: 32 secret bytes. */
export const cap = bytesOf(CAPABILITY_BYTES);
/** A depositor's place in a drop. */
export const slot = uintUpTo(0xffff);
/** Days since the Unix epoch. */
export const day = uintUpTo(0xffff);
/** The place of an asking frame in its request. */
export const index = uintUpTo(0xff);

/** Anything sealed begins with the version byte; the hub cannot read further, and carries nothing of an unknown version. */
function sealedOf(sizes: readonly number[]) {
  return v.custom<Bytes>((value) => value instanceof Uint8Array && sizes.includes(value.length) && value[0] === WIRE_VERSION);
}

/** An envelope of one of the four sizes, of this version. */
export const envelope = sealedOf(ENVELOPE_SIZES_BYTES);
/** A route box of this version, or none. */
export const route = v.nullable(sealedOf([ROUTE_BOX_BYTES]));
/** A broker's published key, of this version. */
export const weeklyKey = sealedOf([WEEKLY_KEY_BYTES]);

/**
 * Decodes a frame by the schema that its first element names: null for a kind that this version does not know, `malformed` for all else. Reading
 * the number from the second byte is safe because deterministic CBOR has one form only, and the schema checks the number again.
 */
export function decodeByOp<Schema extends v.GenericSchema>(
  schemas: ReadonlyMap<number, Schema>,
  frame: Uint8Array,
): v.InferOutput<Schema> | null {
  const schema = schemas.get(frame[1] ?? 0);
  if (schema !== undefined) return decodeShape(schema, frame);
  const content = decodeCbor(frame);
  if (Array.isArray(content) && typeof content[0] === "number" && !schemas.has(content[0])) return null;
  throw new OjakError("malformed", "a frame of no kind at all");
}
