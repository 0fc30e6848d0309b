import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { concat, type Bytes } from "../bytes/bytes.ts";
import { utf8 } from "../bytes/text.ts";

/** HKDF-SHA256 with empty salt and info `"ojak/1 " || label` (spec/wire.md 1). */
export function derive(key: Uint8Array, label: string | Uint8Array, lengthBytes: number): Bytes {
  const info = concat(utf8("ojak/1 "), typeof label === "string" ? utf8(label) : label);
  return Uint8Array.from(hkdf(nobleSha256, key, undefined, info, lengthBytes));
}

/** First `lengthBytes` of SHA-256 over the joined parts. */
export function digest(lengthBytes: number, ...parts: readonly Uint8Array[]): Bytes {
  return Uint8Array.from(nobleSha256(concat(...parts)).subarray(0, lengthBytes));
}

/** First `lengthBytes` of HMAC-SHA256 under `key` over the joined parts. */
export function mac(key: Uint8Array, lengthBytes: number, ...parts: readonly Uint8Array[]): Bytes {
  return Uint8Array.from(hmac(nobleSha256, key, concat(...parts)).subarray(0, lengthBytes));
}
