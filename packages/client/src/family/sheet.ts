import { concat, take, type Bytes } from "@ojak/core/bytes/bytes";
import { decodeCode, encodeCode } from "@ojak/core/bytes/code";
import { decodeStored, encodeStored } from "@ojak/core/bytes/stored";
import { utf8 } from "@ojak/core/bytes/text";
import { weekOf } from "@ojak/core/epoch";
import { isOjakError, OjakError } from "@ojak/core/errors";
import { keyOfPassphrase } from "@ojak/core/keys/seed";
import { advance } from "@ojak/core/keys/ratchet";
import { WIRE_VERSION } from "@ojak/core/limits";
import type { Ports } from "../ports.ts";
import { NONCE_BYTES } from "../vault/aead.ts";
import { type FamilyState, isOver, type Tie } from "./state.ts";
import { familyFormat } from "./stored.ts";

const SALT_BYTES = 16;
const HEAD_BYTES = 1 + SALT_BYTES + NONCE_BYTES;
const AAD = concat(Uint8Array.of(WIRE_VERSION), utf8("ojak/1 sheet"));

/**
 * A recovery sheet (spec/wire.md 8): each living tie's keys, no letters. It goes on working for later letters, since its ratchet can be walked
 * forward; who finds it needs the four words as well.
 */
export async function writeSheet(ports: Ports, state: FamilyState, passphrase: readonly number[]): Promise<string> {
  const salt = ports.random(SALT_BYTES);
  const nonce = ports.random(NONCE_BYTES);
  const key = await keyOfPassphrase(ports.argon2id, "sheet", passphrase, salt);
  const week = weekOf(ports.clock.nowMs());
  const ties = state.ties.filter((tie) => tie.keys !== null && !isOver(tie.stage)).map((tie) => bare(tie, week));
  const content = encodeStored(familyFormat.schema, { ...state, ties, outbox: [] });
  return encodeCode(concat(Uint8Array.of(WIRE_VERSION), salt, nonce, await ports.aead.seal(key, nonce, AAD, content)));
}

/** Reads a sheet. Throws `checksum`, `version`, `malformed` or `wrong-passphrase`. */
export async function readSheet(ports: Ports, text: string, passphrase: readonly number[]): Promise<FamilyState> {
  const bytes = decodeCode(text);
  if (bytes[0] !== WIRE_VERSION) throw new OjakError("version", "this sheet is of another version");
  const key = await keyOfPassphrase(ports.argon2id, "sheet", passphrase, take(bytes, 1, SALT_BYTES));
  const { schema, state } = decodeStored(await openSheet(ports, key, bytes));
  return familyFormat.read(schema, state);
}

async function openSheet(ports: Ports, key: Bytes, bytes: Bytes): Promise<Bytes> {
  try {
    return await ports.aead.open(key, take(bytes, 1 + SALT_BYTES, NONCE_BYTES), AAD, bytes.subarray(HEAD_BYTES));
  } catch (error) {
    if (isOjakError(error, "cannot-open")) throw new OjakError("wrong-passphrase", "these words do not open this sheet");
    throw error;
  }
}

/** A tie without what was written. */
function bare(tie: Tie, week: number): Tie {
  const ratchet = advance(tie.ratchet, Math.max(week, tie.ratchet.week));
  const spare = tie.spare?.stage === "ready" ? tie.spare : null;
  return { ...tie, ratchet, spare, card: null, slots: [], seen: [], done: [], draft: "", messages: [], voices: [] };
}
