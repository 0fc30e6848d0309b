import { concat, isZero, readU16, take, u16, type Bytes } from "../bytes/bytes.ts";
import { OjakError } from "../errors.ts";
import { CLASS_BASE_BYTES, CLASS_LONG_BYTES, CLASS_NOTE_BYTES, CLASS_PART_BYTES } from "../limits.ts";

/** u16 length || content || zeros, `size` bytes in all. Throws `too-large` when it does not fit. */
export function pad(content: Uint8Array, size: number): Bytes {
  const filling = size - 2 - content.length;
  if (filling < 0) throw new OjakError("too-large", `at most ${size - 2} bytes fit`);
  return concat(u16(content.length), content, new Uint8Array(filling));
}

/** Undoes `pad`; throws `malformed` for a length past the end or padding that is not zero. */
export function unpad(padded: Uint8Array): Bytes {
  const length = readU16(padded, 0);
  const content = take(padded, 2, length);
  if (!isZero(padded.subarray(2 + length))) throw new OjakError("malformed", "padding is not zero");
  return content;
}

/** Notes and parts of a voice have a class of their own; mail is never smaller than base, so that the length of a short letter does not show. */
export type SizeKind = "note" | "mail" | "part";

const CLASSES_OF = {
  note: [CLASS_NOTE_BYTES],
  mail: [CLASS_BASE_BYTES, CLASS_LONG_BYTES],
  part: [CLASS_PART_BYTES],
} as const satisfies Record<SizeKind, readonly number[]>;

/** The smallest size class that a kind may use for `contentBytes`; throws `too-large`. */
export function classFor(kind: SizeKind, contentBytes: number): number {
  const size = CLASSES_OF[kind].find((candidate) => candidate >= contentBytes + 2);
  if (size === undefined) throw new OjakError("too-large", "no size class holds that much");
  return size;
}
