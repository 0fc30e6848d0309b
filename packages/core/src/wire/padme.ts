import { assert } from "../errors.ts";

/**
 * Padmé (PURBs, PoPETs 2019, algorithm 1): the next length whose low bits are zero, at most 12 % more, so that a length tells O(log log n) bits.
 * Lengths below the floor become the floor. All figures are bytes.
 */
export function padme(lengthBytes: number, floorBytes: number): number {
  assert(
    Number.isSafeInteger(lengthBytes) && lengthBytes >= 0 && lengthBytes <= 0x4000_0000,
    `length out of range: ${lengthBytes}`,
  );
  const wanted = Math.max(lengthBytes, floorBytes, 2);
  const exponent = 31 - Math.clz32(wanted);
  const exponentBits = 32 - Math.clz32(exponent);
  const step = 2 ** Math.max(0, exponent - exponentBits);
  return Math.ceil(wanted / step) * step;
}
