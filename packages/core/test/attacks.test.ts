import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { concat, type Bytes } from "../src/bytes/bytes.ts";
import { hex } from "../src/bytes/text.ts";
import { isOjakError, type ErrorName } from "../src/errors.ts";
import { type Context, keyPair, type Purpose, X25519 } from "../src/keys/hpke.ts";
import { seedOfWords } from "../src/keys/seed.ts";
import { recipientKeys, tagOf, tagTable, tagText, tieKeys } from "../src/keys/tie.ts";
import { decodeDown, decodeUp, type DownContent, encodeDown, encodeUp, sizeKindOf } from "../src/letter/content.ts";
import {
  CLASS_NOTE_BYTES,
  CLASS_PART_BYTES,
  CLASSES_BYTES,
  ENVELOPE_OVERHEAD_BYTES,
  ENVELOPE_SIZES_BYTES,
} from "../src/limits.ts";
import { openEnvelope, sealEnvelope } from "../src/seal/envelope.ts";
import { number, overwritten, pick, reordered, resized, spliced } from "./alterations.ts";
import { flipped, refuses, rejects } from "./expect.ts";
import { nodeArgon2id, seededStream, type Stream } from "./stream.ts";

const REALM = "attacks";
const SEED = process.env["OJAK_SEED"] ?? "1";
const random = seededStream("attacks");
const keys = await recipientKeys(random(32));
const reply = await keyPair(X25519, random(32));
const down = (aad: Uint8Array): Context => ({ purpose: "down", realm: REALM, psk: keys.downPsk, aad });
const up = (aad: Uint8Array): Context => ({ purpose: "up", realm: REALM, psk: keys.upPsk, aad });
/** Digests of every different case that was refused. */
const refused = new Set<string>();

interface Parcel {
  readonly tag: Bytes;
  readonly envelope: Bytes;
}

function contentOf(size: number, index: number): DownContent {
  const rest = { day: 1, replyKey: reply.publicKey };
  if (size === CLASS_NOTE_BYTES) return { kind: "card", number: index, ...rest };
  if (size === CLASS_PART_BYTES) return { kind: "voice", first: index, part: 0, parts: 2, data: random(3_000), ...rest };
  return { kind: "letter", number: index, text: "x".repeat(size - 200), ...rest };
}

/** One genuine parcel of each class, as a hub holds them. */
const parcels: readonly Parcel[] = await Promise.all(
  CLASSES_BYTES.map(async (size, index) => {
    const tag = tagOf(keys.tagKey, { week: 2_951, index });
    const content = contentOf(size, index);
    const sized = { kind: sizeKindOf(content), content: encodeDown(content) };
    return { tag, envelope: await sealEnvelope(keys.recipientKey.publicKey, down(tag), sized, random(32)) };
  }),
);

const tags = Array.from({ length: 1_024 }, (_, i) =>
  tagOf(i % 2 === 0 ? keys.tagKey : keys.copyKey, { week: 2_950 + (i >> 9), index: (i >> 1) & 0xff }),
);

/** What an attacker changes in a parcel, given bytes to choose with; never returns a genuine one. */
const ATTACKS: Readonly<Record<string, (parcel: Parcel, choose: Stream) => Parcel>> = {
  flip: ({ tag, envelope }, choose) => ({ tag, envelope: flipped(envelope, number(choose)) }),
  "flips of tag": ({ tag, envelope }, choose) => ({ tag: flipped(flipped(tag, number(choose)), number(choose)), envelope }),
  "replay under another tag of the tie": ({ envelope }, choose) => ({ tag: pick(tags, choose), envelope }),
  "own tag": ({ envelope }, choose) => ({ tag: choose(16), envelope }),
  truncate: ({ tag, envelope }, choose) => ({ tag, envelope: envelope.slice(0, number(choose) % envelope.length) }),
  "cut to a class": ({ tag, envelope }, choose) => ({
    tag,
    envelope: resized(
      envelope,
      pick(
        ENVELOPE_SIZES_BYTES.filter((size) => size !== envelope.length),
        choose,
      ),
      choose,
    ),
  }),
  extend: ({ tag, envelope }, choose) => ({ tag, envelope: concat(envelope, choose(1 + (number(choose) % 4_000))) }),
  reorder: ({ tag, envelope }, choose) => ({ tag, envelope: reordered(envelope, choose) }),
  splice: ({ tag, envelope }, choose) => ({
    tag,
    envelope: spliced(
      envelope,
      pick(
        parcels.filter((one) => one.envelope !== envelope),
        choose,
      ).envelope,
      choose,
    ),
  }),
  "other enc": ({ tag, envelope }, choose) => ({
    tag,
    envelope: concat(envelope.subarray(0, 1), choose(32), envelope.subarray(33)),
  }),
  overwrite: ({ tag, envelope }, choose) => ({ tag, envelope: overwritten(envelope, choose) }),
  noise: ({ tag, envelope }, choose) => ({ tag, envelope: concat(Uint8Array.of(1), choose(envelope.length - 1)) }),
};

