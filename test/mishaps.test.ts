import assert from "node:assert/strict";
import { test } from "node:test";
import { takeIn } from "@ojak/client/broker/arrivals";
import { planBurst } from "@ojak/client/broker/plan";
import { restoreFamily } from "@ojak/client/family/app";
import { ASK, meet, PASSPHRASE, send, tieIn, Village, WORDS, comeToMeeting } from "./support/people.ts";

test("a sheet used in a later week takes no place that the lost device used, and withdraws nothing of it", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  const sheetPassphrase = [4, 3, 2, 1];
  const sheetText = await family.sheet(sheetPassphrase);
  village.clock.turn(8);
  await send(family, broker, tieId, "잃기 바로 전 편지");
  const fresh = await restoreFamily(village.ports("fresh"), { sheetText, sheetPassphrase, passphrase: PASSPHRASE });
  await send(fresh, broker, tieId, "새 기기에서");
  const report = await fresh.sync();
  assert.equal(report.complete, true, "nothing is tried again for ever");
  const session = await broker.recipient(WORDS);
  assert.deepEqual(
    session.letters.map((letter) => letter.text),
    ["잃기 바로 전 편지", "새 기기에서"],
  );
});

test("what she seals at the meeting, before the other side knows her words, is not lost", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const { tieId } = await comeToMeeting(broker, family);
  await broker.enrol(broker.requests()[0]?.id ?? "", { answers: ASK.answers, words: WORDS, language: "ko" });
  const session = await broker.recipient(WORDS);
  await session.reply("먼저 쓴 말");
  session.close();
  const first = await broker.burst();
  assert.equal(first.sent, 1, "the enrolment alone; the words' own way is not open yet");
  await family.sync();
  await broker.burst();
  await family.sync();
  assert.equal(tieIn(family, tieId).messages.at(-1)?.text, "먼저 쓴 말");
});

test("a tie that is ended leaves nothing waiting at the broker's phone, and nothing goes out of it any more", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await send(family, broker, tieId, "거두어들일 편지");
  await family.draft(tieId, "아직 안 나간 편지");
  await family.send(tieId);
  await family.end(tieId);
  await family.sync();
  await broker.burst();
  assert.deepEqual(broker.queue(), []);
  assert.deepEqual((await broker.recipient(WORDS)).letters, []);
});

test("a hub that brings handed-over parcels again and again makes no burst larger", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await send(family, broker, tieId, "편지");
  const ports = village.ports("broker");
  const { slot, tag, envelope } = broker.state.parcels.find((one) => one.routing !== null) ?? assert.fail("no letter came");
  const session = await broker.recipient(WORDS);
  await session.finish(session.letters.map((letter) => letter.id));
  await broker.burst();
  const before = await planBurst(ports, broker.state);
  const again = Array.from({ length: 2_000 }, () => ({ kind: "parcel", index: 0, slot, tag, route: null, envelope }) as const);
  await takeIn(ports, broker.state, again, []);
  assert.equal((await planBurst(ports, broker.state)).upBytes, before.upBytes);
});

test("one depositor cannot fill a broker's phone: the rest waits at the hub and comes when there is room", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  for (let i = 0; i < 30; i++) {
    await family.draft(tieId, `편지 ${i}`);
    await family.send(tieId);
  }
  await family.sync();
  await broker.burst();
  assert.equal(broker.state.parcels.length, 24);
  const second = await broker.burst();
  assert.equal(second.arrived, 0, "what is left at the hub is not brought in every burst");
  const session = await broker.recipient(WORDS);
  const first = session.letters.map((letter) => letter.text);
  await session.finish(session.letters.map((letter) => letter.id));
  await broker.burst();
  await broker.burst();
  const rest = (await broker.recipient(WORDS)).letters.map((letter) => letter.text);
  assert.equal(new Set([...first, ...rest]).size, 30);
});

test("the radio may go off before what came is opened and saved, and after a failure, once each", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await family.draft(tieId, "소식");
  await family.send(tieId);
  await family.sync();
  const queues: number[] = [];
  const onQuiet = () => void queues.push(broker.queue().length);
  await broker.burst({ onQuiet });
  queues.push(broker.queue().length);
  assert.deepEqual(queues, [0, 1], "told while nothing was taken in yet");
  village.isOffline = true;
  await assert.rejects(broker.burst({ onQuiet }), { name: "unreachable" });
  assert.deepEqual(queues, [0, 1, 1]);
});
