import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { digest } from "@ojak/core/keys/derive";
import { OjakError } from "@ojak/core/errors";
import type { Ports } from "../ports.ts";
import { webCryptoAead } from "./aead.ts";
import { createVault, openVault, type StateFormat, VAULT_FILE_BYTES, vaultExists } from "./vault.ts";

interface Note {
  text: string;
}

const PASSPHRASE = [1, 2, 3, 4];
const format: StateFormat<Note> = {
  schema: 1,
  read(schema, stored) {
    if (schema > 1) throw new OjakError("version", "newer");
    return stored as Note;
  },
};

/** Ports with a file in memory and a fast key derivation: what is tested here is the vault's own shape. */
function memoryPorts() {
  const held: { bytes: Bytes | null; writes: number } = { bytes: null, writes: 0 };
  const ports: Ports = {
    clock: { nowMs: () => 0 },
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    argon2id: async (password, salt) => digest(32, password, salt),
    aead: webCryptoAead(crypto.subtle),
    file: {
      read: async () => held.bytes,
      async write(bytes) {
        held.bytes = bytes.slice();
        held.writes += 1;
      },
      async erase() {
        held.bytes = null;
      },
    },
    transportTo: () => {
      throw new Error("no network here");
    },
  };
  return { ports, held };
}

test("what was saved opens with the passphrase, and with no other", async () => {
  const { ports } = memoryPorts();
  assert.equal(await vaultExists(ports), false);
  const vault = await createVault(ports, format, PASSPHRASE, { text: "one" });
  await vault.save({ text: "two" });
  assert.deepEqual((await openVault(ports, format, PASSPHRASE)).state, { text: "two" });
  await assert.rejects(openVault(ports, format, [1, 2, 3, 5]), { name: "wrong-passphrase" });
});

test("the file has one size, and every byte of a compartment changes with each save", async () => {
  const { ports, held } = memoryPorts();
  const vault = await createVault(ports, format, PASSPHRASE, { text: "" });
  const before = held.bytes;
  await vault.save({ text: "x".repeat(100_000) });
  const after = held.bytes;
  assert.ok(before !== null && after !== null);
  assert.deepEqual([before.length, after.length], [VAULT_FILE_BYTES, VAULT_FILE_BYTES]);
  const changed = after.filter((byte, i) => byte !== before[i]).length;
  assert.ok(Math.abs(changed / (VAULT_FILE_BYTES / 2) - 255 / 256) < 0.01, "one half is sealed anew, the other stays as it was");
});

test("a full vault refuses and keeps the old file", async () => {
  const { ports, held } = memoryPorts();
  const vault = await createVault(ports, format, PASSPHRASE, { text: "kept" });
  const { writes } = held;
  await assert.rejects(vault.save({ text: "x".repeat(VAULT_FILE_BYTES) }), { name: "too-large" });
  assert.equal(held.writes, writes);
  await vault.save({ text: "and goes on" });
  assert.deepEqual((await openVault(ports, format, PASSPHRASE)).state, { text: "and goes on" });
});

test("locking while a save runs neither loses it nor seals it under an empty key; a save after it is refused", async () => {
  const { ports } = memoryPorts();
  const vault = await createVault(ports, format, PASSPHRASE, { text: "before" });
  const saving = [vault.save({ text: "during" }), vault.save({ text: "last" })];
  vault.close();
  await Promise.all(saving);
  await assert.rejects(vault.save({ text: "after" }), { name: "locked" });
  assert.deepEqual((await openVault(ports, format, PASSPHRASE)).state, { text: "last" });
});

test("a damaged or newer vault is refused and not changed", async () => {
  const { ports, held } = memoryPorts();
  await createVault(ports, { ...format, schema: 2 }, PASSPHRASE, { text: "of a newer program" });
  const { writes } = held;
  await assert.rejects(openVault(ports, format, PASSPHRASE), { name: "version" });
  held.bytes = held.bytes?.slice(1) ?? null;
  await assert.rejects(openVault(ports, format, PASSPHRASE), { name: "storage" });
  assert.equal(held.writes, writes);
});