/** Makes one case and asserts that it is refused by name; a change that happens to change nothing is left out. */
async function attack(name: string, make: (typeof ATTACKS)[string], choose: Stream): Promise<void> {
  const genuine = pick(parcels, choose);
  const { tag, envelope } = make(genuine, choose);
  const isSame = parcels.some((one) => Buffer.compare(one.tag, tag) === 0 && Buffer.compare(one.envelope, envelope) === 0);
  if (isSame) return;
  try {
    decodeDown(await openEnvelope(keys.recipientKey, down(tag), envelope));
  } catch (error) {
    const expected: readonly ErrorName[] = ["version", "malformed", "cannot-open"];
    assert.ok(isOjakError(error) && expected.includes(error.name), `${name}: ${String(error)}`);
    refused.add(createHash("sha256").update(tag).update(envelope).digest("base64"));
    return;
  }
  assert.fail(`${name}: accepted`);
}

test("wire 2.1: the parcels under attack are genuine: untouched, each opens", async () => {
  for (const { tag, envelope } of parcels) decodeDown(await openEnvelope(keys.recipientKey, down(tag), envelope));
});

for (const [name, make] of Object.entries(ATTACKS)) {
  test(`wire 2.1 attack "${name}": 950 generated envelopes, none accepted, none crashes`, async () => {
    const choose = seededStream(`attack ${name} ${SEED}`);
    for (let batch = 0; batch < 19; batch++) {
      const fresh = Array.from({ length: 50 }, () => seededStream(hex(choose(16))));
      await Promise.all(fresh.map((stream) => attack(name, make, stream)));
    }
  });
}

test("wire 2.1: 10,000 different attacks were refused in all", () => {
  assert.ok(refused.size >= 10_000, `${refused.size} different cases`);
});

test("wire 1: an old or unknown version byte is refused as version, with any other content", async () => {
  for (const { tag, envelope } of parcels) {
    for (const version of [0, 2, 3, 127, 128, 255])
      await rejects(openEnvelope(keys.recipientKey, down(tag), envelope.slice().fill(version, 0, 1)), "version");
  }
});

test("wire 3.2: an envelope of another tie neither bears a tag that is looked for nor opens", async () => {
  const other = await recipientKeys(random(32));
  const [table, otherTable] = [tagTable(keys.tagKey, 2_951), tagTable(other.tagKey, 2_951)];
  assert.ok([...otherTable.keys()].every((tag) => !table.has(tag)));
  for (const { tag, envelope } of parcels) {
    assert.ok(table.has(tagText(tag)));
    for (const psk of [other.downPsk, keys.downPsk])
      await rejects(openEnvelope(other.recipientKey, { ...down(tag), psk }, envelope), "cannot-open");
    await rejects(openEnvelope(keys.recipientKey, { ...down(tag), psk: other.downPsk }, envelope), "cannot-open");
  }
});

test("wire 3.2: who has the public key but not the tie secret writes nothing that opens", async () => {
  const tag = tagOf(keys.tagKey, { week: 2_951, index: 9 });
  const content = encodeDown({ kind: "letter", number: 1, day: 1, text: "forged", replyKey: random(32) });
  for (const psk of [new Uint8Array(32), random(32), keys.upPsk, keys.tagKey, keys.tieSecret, keys.recipientKey.publicKey]) {
    const forged = await sealEnvelope(keys.recipientKey.publicKey, { ...down(tag), psk }, { kind: "mail", content }, random(32));
    await rejects(openEnvelope(keys.recipientKey, down(tag), forged), "cannot-open");
  }
});

