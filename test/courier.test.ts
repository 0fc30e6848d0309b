import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { hex } from "@ojak/core/bytes/text";
import { FountainReader, fountainFrame } from "@ojak/core/courier/fountain";
import { courierOf, handBack, handToCourier, withLetter } from "./support/courier.ts";
import { ASK, meet, send, tieIn, Village, WORDS } from "./support/people.ts";

test("a letter goes the last mile on a phone without radio, and the answer comes back", async () => {
  await using village = await new Village().start();
  const { broker, family, tieId, stages, courier } = await withLetter(village);
  const { bundle } = await handToCourier(broker, courier);
  assert.equal(bundle.length, 2_048);
  assert.deepEqual(broker.queue(), []);
  assert.equal(courier.queue()[0]?.routing, ASK.routing);
  await broker.burst();
  await family.sync();
  assert.deepEqual(stages(), ["sealed", "waiting", "with-broker"], "the hub is told as before");
  assert.deepEqual(broker.queue(), [], "what is with a courier is not brought again");

  const session = await courier.recipient(WORDS);
  assert.deepEqual(
    session.letters.map((letter) => letter.text),
    ["걸어서 온 편지"],
  );
  await assert.rejects(session.seek(), { name: "unreachable" });
  await session.reply("걸어서 간 답장");
  await session.finish(session.letters.map((letter) => letter.id));
  session.close();
  assert.deepEqual(courier.queue(), []);

  const taken = await handBack(courier, broker);
  assert.deepEqual([taken.queued, taken.handedOver], [1, 1]);
  assert.deepEqual(courier.back(), { answers: 0, handedOver: 0, awaitsReceipt: false });
  assert.deepEqual(
    (await broker.courier()).errands().map(({ parcels }) => parcels),
    [1],
    "the return card is still out",
  );
  await broker.burst();
  await family.sync();
  assert.deepEqual(stages(), ["sealed", "waiting", "with-broker", "opened", "answered"]);
  assert.equal(tieIn(family, tieId).messages.at(-1)?.text, "걸어서 간 답장");
  assert.equal(tieIn(family, tieId).stage, "holds");
  assert.deepEqual(broker.requests(), [], "the first contact is over, wherever the letter was opened");
  await broker.burst();
  assert.deepEqual((await broker.recipient(WORDS)).letters, [], "nothing comes again");
});

test("all of it also goes as moving patterns, of which a third is lost", async () => {
  await using village = await new Village().start();
  const { broker, courier } = await withLetter(village);
  const desk = await broker.courier();
  const { bundle } = await desk.carry((await courier.offer()).text);
  const reader = new FountainReader();
  let seen: Uint8Array<ArrayBuffer> | null = null;
  for (let number = 0; seen === null; number++) if (number % 3 !== 1) seen = reader.add(fountainFrame(bundle, number)).bundle;
  await desk.enterReceipt((await courier.take(seen)).receipt);
  assert.equal(courier.queue().length, 1);
});

test("until the receipt is entered the broker's phone keeps all, and gives nothing a second time", async () => {
  await using village = await new Village().start();
  const { broker, courier } = await withLetter(village);
  const desk = await broker.courier();
  const { bundle } = await desk.carry((await courier.offer()).text);
  assert.equal(broker.queue().length, 1);
  assert.equal(desk.errands()[0]?.awaitsReceipt, true);
  assert.deepEqual(desk.items(), []);
  const other = await courierOf(village, "other");
  const { text } = await other.offer();
  await assert.rejects(desk.carry(text), { name: "empty" });
  await assert.rejects(desk.carry(text, [broker.queue()[0]?.id ?? ""]), { name: "ended" });
  for (const wrong of ["", "-", "0000-0000"]) await assert.rejects(desk.enterReceipt(wrong), { name: "checksum" });
  assert.equal(broker.state.parcels.length, 2);
  const { receipt } = await courier.take(bundle);
  await desk.enterReceipt(receipt.toLowerCase().replace("-", " "));
  assert.deepEqual(broker.state.parcels, []);
  const kept = JSON.stringify(broker.state.errands);
  assert.ok(!kept.includes(ASK.routing), "no routing line stays");
  await assert.rejects(desk.enterReceipt(receipt), { name: "checksum" });
});

test("a lost courier: taken back, the hub brings it again, and another one carries it", async () => {
  await using village = await new Village().start();
  const { broker, family, tieId, courier } = await withLetter(village);
  const { id } = await handToCourier(broker, courier);
  const desk = await broker.courier();
  await broker.burst();
  assert.deepEqual(broker.queue(), []);
  await desk.takeBack(id);
  await assert.rejects(desk.takeBack(id), { name: "ended" });
  await broker.burst();
  assert.equal(broker.queue()[0]?.routing, ASK.routing);
  const second = await courierOf(village, "second");
  await handToCourier(broker, second);
  // Meanwhile the first one has come to her after all: what both carried is read twice, and answered and told as handed over once.
  for (const phone of [courier, second]) {
    const session = await phone.recipient(WORDS);
    assert.equal(session.letters.length, 1);
    await session.finish(session.letters.map((letter) => letter.id));
    session.close();
  }
  assert.equal((await handBack(courier, broker)).handedOver, 1);
  assert.equal((await handBack(second, broker)).handedOver, 0);
  await broker.burst();
  await family.sync();
  await broker.burst();
  assert.deepEqual(broker.queue(), []);
  assert.equal(tieIn(family, tieId).stage, "holds");
});

