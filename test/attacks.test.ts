import assert from "node:assert/strict";
import { test } from "node:test";
import { exchange } from "@ojak/client/hub/exchange";
import { encodeCbor } from "@ojak/core/bytes/cbor";
import { hex } from "@ojak/core/bytes/text";
import { lateKeyPair, tieKeys } from "@ojak/core/keys/tie";
import { sealEnvelope } from "@ojak/core/seal/envelope";
import { CODE } from "@ojak/core/wire/codes";
import { HALF_DAY, meet, send, tieIn, Village, WORDS } from "./support/people.ts";
import { valuesOf } from "./support/values.ts";

test("wrong words open nothing, and look like no letter waiting", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  await send(family, broker, await meet(broker, family), "아무도 못 읽는다");
  const wrong = await broker.recipient([...WORDS.slice(0, 5), 0]);
  const swapped = await broker.recipient(WORDS.toReversed());
  assert.deepEqual([wrong.letters, swapped.letters, wrong.hasCard, swapped.hasCard], [[], [], false, false]);
});

test("a broker who alters a letter hands over nothing", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await send(family, broker, tieId, "고치지 마세요");
  for (const parcel of broker.state.parcels) parcel.envelope[200 % parcel.envelope.length]! ^= 1;
  const session = await broker.recipient(WORDS);
  assert.deepEqual(session.letters, []);
});

test("a broker who alters an answer, or writes one of his own, is not believed", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await send(family, broker, tieId, "편지");
  const session = await broker.recipient(WORDS);
  await session.reply("진짜 답장");
  for (const up of broker.state.outbox) if (up.op === "put") up.envelope[up.envelope.length - 1]! ^= 1;
  await broker.burst();
  await family.sync();
  assert.deepEqual(
    tieIn(family, tieId).messages.filter((one) => one.direction === "in"),
    [],
  );
  assert.equal(tieIn(family, tieId).stage, "enrolled", "no proof of the words, no tie that holds");
});

test("the same envelope brought twice is accepted once", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await send(family, broker, tieId, "편지");
  const session = await broker.recipient(WORDS);
  await session.reply("한 번만");
  const again = structuredClone(broker.state.outbox);
  await broker.burst();
  await family.sync();
  broker.state.outbox.push(...again);
  await broker.burst();
  await family.sync();
  assert.equal(tieIn(family, tieId).messages.filter((one) => one.direction === "in").length, 1);
});

test("what was handed over and is brought again by the hub does not send the broker out twice", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await send(family, broker, tieId, "한 번 온 편지");
  const { takeIn } = await import("@ojak/client/broker/arrivals");
  const held = broker.state.parcels.filter((one) => one.routing !== null);
  const session = await broker.recipient(WORDS);
  await session.finish(session.letters.map((letter) => letter.id));
  await broker.burst();
  const replayed = held.map(
    (one) => ({ kind: "parcel", index: 0, slot: one.slot, tag: one.tag, route: null, envelope: one.envelope }) as const,
  );
  assert.ok(replayed.length > 0);
  assert.equal(await takeIn(village.ports("broker"), broker.state, replayed, []), 0);
  assert.deepEqual(broker.queue(), []);
});

test("a letter of another tie does not open, even on the same phone", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const [one, other] = [await village.family("one"), await village.family("other")];
  const otherWords = [5, 55, 555, 1_005, 1_055, 1_505];
  const tieOne = await meet(broker, one);
  const tieOther = await meet(broker, other, undefined, otherWords);
  await send(one, broker, tieOne, "하나에게");
  await send(other, broker, tieOther, "다른 이에게");
  assert.deepEqual(
    (await broker.recipient(WORDS)).letters.map((letter) => letter.text),
    ["하나에게"],
  );
  assert.deepEqual(
    (await broker.recipient(otherWords)).letters.map((letter) => letter.text),
    ["다른 이에게"],
  );
});

test("two brokers' stores compared find no common client, with an answer waiting in both", async () => {
  await using village = await new Village().start();
  const [first, second] = [await village.broker("first"), await village.broker("second")];
  const family = await village.family("family");
  const tieId = await meet(first, family);
  await send(family, first, tieId, "첫 편지");
  await send(family, first, tieId, "둘째 편지");
  village.clock.turn(HALF_DAY);
  await family.sync();
  const here = await first.recipient(WORDS);
  await here.reply("첫 전화에서");
  const there = await second.recipient(WORDS);
  await there.seek();
  await there.finish(there.letters.slice(0, 1).map((letter) => letter.id));
  assert.ok(first.state.outbox.length > 0 && second.state.outbox.length > 0);
  const common = [...valuesOf(first)].filter((value) => valuesOf(second).has(value));
  // Only what every broker of this hub has.
  assert.deepEqual(common.toSorted(), [first.state.hubOrigin, first.state.realm].toSorted());
});

test("a locked vault says nothing: not its words, its keys or how much it holds", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const empty = await village.ports("broker").file.read();
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await send(family, broker, tieId, "금고 속 편지");
  const full = await village.ports("broker").file.read();
  assert.ok(empty !== null && full !== null);
  assert.equal(full.length, empty.length);
  const tie = tieIn(family, tieId);
  assert.ok(tie.keys !== null);
  const haystack = hex(full);
  const { tieTake } = tieKeys(tie.keys.tieSecret);
  for (const value of [tie.broker.put, tieTake, broker.state.keys.take, ...broker.state.parcels.map((one) => one.envelope)]) {
    assert.ok(!haystack.includes(hex(value.subarray(0, 16))));
  }
});

test("an authenticated answer of an unknown kind neither stops the sync nor is handed over", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  const { tieSecret } = tieIn(family, tieId).keys ?? {};
  assert.ok(tieSecret !== undefined);
  const keys = tieKeys(tieSecret);
  const ports = village.ports("x");
  const { publicKey } = await lateKeyPair(tieSecret);
  const ups = await Promise.all(
    [
      [99, "from a newer program"],
      [1, 2, 3],
    ].map(async (items) => {
      const tag = ports.random(16);
      const context = { purpose: "up", realm: family.state.realm, psk: keys.upPsk, aad: tag } as const;
      const envelope = await sealEnvelope(publicKey, context, { kind: "mail", content: encodeCbor(items) }, ports.random(32));
      return { op: "put", put: keys.latePut, tag, route: null, envelope } as const;
    }),
  );
  const transport = ports.transportTo(family.state.hubOrigin);
  assert.deepEqual((await exchange(transport, village.clock, ups, [])).codes, [CODE.ok, CODE.ok]);
  await family.sync();
  await family.sync();
  const { replyTake } = tieIn(family, tieId);
  const left = await exchange(transport, village.clock, [], [{ op: "take", take: replyTake, have: [], done: [] }]);
  assert.deepEqual(
    left.frames.flatMap((frame) => (frame.kind === "parcel" ? [hex(frame.tag)] : [])),
    [hex(ups[0]?.tag ?? new Uint8Array())],
  );
});