test("wire 2 reflection: what goes up never opens as what goes down, nor the reverse, even with keys in common", async () => {
  const tag = random(16);
  const content = encodeUp({ kind: "reply", day: 1, answers: 1, opened: [], text: "hello" });
  const rising = await sealEnvelope(reply.publicKey, up(tag), { kind: "mail", content }, random(32));
  decodeUp(await openEnvelope(reply, up(tag), rising));
  await rejects(openEnvelope(keys.recipientKey, down(tag), rising), "cannot-open");
  await rejects(openEnvelope(reply, down(tag), rising), "cannot-open");
  await rejects(openEnvelope(reply, { ...down(tag), psk: keys.upPsk }, rising), "cannot-open");
  const [falling] = parcels;
  assert.ok(falling !== undefined);
  await rejects(openEnvelope(keys.recipientKey, { ...up(falling.tag), psk: keys.downPsk }, falling.envelope), "cannot-open");
  refuses(() => decodeDown(content), "malformed");
});

test("wire 2: under one key and one psk, each of the 56 pairs of purposes keeps apart", async () => {
  const purposes: readonly Purpose[] = ["down", "up", "route", "request", "answer", "meeting", "verdict", "enrol"];
  const [psk, aad] = [random(32), random(16)];
  for (const made of purposes) {
    const envelope = await sealEnvelope(
      reply.publicKey,
      { purpose: made, realm: REALM, psk, aad },
      { kind: "note", content: random(9) },
      random(32),
    );
    for (const used of purposes) {
      const opening = openEnvelope(reply, { purpose: used, realm: REALM, psk, aad }, envelope);
      if (made === used) await opening;
      else await rejects(opening, "cannot-open");
    }
  }
});

test("wire 3.1: wrong words, one changed or two swapped, find no tag and open nothing", async () => {
  const words = [11, 222, 333, 1_444, 1_555, 2_047];
  const right = await recipientKeys(await seedOfWords(nodeArgon2id, "words", words, REALM));
  const tag = tagOf(right.tagKey, { week: 2_951, index: 0 });
  const content = encodeDown({ kind: "card", number: 1, day: 1, replyKey: reply.publicKey });
  const envelope = await sealEnvelope(
    right.recipientKey.publicKey,
    { ...down(tag), psk: right.downPsk },
    { kind: "note", content },
    random(32),
  );
  await openEnvelope(right.recipientKey, { ...down(tag), psk: right.downPsk }, envelope);
  for (const wrong of [words.with(5, 2_046), words.with(0, 12), words.toReversed(), [222, 11, 333, 1_444, 1_555, 2_047]]) {
    const keysOfWrong = await recipientKeys(await seedOfWords(nodeArgon2id, "words", wrong, REALM));
    assert.ok(!tagTable(keysOfWrong.tagKey, 2_951).has(tagText(tag)));
    await rejects(openEnvelope(keysOfWrong.recipientKey, { ...down(tag), psk: keysOfWrong.downPsk }, envelope), "cannot-open");
  }
});

test("wire 3.3: tags of two drops of one tie, and capabilities of its parts, have nothing in common", () => {
  const tie = tieKeys(random(32));
  const copies = tagTable(tie.copyKey, 2_951);
  assert.ok([...tagTable(tie.tagKey, 2_951).keys()].every((tag) => !copies.has(tag)));
});

test("wire 2.1: oversize is refused before any key is touched", async () => {
  const huge = new Uint8Array(16 * 1_048_576).fill(1);
  const started = performance.now();
  for (const size of [2_162, 65_536, huge.length])
    await rejects(openEnvelope(keys.recipientKey, down(random(16)), huge.subarray(0, size)), "malformed");
  assert.ok(performance.now() - started < 500);
  await rejects(sealEnvelope(reply.publicKey, up(random(16)), { kind: "mail", content: huge }, random(32)), "too-large");
  await rejects(
    sealEnvelope(reply.publicKey, up(random(16)), { kind: "note", content: huge.subarray(0, 127) }, random(32)),
    "too-large",
  );
  assert.equal(ENVELOPE_OVERHEAD_BYTES, 49);
});
