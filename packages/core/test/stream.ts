import { argon2, createHash } from "node:crypto";
import type { Bytes } from "../src/bytes/bytes.ts";
import type { Argon2id } from "../src/keys/seed.ts";
import { ARGON2_LANES, ARGON2_MEMORY_KIB, ARGON2_PASSES } from "../src/limits.ts";

/** A source of bytes that is the same in every run. */
export type Stream = (length: number) => Bytes;

/** SHAKE256 of a name, read on and on: each vector has a stream of its own, so that adding one changes no other. */
export function seededStream(name: string): Stream {
  let used = 0;
  return (length) => {
    const whole = createHash("shake256", { outputLength: used + length })
      .update(`ojak test stream ${name}`)
      .digest();
    const part = Uint8Array.from(whole.subarray(used));
    used += length;
    return part;
  };
}

/** Argon2id of Node's crypto with the parameters of limits.ts. */
export const nodeArgon2id: Argon2id = (password, salt) =>
  new Promise((resolve, reject) => {
    const parameters = {
      message: password,
      nonce: salt,
      parallelism: ARGON2_LANES,
      memory: ARGON2_MEMORY_KIB,
      passes: ARGON2_PASSES,
      tagLength: 32,
    };
    argon2("argon2id", parameters, (error, key) => (error === null ? resolve(Uint8Array.from(key)) : reject(error)));
  });
