import { decode, encode } from "cborg";
import type { Bytes } from "./bytes.ts";
import { OjakError } from "../errors.ts";

/**
 * What an app keeps in its vault: plain objects, arrays, text, numbers, booleans, null and byte strings, as CBOR with a schema number in front
 * (spec/wire.md 9). Never goes over the wire.
 */
export function encodeStored(schema: number, state: unknown): Bytes {
  return Uint8Array.from(encode([schema, state]));
}

/** Reads it back: schema number and state, unchecked. Throws `malformed`. */
export function decodeStored(bytes: Uint8Array): { readonly schema: number; readonly state: unknown } {
  try {
    const value: unknown = decode(bytes);
    if (Array.isArray(value) && value.length === 2 && Number.isInteger(value[0]))
      return { schema: value[0] as number, state: value[1] };
  } catch {
    /* refused below */
  }
  throw new OjakError("malformed", "what is stored here is not a state of this program");
}
