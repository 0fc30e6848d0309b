import assert from "node:assert/strict";
import { createHash, createHmac, hkdfSync } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { exactly, isDefect, refuses } from "../../test/expect.ts";
import { nodeArgon2id, seededStream } from "../../test/stream.ts";
import { concat, u16 } from "../bytes/bytes.ts";
import { fromHex, hex, utf8 } from "../bytes/text.ts";
import { putId, takeId } from "./capability.ts";
import { derive } from "./derive.ts";
import { keyPair, X25519 } from "./hpke.ts";
import { keyOfPassphrase, seedOfWords } from "./seed.ts";
import * as tie from "./tie.ts";

const random = seededStream("tie tests");
const nodeDerive = (key: Uint8Array, info: Uint8Array, length: number) =>
  Buffer.from(hkdfSync("sha256", key, new Uint8Array(), info, length)).toString("hex");

test("wire 1 derive: HKDF-SHA256 with empty salt and the label's prefix, as Node computes it", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 64 }),
      fc.string({ unit: "grapheme" }),
      fc.integer({ min: 1, max: 64 }),
      (key, label, length) => {
        assert.equal(hex(derive(key, label, length)), nodeDerive(key, utf8(`ojak/1 ${label}`), length));
      },
    ),
  );
});

test("wire 3.1: password and salt are labels, indices and realm; Argon2id has 64 MiB, 3 passes, 1 lane", async () => {
  const seen: string[] = [];
  const spy = async (password: Uint8Array, salt: Uint8Array) => {
    seen.push(`${hex(password)} ${hex(salt)}`);
    return new Uint8Array(32);
  };
  await seedOfWords(spy, "words", [0, 1, 2, 3, 4, 2_047], "realm");
  await seedOfWords(spy, "broker", [0, 1, 2, 3, 4, 2_047], "realm");
  await keyOfPassphrase(spy, "sheet", [1, 2, 3, 4], fromHex("aa".repeat(16)));
  const salt = createHash("sha256").update("ojak/1 saltrealm").digest("hex").slice(0, 32);
  const indices = "0000000100020003000407ff";
  const text = (label: string) => Buffer.from(`ojak/1 ${label}`).toString("hex");
  assert.deepEqual(seen, [
    `${text("words")}${indices} ${salt}`,
    `${text("broker")}${indices} ${salt}`,
    `${text("sheet")}0001000200030004 ${"aa".repeat(16)}`,
  ]);
  await assert.rejects(seedOfWords(spy, "words", [1, 2, 3], "realm"), isDefect);
  await assert.rejects(keyOfPassphrase(spy, "vault", [1, 2, 3], new Uint8Array(16)), isDefect);
});

test("wire 3.1: another word, another order, another realm or another owner gives another seed", async () => {
  const seeds = await Promise.all([
    seedOfWords(nodeArgon2id, "words", [1, 2, 3, 4, 5, 6], "realm"),
    seedOfWords(nodeArgon2id, "words", [1, 2, 3, 4, 5, 7], "realm"),
    seedOfWords(nodeArgon2id, "words", [2, 1, 3, 4, 5, 6], "realm"),
    seedOfWords(nodeArgon2id, "words", [1, 2, 3, 4, 5, 6], "realm2"),
    seedOfWords(nodeArgon2id, "broker", [1, 2, 3, 4, 5, 6], "realm"),
  ]);
  assert.equal(new Set(seeds.map(hex)).size, 5);
});

test("wire 3.2: a tie's keys are what the spec's labels give, and all differ", async () => {
  const seed = random(32);
  const keys = await tie.recipientKeys(seed);
  const secret = fromHex(nodeDerive(seed, utf8("ojak/1 tie"), 32));
  assert.equal(hex(keys.tieSecret), hex(secret));
  const labels = {
    downPsk: "down psk",
    upPsk: "up psk",
    tagKey: "tag",
    copyKey: "copy tag",
    tieTake: "tie take",
    tiePut: "tie put",
    latePut: "late put",
  } as const;
  for (const [name, label] of Object.entries(labels))
    assert.equal(hex(keys[name as keyof typeof labels]), nodeDerive(secret, utf8(`ojak/1 ${label}`), 32), name);
  assert.deepEqual(keys.recipientKey.publicKey, (await keyPair(X25519, derive(seed, "recipient", 32))).publicKey);
  assert.deepEqual((await tie.lateKeyPair(secret)).publicKey, (await keyPair(X25519, derive(secret, "late key", 32))).publicKey);
  const puts = [0, 1, 255].flatMap((index) =>
    (["main", "copy"] as const).map((sealing) => hex(tie.replyPutOf(secret, { week: 2_951, index }, sealing))),
  );
  for (const [at, label] of [
    [2, "reply put"],
    [3, "copy reply put"],
  ] as const) {
    assert.equal(puts[at], nodeDerive(secret, concat(utf8(`ojak/1 ${label}`), u16(2_951), u16(1)), 32));
  }
  const all = [
    ...Object.keys(labels).map((name) => hex(keys[name as keyof typeof labels])),
    ...puts,
    hex(keys.recipientKey.publicKey),
  ];
  assert.equal(new Set(all).size, all.length);
  assert.throws(() => tie.tieKeys(random(31)), isDefect);
});

test("wire 3.2: a tag is HMAC-SHA256 of its place, and 11 weeks of places have 2,816 different tags that lead back", () => {
  const { tagKey, copyKey } = tie.tieKeys(random(32));
  const table = tie.tagTable(tagKey, 2_951);
  assert.equal(table.size, 11 * 256);
  for (const [week, index] of [
    [2_942, 0],
    [2_951, 7],
    [2_952, 255],
  ] as const) {
    const tag = createHmac("sha256", tagKey)
      .update(concat(u16(week), u16(index)))
      .digest()
      .subarray(0, 16);
    assert.equal(hex(tie.tagOf(tagKey, { week, index })), tag.toString("hex"));
    assert.deepEqual(table.get(tie.tagText(tag)), { week, index });
    assert.equal(table.get(tie.tagText(tie.tagOf(copyKey, { week, index }))), undefined);
  }
  assert.equal(table.get(tie.tagText(tie.tagOf(tagKey, { week: 2_941, index: 0 }))), undefined);
  assert.equal(table.get(tie.tagText(tie.tagOf(tagKey, { week: 2_953, index: 0 }))), undefined);
  for (const index of [-1, 256]) assert.throws(() => tie.tagOf(tagKey, { week: 1, index }), isDefect);
});

test("wire 3.2: a place reads back from 4 bytes and from its number; an index past 255 is malformed", () => {
  fc.assert(
    fc.property(fc.nat(0xffff), fc.nat(255), (week, index) => {
      assert.deepEqual(tie.readPlace(tie.placeBytes({ week, index })), { week, index });
      const number = tie.placeNumber({ week, index });
      assert.deepEqual([Math.floor(number / 256), number % 256], [week, index]);
    }),
  );
  for (const bad of ["00000100", "0000ffff", "000000", "0000000000", ""]) refuses(() => tie.readPlace(fromHex(bad)), "malformed");
});

test("wire 3.3: the ids of a capability are SHA-256 under their labels; a put id is never a take id", () => {
  fc.assert(
    fc.property(exactly(32), (capability) => {
      for (const [label, id] of [
        ["take", takeId],
        ["put", putId],
      ] as const) {
        const expected = createHash("sha256").update(`ojak/1 ${label}`).update(capability).digest("hex").slice(0, 32);
        assert.equal(hex(id(capability)), expected);
      }
      assert.notEqual(hex(takeId(capability)), hex(putId(capability)));
    }),
  );
});