test("taken back before the receipt, nothing has to come again", async () => {
  await using village = await new Village().start();
  const { broker, courier } = await withLetter(village);
  const desk = await broker.courier();
  const { id } = await desk.carry((await courier.offer()).text);
  await desk.takeBack(id);
  assert.equal(desk.items().length, 1);
  assert.equal((await handToCourier(broker, courier)).fresh, 2);
});

test("a courier who does not find her gives the parcels up, and the hub brings them again", async () => {
  await using village = await new Village().start();
  const { broker, courier } = await withLetter(village);
  await handToCourier(broker, courier);
  const taken = await handBack(
    courier,
    broker,
    courier.state.parcels.map(({ tag }) => hex(tag)),
  );
  assert.equal(taken.unfound, 2);
  assert.deepEqual([courier.state.parcels, courier.state.drop, broker.state.errands], [[], null, []]);
  await broker.burst();
  assert.equal(broker.queue().length, 1);
  assert.equal((await handToCourier(broker, courier)).fresh, 2, "and the same phone may carry them again");
});

test("bundles brought twice change nothing, on either phone", async () => {
  await using village = await new Village().start();
  const { broker, family, tieId, courier } = await withLetter(village);
  const desk = await broker.courier();
  const { bundle } = await desk.carry((await courier.offer()).text);
  const first = await courier.take(bundle);
  const before = structuredClone(courier.state);
  const again = await courier.take(bundle);
  assert.deepEqual([again.receipt, again.fresh, again.known], [first.receipt, 0, 2]);
  assert.deepEqual(courier.state, before);
  await desk.enterReceipt(first.receipt);
  const session = await courier.recipient(WORDS);
  await session.reply("한 번만");
  await session.finish(session.letters.map((letter) => letter.id));

  const back = (await courier.giveBack((await desk.offer()).text)).bundle;
  await desk.take(back);
  const state = structuredClone(broker.state);
  assert.deepEqual({ ...(await desk.take(back)), receipt: "" }, { queued: 0, handedOver: 0, unfound: 0, receipt: "" });
  assert.deepEqual(broker.state, state);
  await broker.burst();
  // The first return's receipt was never entered: it is made again, and everything is known.
  const remade = await handBack(courier, broker);
  assert.deepEqual([remade.queued, remade.handedOver], [0, 0]);
  assert.deepEqual(courier.back(), { answers: 0, handedOver: 0, awaitsReceipt: false });
  await broker.burst();
  await family.sync();
  assert.equal(tieIn(family, tieId).messages.filter(({ direction }) => direction === "in").length, 1);
});

test("a dead broker's new phone takes the return and has the letter marked as handed over", async () => {
  await using village = await new Village().start();
  const courier = await courierOf(village);
  const words = [9, 8, 7, 6, 5, 4];
  const old = await village.broker("old", words);
  const kin = await village.family("kin");
  const tieId = await meet(old, kin);
  await send(kin, old, tieId, "새 전화로");
  await handToCourier(old, courier);
  const session = await courier.recipient(WORDS);
  await session.finish(session.letters.map((letter) => letter.id));
  const fresh = await village.broker("fresh", words);
  assert.equal((await handBack(courier, fresh)).handedOver, 1);
  await fresh.burst();
  await kin.sync();
  assert.equal(tieIn(kin, tieId).stage, "holds");
  assert.deepEqual((await fresh.recipient(WORDS)).letters, []);
});

test("her stop goes by the courier, and the broker's phone closes the slot", async () => {
  await using village = await new Village().start();
  const { broker, family, tieId, courier } = await withLetter(village);
  const slot = broker.state.parcels[0]?.slot;
  await handToCourier(broker, courier);
  const session = await courier.recipient(WORDS);
  await session.stop();
  await handBack(courier, broker);
  assert.ok(broker.state.outbox.some((up) => up.op === "revoke" && up.slot === slot));
  await broker.burst();
  await family.sync();
  assert.equal(tieIn(family, tieId).stage, "stopped");
  assert.deepEqual(broker.state.errands, []);
});

test("a voice goes whole, with its answer in voice", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  const [hers, mothers] = [22_500, 9_000].map((bytes) => new Uint8Array(randomBytes(bytes)));
  assert.ok(hers !== undefined && mothers !== undefined);
  await family.sendVoice(tieId, hers);
  await family.sync();
  await broker.setBudget({ bytesMax: 16_384, airMsMax: 30_000 });
  await broker.burst();
  const desk = await broker.courier();
  const parts = broker.state.parcels.filter(({ envelope }) => envelope.length > 3_000).length;
  assert.ok(parts > 0 && parts < 6);
  if (parts % 2 === 1) assert.ok(!desk.items().some(({ kind }) => kind === "voice"), "a part is known to be missing");
  await broker.burst();
  await broker.burst();
  assert.deepEqual(
    desk.items().map(({ kind, parcels }) => [kind, parcels.length]),
    [["voice", 6]],
  );
  const courier = await courierOf(village);
  const { bundle } = await handToCourier(broker, courier);
  assert.equal(bundle.length, 24_576);
  const session = await courier.recipient(WORDS);
  assert.deepEqual(session.letters[0]?.voice, hers);
  await session.replyVoice(mothers);
  await session.finish(session.letters.map((letter) => letter.id));
  assert.equal((await handBack(courier, broker)).handedOver, 6);
  for (let i = 0; i < 4; i++) await broker.burst();
  await family.sync();
  assert.deepEqual(tieIn(family, tieId).messages.at(-1)?.voice, mothers);
});
