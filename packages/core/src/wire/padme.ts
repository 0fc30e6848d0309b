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
  const step = stepAt(wanted);
  return Math.ceil(wanted / step) * step;
}

/** The longest length that is not rounded up past `boundBytes` (at least 2). */
export function padmeWithin(boundBytes: number): number {
  assert(Number.isSafeInteger(boundBytes) && boundBytes >= 2 && boundBytes <= 0x4000_0000, `bound out of range: ${boundBytes}`);
  const step = stepAt(boundBytes);
  return Math.floor(boundBytes / step) * step;
}

function stepAt(lengthBytes: number): number {
  const exponent = 31 - Math.clz32(lengthBytes);
  const exponentBits = 32 - Math.clz32(exponent);
  return 2 ** Math.max(0, exponent - exponentBits);
}
