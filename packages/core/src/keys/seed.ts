import { concat, u16, type Bytes } from "../bytes/bytes.ts";
import { utf8 } from "../bytes/text.ts";
import { assert } from "../errors.ts";
import { PASSPHRASE_WORDS, TIE_WORDS } from "../limits.ts";
import { digest } from "./derive.ts";

/**
 * Argon2id with the parameters of limits.ts, 32 bytes out. Passed in: browsers and Node have different fast ones.
 */
export type Argon2id = (password: Uint8Array, salt: Uint8Array) => Promise<Bytes>;

/** Whose six words they are: labels differ so that one set of words never gives two people the same keys. */
export type WordsOwner = "words" | "broker";

/** The 32-byte seed of six words (spec/wire.md 3.1). */
export async function seedOfWords(
  argon2id: Argon2id,
  owner: WordsOwner,
  indices: readonly number[],
  realm: string,
): Promise<Bytes> {
  assert(indices.length === TIE_WORDS, "six words");
  return argon2id(concat(utf8(`ojak/1 ${owner}`), ...indices.map(u16)), digest(16, utf8("ojak/1 salt"), utf8(realm)));
}

/** The key that a four-word passphrase gives with a stored random salt; `label` tells vault and sheet apart. */
export async function keyOfPassphrase(
  argon2id: Argon2id,
  label: "vault" | "sheet",
  indices: readonly number[],
  salt: Uint8Array,
): Promise<Bytes> {
  assert(indices.length === PASSPHRASE_WORDS, "four words");
  return argon2id(concat(utf8(`ojak/1 ${label}`), ...indices.map(u16)), salt);
}
