import { decode as decodeCborg, encode as encodeCborg, rfc8949EncodeOptions } from "cborg";
import { OjakError } from "../errors.ts";
import { equal, type Bytes } from "./bytes.ts";

/** What the wire uses of CBOR (spec/wire.md 1): no maps, tags or floats. */
export type CborValue = number | string | boolean | null | Uint8Array | readonly CborValue[];

const DEPTH_MAX = 8;

/**
 * Core deterministic encoding (RFC 8949, 4.2.1). Throws a defect for values outside `CborValue`, `malformed` for text with a lone surrogate, which
 * UTF-8 cannot hold: it would read back as something else.
 */
export function encodeCbor(value: CborValue): Bytes {
  if (!isWellFormed(value)) throw new OjakError("malformed", "text has a lone surrogate");
  return Uint8Array.from(encodeCborg(value, rfc8949EncodeOptions));
}

/** Decodes and refuses (`malformed`) whatever would not be encoded to the same bytes again. */
export function decodeCbor(bytes: Uint8Array): CborValue {
  let value: unknown;
  try {
    value = decodeCborg(bytes, {
      strict: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowInfinity: false,
      allowNaN: false,
      allowBigInt: false,
      rejectDuplicateMapKeys: true,
    });
    if (isCborValue(value, 0) && equal(encodeCbor(value), bytes)) return value;
  } catch {
    /* refused below: the decoder's own words may quote the input */
  }
  throw new OjakError("malformed", "not deterministic CBOR of the kinds that the wire uses");
}

function isWellFormed(value: CborValue): boolean {
  if (typeof value === "string") return value.isWellFormed();
  return !Array.isArray(value) || value.every(isWellFormed);
}

function isCborValue(value: unknown, depth: number): value is CborValue {
  if (depth > DEPTH_MAX) return false;
  if (value === null || typeof value === "boolean") return true;
  if (typeof value === "string") return value.normalize("NFC") === value;
  if (typeof value === "number") return Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff;
  if (value instanceof Uint8Array) return true;
  return Array.isArray(value) && value.every((item) => isCborValue(item, depth + 1));
}
