import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { digest } from "@ojak/core/keys/derive";
import { OjakError } from "@ojak/core/errors";
import type { Ports } from "../ports.ts";
import { webCryptoAead } from "./aead.ts";
import { VAULT_FILE_BYTES } from "./layout.ts";
import { createVault, openVault, type StateFormat, vaultExists } from "./vault.ts";

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

test("the file has one size, and every byte but the salt changes with each save", async () => {
  const { ports, held } = memoryPorts();
  const vault = await createVault(ports, format, PASSPHRASE, { text: "" });
  const before = held.bytes;
  await vault.save({ text: "x".repeat(100_000) });
  const after = held.bytes;
  assert.ok(before !== null && after !== null);
  assert.deepEqual([before.length, after.length], [VAULT_FILE_BYTES, VAULT_FILE_BYTES]);
  const changed = after.filter((byte, i) => byte !== before[i]).length;
  assert.ok(Math.abs(changed / VAULT_FILE_BYTES - 255 / 256) < 0.01);
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

test("a phone that dies at any point of a save keeps the state before or the state after", async () => {
  const { ports, held } = memoryPorts();
  const vault = await createVault(ports, format, PASSPHRASE, { text: "before" });
  const start = held.bytes;
  const written: Bytes[] = [];
  const { file } = ports;
  const write = file.write.bind(file);
  file.write = async (bytes) => {
    written.push(bytes.slice());
    await write(bytes);
  };
  await vault.save({ text: "after" });
  const steps = [start ?? assert.fail("no file"), ...written];
  for (const [i, next] of steps.slice(1).entries()) {
    const last = steps[i] ?? next;
    for (const at of [0, 1, 100, 1_000_000, 2_500_000, VAULT_FILE_BYTES]) {
      const torn = last.slice();
      torn.set(next.subarray(0, at));
      held.bytes = torn;
      const { state } = await openVault(ports, format, PASSPHRASE);
      assert.ok(state.text === "before" || state.text === "after", `write ${i}, cut at ${at}`);
    }
  }
  assert.deepEqual((await openVault(ports, format, PASSPHRASE)).state, { text: "after" });
});

test("nothing of an older state can be opened once a save has ended", async () => {
  const { ports, held } = memoryPorts();
  const vault = await createVault(ports, format, PASSPHRASE, { text: "one" });
  await vault.save({ text: "two" });
  const bytes = held.bytes ?? assert.fail("no file");
  const quarter = (VAULT_FILE_BYTES - 16) / 4;
  const states = new Set<string>();
  for (let half = 0; half < 4; half++) {
    held.bytes = bytes.slice();
    held.bytes.fill(0, 16 + half * quarter, 16 + (half + 1) * quarter);
    await openVault(ports, format, PASSPHRASE).then(
      ({ state }) => states.add(state.text),
      () => states.add("none"),
    );
  }
  assert.deepEqual([...states].toSorted(), ["none", "two"]);
});
