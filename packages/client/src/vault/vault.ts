import { equal, take, type Bytes } from "@ojak/core/bytes/bytes";
import { decodeStored, encodeStored } from "@ojak/core/bytes/stored";
import { OjakError } from "@ojak/core/errors";
import { keyOfPassphrase } from "@ojak/core/keys/seed";
import type { Ports } from "../ports.ts";
import {
  anyPlace,
  clearOlder,
  findContent,
  type Place,
  placeAfter,
  randomFile,
  SALT_BYTES,
  type Sealed,
  sealedImage,
  VAULT_FILE_BYTES,
} from "./layout.ts";

/** What tells a state of this program from others: how to read one of a given schema number. */
export interface StateFormat<State> {
  readonly schema: number;
  /** Checks what was stored, and brings older schemas forward. Throws `version` for a newer one, `malformed` for what is none. */
  read(schema: number, stored: unknown): State;
  /** What goes into the second compartment, under a key of its own; null, or left out, for nothing. */
  beside?(state: State): { readonly key: Bytes; readonly state: State } | null;
}

/**
 * An open vault. Each save rewrites the whole file twice: first with what is new beside what was, then without what was. So a phone that dies while it saves
 * keeps the state before or after, and nothing older stays.
 */
export class Vault<State> {
  readonly #ports: Ports;
  readonly #format: StateFormat<State>;
  #key: Bytes;
  #file: Bytes;
  #place: Place;

  #last: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(ports: Ports, format: StateFormat<State>, key: Bytes, file: Bytes, place: Place) {
    this.#ports = ports;
    this.#format = format;
    this.#key = key;
    this.#file = file;
    this.#place = place;
  }

  /** Seals the state and rewrites the file. Saves follow one another in order. Throws `storage`, `too-large` or `locked`; the old file stays then. */
  save(state: State): Promise<void> {
    return this.#inTurn(() => this.#write(state, this.#key.slice()));
  }

  /** The key that a passphrase for the second compartment gives. Throws `same-passphrase` when it is the one of this. */
  async keyBeside(passphrase: readonly number[]): Promise<Bytes> {
    const key = await this.#keyOf(passphrase);
    if (equal(key, this.#key)) throw new OjakError("same-passphrase", "that passphrase opens this already: choose another");
    return key;
  }

  /** Saves under another passphrase; the one before opens nothing any more. Throws `same-passphrase` when the second compartment has it. */
  async changePassphrase(passphrase: readonly number[], state: State): Promise<void> {
    const key = await this.#keyOf(passphrase);
    const beside = this.#format.beside?.(state) ?? null;
    if (beside !== null && equal(beside.key, key))
      throw new OjakError("same-passphrase", "that passphrase opens something else here: choose another");
    await this.#inTurn(async () => {
      await this.#write(state, key.slice());
      this.#key.fill(0);
      this.#key = key;
    });
    if (this.#isClosed) key.fill(0);
  }

  /** Forgets the key. What was saved stays sealed; a save from here on is refused. */
  close(): void {
    this.#isClosed = true;
    // What was begun must still be sealed under the right key.
    void this.#last.then(() => this.#key.fill(0));
  }

  #keyOf(passphrase: readonly number[]): Promise<Bytes> {
    return keyOfPassphrase(this.#ports.argon2id, "vault", passphrase, take(this.#file, 0, SALT_BYTES));
  }

  #inTurn(run: () => Promise<void>): Promise<void> {
    if (this.#isClosed) return Promise.reject(new OjakError("locked", "the vault is closed: nothing was changed"));
    const next = this.#last.then(run, run);
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #write(state: State, key: Bytes): Promise<void> {
    const next = placeAfter(this.#place);
    const beside = this.#format.beside?.(state) ?? null;
    const image = await sealedImage(this.#ports, this.#file, next, this.#sealed(key, state), this.#sealedBeside(beside));
    key.fill(0);
    await this.#ports.file.write(image);
    this.#place = next;
    this.#file = image;
    clearOlder(this.#ports, image, next);
    await this.#ports.file.write(image);
  }

  #sealedBeside(beside: { readonly key: Bytes; readonly state: State } | null): Sealed | null {
    return beside === null ? null : this.#sealed(beside.key, beside.state);
  }

  #sealed(key: Bytes, state: State): Sealed {
    return { key, content: encodeStored(this.#format.schema, state) };
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
  const file = randomFile(ports);
  const key = await keyOfPassphrase(ports.argon2id, "vault", passphrase, take(file, 0, SALT_BYTES));
  const vault = new Vault(ports, format, key, file, anyPlace(ports));
  await vault.save(state);
  return vault;
}

/** What a passphrase opened, before it is known whose it is. */
export interface Unsealed {
  /** What was stored; to be looked at for its kind only, and read by a format. */
  readonly stored: unknown;
  /** Goes on as a vault of this kind, and rewrites the file whole. Throws `version` or `malformed`: nothing is changed then. */
  openAs<State>(format: StateFormat<State>): Promise<{ readonly vault: Vault<State>; readonly state: State }>;
}

/**
 * Derives the key and opens what it fits. Nothing here depends on what is stored, so that one program may keep states of two kinds. Throws `wrong-passphrase` once
 * that took as long and wrote as much as an opening does, `storage` (no file, or not whole).
 */
export async function unsealVault(ports: Ports, passphrase: readonly number[]): Promise<Unsealed> {
  const file = await ports.file.read();
  if (file === null || file.length !== VAULT_FILE_BYTES)
    throw new OjakError("storage", "there is no vault here, or it is not whole");
  const key = await keyOfPassphrase(ports.argon2id, "vault", passphrase, take(file, 0, SALT_BYTES));
  const found = await findContent(ports, file, key);
  if (found === null) {
    await rehearse(ports, file, key);
    throw new OjakError("wrong-passphrase", "these words open nothing here");
  }
  const { schema, state: stored } = decodeStored(found.content);
  return {
    stored,
    openAs: async (format) => {
      const state = format.read(schema, stored);
      const vault = new Vault(ports, format, key, file, found.place);
      await vault.save(state);
      return { vault, state };
    },
  };
}

/**
 * Opens the vault, and rewrites it whole before it returns: with a duress passphrase that makes the other compartment random, and no other opening may look or
 * take differently. Throws `wrong-passphrase`, `storage` (no file, or not whole), `version` (of a newer program: nothing is changed).
 */
export async function openVault<State>(
  ports: Ports,
  format: StateFormat<State>,
  passphrase: readonly number[],
): Promise<{ readonly vault: Vault<State>; readonly state: State }> {
  return (await unsealVault(ports, passphrase)).openAs(format);
}

/** What a save does, with nothing changed: a wrong passphrase takes as long as one that opens, and writes as much. */
async function rehearse(ports: Ports, file: Bytes, key: Bytes): Promise<void> {
  const place = anyPlace(ports);
  const image = await sealedImage(ports, file, place, { key, content: new Uint8Array() }, null);
  await ports.file.write(file);
  clearOlder(ports, image, place);
  await ports.file.write(file);
}
