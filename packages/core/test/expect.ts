import assert from "node:assert/strict";
import fc from "fast-check";
import { type ErrorName, isOjakError } from "../src/errors.ts";

/** Byte strings of one length, as property tests draw them. */
export const exactly = (length: number): fc.Arbitrary<Uint8Array<ArrayBuffer>> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => Uint8Array.from(bytes));

/** Asserts a refusal by one of `names`. */
export function refuses(read: () => unknown, ...names: readonly ErrorName[]): void {
  assert.throws(read, (error) => isRefusal(error, names));
}

/** Asserts that a promise is refused by one of `names`. */
export async function rejects(reading: Promise<unknown>, ...names: readonly ErrorName[]): Promise<void> {
  await assert.rejects(reading, (error) => isRefusal(error, names));
}

/** Asserts that something is a defect of the caller: a plain error, which no reader of outside input may throw. */
export function isDefect(error: unknown): boolean {
  return error instanceof Error && !isOjakError(error) && error.message.startsWith("defect: ");
}

function isRefusal(error: unknown, names: readonly ErrorName[]): boolean {
  return isOjakError(error) && names.includes(error.name);
}

/** A copy with one bit changed. */
export function flipped(bytes: Uint8Array, bit: number): Uint8Array<ArrayBuffer> {
  const altered = Uint8Array.from(bytes);
  const at = Math.floor(bit / 8) % bytes.length;
  altered[at] = (altered[at] ?? 0) ^ (1 << (bit % 8));
  return altered;
}
