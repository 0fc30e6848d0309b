import type { Bytes } from "@ojak/core/bytes/bytes";
import { OjakError } from "@ojak/core/errors";

/** Authenticated encryption of stored data: AES-256-GCM with a 12-byte nonce and a 16-byte authentication tag behind the ciphertext. */
export interface Aead {
  seal(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Bytes): Promise<Bytes>;
  /** Throws `cannot-open`. */
  open(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, ciphertext: Bytes): Promise<Bytes>;
}

/** Sizes of AES-256-GCM, as used here. */
export const NONCE_BYTES = 12;
export const AEAD_TAG_BYTES = 16;

interface Parameters {
  readonly name: "AES-GCM";
  readonly iv: Bytes;
  readonly additionalData: Bytes;
}

/** The part of WebCrypto that is used: `crypto.subtle` of browsers and of Node fit. */
export interface SubtleLike<Key> {
  importKey(format: "raw", key: Bytes, algorithm: "AES-GCM", extractable: false, usages: ("encrypt" | "decrypt")[]): Promise<Key>;
  encrypt(parameters: Parameters, key: Key, data: Bytes): Promise<ArrayBuffer>;
  decrypt(parameters: Parameters, key: Key, data: Bytes): Promise<ArrayBuffer>;
}

/** AES-256-GCM by the platform's own WebCrypto. */
export function webCryptoAead<Key>(subtle: SubtleLike<Key>): Aead {
  const load = (key: Uint8Array) => subtle.importKey("raw", Uint8Array.from(key), "AES-GCM", false, ["encrypt", "decrypt"]);
  const parameters = (nonce: Uint8Array, aad: Uint8Array): Parameters => ({
    name: "AES-GCM",
    iv: Uint8Array.from(nonce),
    additionalData: Uint8Array.from(aad),
  });
  return {
    async seal(key, nonce, aad, plaintext) {
      return new Uint8Array(await subtle.encrypt(parameters(nonce, aad), await load(key), plaintext));
    },
    async open(key, nonce, aad, ciphertext) {
      try {
        return new Uint8Array(await subtle.decrypt(parameters(nonce, aad), await load(key), ciphertext));
      } catch {
        throw new OjakError("cannot-open", "another key, or altered");
      }
    },
  };
}
