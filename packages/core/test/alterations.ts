import assert from "node:assert/strict";
import { concat, type Bytes } from "../src/bytes/bytes.ts";
import type { Stream } from "./stream.ts";

/** A number below 2^32. */
export function number(choose: Stream): number {
  return choose(4).reduce((sum, byte) => sum * 256 + byte, 0);
}

/** One of a list. */
export function pick<T>(from: readonly T[], choose: Stream): T {
  const chosen = from[number(choose) % from.length];
  assert.ok(chosen !== undefined);
  return chosen;
}

/** Cut, or filled up, to a size. */
export function resized(envelope: Bytes, size: number, choose: Stream): Bytes {
  return size < envelope.length ? envelope.slice(0, size) : concat(envelope, choose(size - envelope.length));
}

/** Two pieces of the ciphertext change places. */
export function reordered(envelope: Bytes, choose: Stream): Bytes {
  const length = 1 + (number(choose) % 64);
  const one = 33 + (number(choose) % (envelope.length - 33 - 2 * length));
  const two = one + length + (number(choose) % (envelope.length - one - 2 * length + 1));
  const [a, b] = [envelope.subarray(one, one + length), envelope.subarray(two, two + length)];
  return concat(envelope.subarray(0, one), b, envelope.subarray(one + length, two), a, envelope.subarray(two + length));
}

/** The head of one envelope, the rest of another, at the size of the first. */
export function spliced(envelope: Bytes, other: Bytes, choose: Stream): Bytes {
  const at = 2 + (number(choose) % (Math.min(envelope.length, other.length) - 3));
  return resized(concat(envelope.subarray(0, at), other.subarray(at)), envelope.length, choose);
}

/** Up to 32 bytes somewhere become others. */
export function overwritten(envelope: Bytes, choose: Stream): Bytes {
  const altered = envelope.slice();
  const at = number(choose) % envelope.length;
  altered.set(choose(1 + (number(choose) % 32)).subarray(0, envelope.length - at), at);
  return altered;
}
