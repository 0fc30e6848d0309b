import { OjakError } from "../errors.ts";
import { CODE_TEXT_CHARACTERS_MAX } from "../limits.ts";
import { digest } from "../keys/derive.ts";
import { concat, equal, take, type Bytes } from "./bytes.ts";
import { utf8 } from "./text.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECK_BYTES = 3;

/** Bytes as text that people can send, read out and type: Crockford base32 with a checksum, in groups of four (spec/wire.md 4.1). */
export function encodeCode(bytes: Uint8Array): string {
  return base32(concat(bytes, checkOf(bytes)));
}

/** Crockford base32 in groups of four, without a checksum: for what is compared as a whole. */
export function base32(bytes: Uint8Array): string {
  let bits = 0;
  let held = 0;
  let text = "";
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(held >> (bits - 5)) & 31] ?? "";
    held &= 0xff;
  }
  if (bits > 0) text += ALPHABET[(held << (5 - bits)) & 31] ?? "";
  return (text.match(/.{1,4}/gu) ?? []).join("-");
}

/** What was typed, as it is compared: capitals, no spaces or hyphens, O as 0, I and L as 1. */
export function plainCode(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[\s\p{Dash}]/gu, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/gu, "1");
}

/**
 * Reads such text in any case, with any spaces or hyphens. Throws `too-large`, `malformed` (a foreign character) or `checksum` (mistyped).
 */
export function decodeCode(text: string): Bytes {
  if (text.length > CODE_TEXT_CHARACTERS_MAX) throw new OjakError("too-large", "that text is longer than any code");
  const plain = plainCode(text);
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of plain) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new OjakError("malformed", "a code has only letters and digits");
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  const whole = Uint8Array.from(bytes);
  const length = whole.length - CHECK_BYTES;
  const isWhole =
    length > 0 &&
    equal(checkOf(whole.subarray(0, length)), whole.subarray(length)) &&
    encodeCode(whole.subarray(0, length)).replaceAll("-", "") === plain;
  if (!isWhole) throw new OjakError("checksum", "a character is missing or wrong: compare with the original");
  return take(whole, 0, length);
}

function checkOf(bytes: Uint8Array): Bytes {
  return digest(CHECK_BYTES, utf8("ojak/1 check"), bytes);
}
