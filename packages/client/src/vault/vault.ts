import { concat, readU32, take, u32, type Bytes } from "@ojak/core/bytes/bytes";
import { decodeStored, encodeStored } from "@ojak/core/bytes/stored";
import { isOjakError, OjakError } from "@ojak/core/errors";
import { keyOfPassphrase } from "@ojak/core/keys/seed";
import { VAULT_COMPARTMENT_BYTES } from "@ojak/core/limits";
import type { Ports } from "../ports.ts";
import { AEAD_TAG_BYTES, NONCE_BYTES } from "./aead.ts";

/**
 * One file of fixed size, without a header: salt (16), then two compartments of equal size. One is in use, the other is random bytes on every install; which
 * is decided by a random bit and found by trying. A compartment has two halves, each nonce (12) || AES-256-GCM ciphertext of u32 sequence || u32 length ||
 * state || zeros: a save fills the half that is not in use, and only when that is on the disk makes the other one random. So a phone that dies while it
 * saves keeps the state before or after, and nothing older stays.
 */
const SALT_BYTES = 16;
const COMPARTMENTS = 2;
/** Size of every vault file, whatever it holds. */
export const VAULT_FILE_BYTES = SALT_BYTES + COMPARTMENTS * VAULT_COMPARTMENT_BYTES;
const HALVES = 2 * COMPARTMENTS;
const HALF_BYTES = VAULT_COMPARTMENT_BYTES / 2;
const HEAD_BYTES = 8;
const CONTENT_BYTES = HALF_BYTES - NONCE_BYTES - AEAD_TAG_BYTES;
const NO_AAD = new Uint8Array();

/** What tells a state of this program from others: how to read one of a given schema number. */
export interface StateFormat<State> {
  readonly schema: number;
  /** Checks what was stored, and brings older schemas forward. Throws `version` for a newer one, `malformed` for what is none. */
  read(schema: number, stored: unknown): State;
}

/** An open vault: rewrites the whole file at each save. */
export class Vault<State> {
  readonly #ports: Ports;
  readonly #format: StateFormat<State>;
  readonly #key: Bytes;
  readonly #file: Bytes;
  /** Which half holds the state, 0 to 3; its other half is `half ^ 1`. */
  #half: number;
  #sequence: number;

  #last: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(
    ports: Ports,
    format: StateFormat<State>,
    key: Bytes,
    file: Bytes,
    place: { readonly half: number; readonly sequence: number },
  ) {
    this.#ports = ports;
    this.#format = format;
    this.#key = key;
    this.#file = file;
    this.#half = place.half;
    this.#sequence = place.sequence;
  }

  /** Seals the state and rewrites the file. Saves follow one another in order. Throws `storage`, `too-large` or `locked`; the old file stays then. */
  save(state: State): Promise<void> {
    if (this.#isClosed) return Promise.reject(new OjakError("locked", "the vault is closed: nothing was changed"));
    // Its own copy: closing erases the key, and what was begun must still be sealed under the right one.
    const key = this.#key.slice();
    const run = async () => {
      const content = encodeStored(this.#format.schema, state);
      const filling = CONTENT_BYTES - HEAD_BYTES - content.length;
      if (filling < 0) throw new OjakError("too-large", "there is no room left on this device: end a tie that is over");
      const nonce = this.#ports.random(NONCE_BYTES);
      const next = this.#half ^ 1;
      const plaintext = concat(u32(this.#sequence + 1), u32(content.length), content, new Uint8Array(filling));
      const sealed = await this.#ports.aead.seal(key, nonce, NO_AAD, plaintext);
      key.fill(0);
      this.#file.set(concat(nonce, sealed), offsetOf(next));
      await this.#ports.file.write(this.#file);
      const old = this.#half;
      this.#half = next;
      this.#sequence += 1;
      this.#file.set(concat(...chunksOf(this.#ports, HALF_BYTES)), offsetOf(old));
      await this.#ports.file.write(this.#file);
    };
    const next = this.#last.then(run, run);
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** Forgets the key. What was saved stays sealed; a save from here on is refused. */
  close(): void {
    this.#isClosed = true;
    this.#key.fill(0);
  }
}

/** True when there is a vault file here. */
export async function vaultExists(ports: Ports): Promise<boolean> {
  return (await ports.file.read()) !== null;
}

/** Makes a new vault file, in place of any other. `passphrase` is four word indices. */
export async function createVault<State>(
  ports: Ports,
  format: StateFormat<State>,
  passphrase: readonly number[],
  state: State,
): Promise<Vault<State>> {
  const file = concat(...chunksOf(ports, VAULT_FILE_BYTES));
  const salt = take(file, 0, SALT_BYTES);
  const key = await keyOfPassphrase(ports.argon2id, "vault", passphrase, salt);
  const vault = new Vault(ports, format, key, file, { half: (ports.random(1)[0] ?? 0) % HALVES, sequence: 0 });
  await vault.save(state);
  return vault;
}

/** Opens the vault. Throws `wrong-passphrase`, `storage` (no file, or not whole), `version` (of a newer program: nothing is changed). */
export async function openVault<State>(
  ports: Ports,
  format: StateFormat<State>,
  passphrase: readonly number[],
): Promise<{ readonly vault: Vault<State>; readonly state: State }> {
  const file = await ports.file.read();
  if (file === null || file.length !== VAULT_FILE_BYTES)
    throw new OjakError("storage", "there is no vault here, or it is not whole");
  const key = await keyOfPassphrase(ports.argon2id, "vault", passphrase, take(file, 0, SALT_BYTES));
  const opened = await Promise.all(Array.from({ length: HALVES }, (_, half) => tryOpen(ports, key, file, half)));
  const sequences = opened.map((content) => (content === null ? 0 : readU32(content, 0)));
  const sequence = Math.max(...sequences);
  const half = sequences.indexOf(sequence);
  const content = opened[half];
  if (content === null || content === undefined) throw new OjakError("wrong-passphrase", "these words open nothing here");
  const { schema, state } = decodeStored(take(content, HEAD_BYTES, readU32(content, 4)));
  return { vault: new Vault(ports, format, key, file, { half, sequence }), state: format.read(schema, state) };
}

async function tryOpen(ports: Ports, key: Bytes, file: Bytes, half: number): Promise<Bytes | null> {
  const sealed = take(file, offsetOf(half), HALF_BYTES);
  try {
    return await ports.aead.open(key, sealed.subarray(0, NONCE_BYTES), NO_AAD, sealed.subarray(NONCE_BYTES));
  } catch (error) {
    if (isOjakError(error, "cannot-open")) return null;
    throw error;
  }
}

function offsetOf(half: number): number {
  return SALT_BYTES + half * HALF_BYTES;
}

/** The system's generator gives at most 65,536 bytes at a time in browsers. */
function chunksOf(ports: Ports, lengthBytes: number): Bytes[] {
  const chunks: Bytes[] = [];
  for (let left = lengthBytes; left > 0; left -= 65_536) chunks.push(ports.random(Math.min(left, 65_536)));
  return chunks;
}
