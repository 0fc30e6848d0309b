import { OjakError, assert } from "../errors.ts";

/** Bytes in a buffer of their own, as the platform's cryptography wants them. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Joins byte strings into a new one. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Compares in time that depends on the length alone, since some of what is compared is secret. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

/** True when every byte is zero. */
export function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

/** Big-endian u16. */
export function u16(value: number): Bytes {
  assert(Number.isInteger(value) && value >= 0 && value <= 0xffff, `u16 out of range: ${value}`);
  return Uint8Array.of(value >> 8, value & 0xff);
}

/** Big-endian u32. */
export function u32(value: number): Bytes {
  assert(Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff, `u32 out of range: ${value}`);
  return Uint8Array.of(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

/** Reads a big-endian u16; throws `malformed` past the end. */
export function readU16(bytes: Uint8Array, at: number): number {
  if (at + 2 > bytes.length) throw new OjakError("malformed", "input ends inside a number");
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** Reads a big-endian u32; throws `malformed` past the end. */
export function readU32(bytes: Uint8Array, at: number): number {
  return readU16(bytes, at) * 0x1_0000 + readU16(bytes, at + 2);
}

/** A copy of exactly `length` bytes from `at`; throws `malformed` when they are not there. */
export function take(bytes: Uint8Array, at: number, length: number): Bytes {
  if (at + length > bytes.length) throw new OjakError("malformed", "input ends early");
  return bytes.slice(at, at + length);
}

/** Cuts a byte string into pieces of `size`; throws `malformed` when it does not divide. */
export function split(bytes: Uint8Array, size: number): Bytes[] {
  if (bytes.length % size !== 0) throw new OjakError("malformed", `length is no multiple of ${size}`);
  return Array.from({ length: bytes.length / size }, (_, i) => take(bytes, i * size, size));
}
