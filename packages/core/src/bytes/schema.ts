import * as v from "valibot";
import { OjakError } from "../errors.ts";
import { utf8 } from "./text.ts";
import { decodeCbor } from "./cbor.ts";
import type { Bytes } from "./bytes.ts";

/** A byte string of exactly `length` bytes. */
export function bytesOf(length: number) {
  return v.custom<Bytes>((value) => value instanceof Uint8Array && value.length === length);
}

/** A byte string of at most `max` bytes, in pieces of `unit`. */
export function bytesUpTo(max: number, unit = 1) {
  return v.custom<Bytes>((value) => value instanceof Uint8Array && value.length <= max && value.length % unit === 0);
}

/** An integer from 0 to `max`. */
export function uintUpTo(max: number) {
  return v.custom<number>((value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max);
}

/** Text of 1 to `max` UTF-8 bytes. */
export function textUpTo(max: number) {
  return v.custom<string>(
    (value) => typeof value === "string" && value.length > 0 && value.length <= max && utf8(value).length <= max,
  );
}

/** Reads CBOR of a given shape; throws `malformed` for any other. */
export function decodeShape<Schema extends v.GenericSchema>(schema: Schema, bytes: Uint8Array): v.InferOutput<Schema> {
  const result = v.safeParse(schema, decodeCbor(bytes));
  if (!result.success) throw new OjakError("malformed", "content is not of the form that its kind asks for");
  return result.output;
}
