import { OjakError } from "../errors.ts";
import type { Bytes } from "./bytes.ts";

/**
 * UTF-8 without TextEncoder, since core sees no platform. Lone surrogates are refused (`malformed`), so that what is written
 * reads back the same.
 */
export function utf8(text: string): Bytes {
  const out: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) throw new OjakError("malformed", "text has a lone surrogate");
    if (code < 0x80) out.push(code);
    else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code < 0x1_0000) out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else out.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
  }
  return Uint8Array.from(out);
}

/** Strict UTF-8; throws `malformed` on overlong, truncated or surrogate sequences. */
export function fromUtf8(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0;
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    let code = length === 1 ? lead : lead & (0x7f >> length);
    for (let i = 1; i < length; i++) code = (code << 6) | ((bytes[at + i] ?? 0) & 0x3f);
    text += code <= 0x10_ffff && code >= 0 ? String.fromCodePoint(code) : "\u{fffd}";
    at += length;
  }
  let again: Uint8Array | undefined;
  try {
    again = utf8(text);
  } catch {
    /* a surrogate: refused below */
  }
  if (again === undefined || again.length !== bytes.length || again.some((byte, i) => byte !== bytes[i])) {
    throw new OjakError("malformed", "text is not UTF-8");
  }
  return text;
}

/** Lower-case hexadecimal, for vectors and tests. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Reads hexadecimal; throws `malformed`. */
export function fromHex(text: string): Bytes {
  if (!/^(?:[0-9a-fA-F]{2})*$/u.test(text)) throw new OjakError("malformed", "not hexadecimal");
  return Uint8Array.from(text.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));
}
