import assert from "node:assert/strict";
import { test } from "node:test";
import { equal, type Bytes } from "@ojak/core/bytes/bytes";
import { digest } from "@ojak/core/keys/derive";
import type { Ports } from "../ports.ts";
import { webCryptoAead } from "./aead.ts";
import { VAULT_FILE_BYTES } from "./layout.ts";
import { createVault, openVault, type StateFormat, type Vault } from "./vault.ts";

interface Note {
  text: string;
  beside: { readonly key: Bytes; readonly state: Note } | null;
}

const REAL = [1, 2, 3, 4];
const DURESS = [5, 6, 7, 8];
const WRONG = [9, 9, 9, 9];
const format: StateFormat<Note> = { schema: 1, read: (_schema, stored) => stored as Note, beside: ({ beside }) => beside };

/** Ports that note all that is asked of the platform: key derivations, trial decryptions, sealings, and every write. */
function watchedPorts() {
  const held: { bytes: Bytes | null } = { bytes: null };
  const seen = { derived: 0, opened: 0, sealed: 0, randomBytes: 0, writes: [] as Bytes[] };
  const aead = webCryptoAead(crypto.subtle);
  const ports: Ports = {
    clock: { nowMs: () => 0 },
    random: (length) => {
      seen.randomBytes += length;
      return crypto.getRandomValues(new Uint8Array(length));
    },
    argon2id: async (password, salt) => {
      seen.derived += 1;
      return digest(32, password, salt);
    },
    aead: {
      seal: (...all) => {
        seen.sealed += 1;
        return aead.seal(...all);
      },
      open: (...all) => {
        seen.opened += 1;
        return aead.open(...all);
      },
    },
    file: {
      read: async () => held.bytes?.slice() ?? null,
      write: async (bytes) => {
        held.bytes = bytes.slice();
        seen.writes.push(held.bytes);
      },
      erase: async () => void (held.bytes = null),
    },
    transportTo: () => {
      throw new Error("no network here");
    },
  };
  const watch = async (run: () => Promise<unknown>) => {
    Object.assign(seen, { derived: 0, opened: 0, sealed: 0, randomBytes: 0, writes: [] });
    const before = held.bytes?.slice() ?? new Uint8Array();
    await run().catch(() => undefined);
    return { ...seen, writes: [...seen.writes], changed: changesOf([before, ...seen.writes]) };
  };
  return { ports, held, watch };
}

/** For each write: which of the four quarters behind the salt changed. */
function changesOf(images: readonly Bytes[]): boolean[][] {
  const quarter = (VAULT_FILE_BYTES - 16) / 4;
  return images.slice(1).map((image, i) =>
    [0, 1, 2, 3].map((at) => {
      const part = (bytes: Bytes) => bytes.subarray(16 + at * quarter, 16 + (at + 1) * quarter);
      return !equal(part(image), part(images[i] ?? image));
    }),
  );
}

async function withDuress(vault: Vault<Note>, text: string): Promise<Note> {
  const note: Note = { text, beside: { key: await vault.keyBeside(DURESS), state: { text: "decoy", beside: null } } };
  await vault.save(note);
  return note;
}

test("every save writes the whole file twice, one side of both compartments each time: with one compartment or two, empty or full", async () => {
  const patterns = new Set<string>();
  for (const text of ["", "x".repeat(900_000)]) {
    for (const isDouble of [false, true]) {
      const { ports, watch } = watchedPorts();
      const vault = await createVault(ports, format, REAL, { text, beside: null });
      const note = isDouble ? await withDuress(vault, text) : { text, beside: null };
      const { writes, sealed, changed } = await watch(() => vault.save(note));
      assert.equal(sealed, 2);
      assert.deepEqual(
        writes.map((bytes) => bytes.length),
        [VAULT_FILE_BYTES, VAULT_FILE_BYTES],
      );
      // Which side comes first alternates.
      patterns.add(
        changed
          .map((quarters) => quarters.join())
          .toSorted()
          .join(" | "),
      );
    }
  }
  assert.deepEqual([...patterns], ["false,true,false,true | true,false,true,false"]);
});

test("opening does the same work and writes as much with a right, a wrong and a duress passphrase", async () => {
  const work: unknown[] = [];
  for (const passphrase of [REAL, WRONG, DURESS]) {
    const { ports, watch } = watchedPorts();
    const vault = await createVault(ports, format, REAL, { text: "real", beside: null });
    await withDuress(vault, "real");
    const { derived, opened, sealed, writes } = await watch(() => openVault(ports, format, passphrase));
    work.push({ derived, opened, sealed, writes: writes.map((bytes) => bytes.length) });
  }
  const expected = { derived: 1, opened: 4, sealed: 2, writes: [VAULT_FILE_BYTES, VAULT_FILE_BYTES] };
  assert.deepEqual(work, [expected, expected, expected]);
});

test("a wrong passphrase changes nothing in the file", async () => {
  const { ports, held } = watchedPorts();
  await createVault(ports, format, REAL, { text: "real", beside: null });
  const before = held.bytes ?? assert.fail("no file");
  await assert.rejects(openVault(ports, format, WRONG), { name: "wrong-passphrase" });
  assert.ok(equal(held.bytes ?? new Uint8Array(), before));
});

test("the duress passphrase opens the decoy, and after that the real one opens nothing, in any half", async () => {
  const { ports } = watchedPorts();
  const vault = await createVault(ports, format, REAL, { text: "real", beside: null });
  await withDuress(vault, "real");
  assert.equal((await openVault(ports, format, REAL)).state.text, "real");
  const { vault: decoy, state } = await openVault(ports, format, DURESS);
  assert.deepEqual(state, { text: "decoy", beside: null });
  await assert.rejects(openVault(ports, format, REAL), { name: "wrong-passphrase" });
  await decoy.save({ text: "goes on", beside: null });
  assert.equal((await openVault(ports, format, DURESS)).state.text, "goes on");
});

test("in the decoy a duress passphrase can be set as well, even what was the real one", async () => {
  const { ports } = watchedPorts();
  await withDuress(await createVault(ports, format, REAL, { text: "real", beside: null }), "real");
  const { vault } = await openVault(ports, format, DURESS);
  const key = await vault.keyBeside(REAL);
  await vault.save({ text: "decoy", beside: { key, state: { text: "another", beside: null } } });
  assert.equal((await openVault(ports, format, REAL)).state.text, "another");
});

test("taken away, the duress passphrase opens nothing", async () => {
  const { ports } = watchedPorts();
  const vault = await createVault(ports, format, REAL, { text: "real", beside: null });
  await withDuress(vault, "real");
  await vault.save({ text: "real", beside: null });
  await assert.rejects(openVault(ports, format, DURESS), { name: "wrong-passphrase" });
});

test("the two passphrases must differ, whichever is set last", async () => {
  const { ports } = watchedPorts();
  const vault = await createVault(ports, format, REAL, { text: "real", beside: null });
  await assert.rejects(vault.keyBeside(REAL), { name: "same-passphrase" });
  const note = await withDuress(vault, "real");
  await assert.rejects(vault.changePassphrase(DURESS, note), { name: "same-passphrase" });
  await vault.changePassphrase(WRONG, note);
  await assert.rejects(openVault(ports, format, REAL), { name: "wrong-passphrase" });
  assert.equal((await openVault(ports, format, WRONG)).state.text, "real");
  assert.equal((await openVault(ports, format, DURESS)).state.text, "decoy");
});

test("a phone that dies while it saves keeps both compartments, before or after", async () => {
  const { ports, held, watch } = watchedPorts();
  const vault = await createVault(ports, format, REAL, { text: "before", beside: null });
  const note = await withDuress(vault, "before");
  const start = held.bytes ?? assert.fail("no file");
  const { writes } = await watch(() => vault.save({ ...note, text: "after" }));
  for (const [i, next] of writes.entries()) {
    const last = i === 0 ? start : (writes[i - 1] ?? start);
    for (const at of [0, 100, 1_000_000, 2_500_000, 3_500_000]) {
      const torn = last.slice();
      torn.set(next.subarray(0, at));
      held.bytes = torn.slice();
      assert.match((await openVault(ports, format, REAL)).state.text, /before|after/u);
      held.bytes = torn;
      assert.equal((await openVault(ports, format, DURESS)).state.text, "decoy");
    }
  }
});
