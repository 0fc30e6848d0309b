import assert from "node:assert/strict";
import { test } from "node:test";
import type { Broker } from "@ojak/client/broker/app";
import type { Family } from "@ojak/client/family/app";
import { ASK, meet, send, tieIn, Village, WORDS } from "./support/people.ts";
import { valuesOf } from "./support/values.ts";

const SECOND = { where: "남쪽 읍 시장, 아침", routing: "우물 옆 파란 집, 세 번 두드리기" };

/** A second broker for a tie that has words: his introduction, the request, his yes. */
async function addSecond(village: Village, family: Family, tieId: string, name = "the-second"): Promise<Broker> {
  const second = await village.broker(name);
  await second.burst();
  const { text } = await second.introduce();
  await family.addBroker(tieId, { text, ...SECOND });
  await family.sync();
  await second.burst();
  const asked = second.requests()[0];
  assert.equal(asked?.where, SECOND.where);
  await second.accept(asked.id);
  await second.burst();
  await family.sync();
  return second;
}

async function texts(broker: Broker, seek = false) {
  const session = await broker.recipient(WORDS);
  if (seek) await session.seek();
  const read = session.letters.map((letter) => letter.text);
  session.close();
  return read;
}

const stages = (family: Family, tieId: string, id: string) =>
  tieIn(family, tieId)
    .messages.find((one) => one.id === id)
    ?.events.map(({ stage }) => stage);

test("freeze: the broker's next burst brings nothing down, and erases what he had", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await send(family, broker, tieId, "이미 전화에 있는 편지");
  await family.draft(tieId, "아직 보관소에 있는 편지");
  await family.send(tieId);
  await family.sync();
  assert.equal(broker.queue().length, 1);

  assert.equal(await family.freeze(tieId), true);
  const { arrived } = await broker.burst();
  assert.equal(arrived, 0);
  assert.deepEqual([broker.state.parcels, broker.queue()], [[], []]);
  await family.draft(tieId, "닫은 뒤의 편지");
  await family.send(tieId);
  village.clock.turn(2);
  await family.sync();
  await broker.burst();
  assert.deepEqual(broker.state.parcels, []);
  assert.equal(await family.freeze(tieId), true, "once more changes nothing");
});

test("freeze: without a network it goes first with the next one, and nothing goes to the broker in between", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await send(family, broker, tieId, "전화에 있는 편지");
  await family.draft(tieId, "봉한 편지");
  await family.send(tieId);
  village.isOffline = true;
  assert.equal(await family.freeze(tieId), false);
  const { put } = tieIn(family, tieId).broker;
  const first = family.state.outbox[0]?.request;
  assert.deepEqual(first, { op: "freeze", put });
  assert.ok(family.state.outbox.every(({ request }) => request.op !== "put" || request.put.join() !== put.join()));
  village.isOffline = false;
  await family.sync();
  assert.ok(!family.state.outbox.some(({ request }) => request.op === "freeze"));
  await broker.burst();
  assert.deepEqual(broker.state.parcels, []);
});

test("freeze: letters that were under way are found by any phone at once, with her words alone", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  const id = await send(family, broker, tieId, "어느 전화에서든 읽을 편지");
  await family.freeze(tieId);
  assert.deepEqual(stages(family, tieId, id), ["sealed", "waiting", "withdrawn", "sealed", "own-drop"]);
  const stranger = await village.broker("stranger");
  await stranger.burst();
  const session = await stranger.recipient(WORDS);
  await session.seek();
  assert.deepEqual(
    session.letters.map(({ text }) => text),
    ["어느 전화에서든 읽을 편지"],
  );
  await session.reply("여기서 읽었다");
  await session.finish(session.letters.map((letter) => letter.id));
  await stranger.burst();
  await family.sync();
  const answer = tieIn(family, tieId).messages.at(-1);
  assert.deepEqual([answer?.text, answer?.quarantined], ["여기서 읽었다", false]);
  assert.deepEqual(stages(family, tieId, id)?.slice(-2), ["opened", "answered"]);
});

test("freeze: what still comes up by the closed way is kept apart, proves nothing and takes nothing back", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  const id = await send(family, broker, tieId, "닫기 전의 편지");
  const session = await broker.recipient(WORDS);
  await session.reply("닫은 길로 온 답장");
  await session.finish(session.letters.map((letter) => letter.id));
  await family.freeze(tieId);
  await broker.burst();
  await family.sync();
  const { messages, stage } = tieIn(family, tieId);
  const letter = messages.find((one) => one.id === id);
  const answer = messages.at(-1);
  assert.deepEqual([answer?.text, answer?.quarantined, answer?.number], ["닫은 길로 온 답장", true, letter?.number]);
  assert.ok(letter !== undefined && letter.openedAfterDay !== null);
  assert.deepEqual([letter.events.at(-1)?.stage, stage], ["own-drop", "enrolled"]);
  const other = await village.broker("other");
  await other.burst();
  assert.deepEqual(await texts(other, true), ["닫기 전의 편지"], "it waits for her all the same");
});

test("freeze: her stop counts by whichever way it comes", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await send(family, broker, tieId, "편지");
  const session = await broker.recipient(WORDS);
  await family.freeze(tieId);
  await session.stop();
  await broker.burst();
  await family.sync();
  assert.equal(tieIn(family, tieId).stage, "stopped");
});

test("a second broker kept ready takes over with the freeze itself: she reads there, once, and it counts once", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  const second = await addSecond(village, family, tieId);
  assert.equal(tieIn(family, tieId).spare?.stage, "ready");
  const id = await send(family, broker, tieId, "둘째 길로 갈 편지");
  await second.burst();
  assert.deepEqual(second.state.parcels, [], "nothing goes to him before the first is closed");

  await family.freeze(tieId);
  await second.burst();
  assert.deepEqual(
    second.queue().map(({ routing }) => routing),
    [SECOND.routing],
  );
  const session = await second.recipient(WORDS);
  await session.seek();
  assert.deepEqual(
    session.letters.map(({ text }) => text),
    ["둘째 길로 갈 편지"],
    "both copies are at hand, and it is one letter",
  );
  await session.reply("둘째 길의 답장");
  await session.finish(session.letters.map((letter) => letter.id));
  assert.deepEqual([second.requests(), second.queue()], [[], []], "and the request is over, without a meeting");
  await second.burst();
  await family.sync();
  const { messages, broker: now, closedWays } = tieIn(family, tieId);
  assert.deepEqual(stages(family, tieId, id)?.slice(-3), ["waiting", "opened", "answered"]);
  const answers = messages.filter(({ direction }) => direction === "in");
  assert.deepEqual(
    answers.map(({ text, quarantined }) => [text, quarantined]),
    [["둘째 길의 답장", false]],
  );
  assert.deepEqual([now.frozenDay, closedWays.length], [null, 1]);
  await send(family, second, tieId, "이제부터는 이 길로");
  assert.deepEqual(await texts(second), ["이제부터는 이 길로"]);
});

test("a second broker who accepts after the freeze gets what waits, and no store has anything in common with the first", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await send(family, broker, tieId, "먼저 전화에 간 편지");
  await family.sendVoice(tieId, new Uint8Array(5_000).fill(7));
  await family.sync();
  await broker.burst();
  const before = valuesOf(broker);
  await family.freeze(tieId);
  const second = await addSecond(village, family, tieId);
  await family.sync();
  await second.burst();
  assert.deepEqual(
    second
      .queue()
      .map(({ kind }) => kind)
      .toSorted(),
    ["letter", "voice"],
  );
  const session = await second.recipient(WORDS);
  await session.reply("답장");
  const common = [...before].filter((value) => valuesOf(second).has(value));
  assert.deepEqual(common.toSorted(), [second.state.hubOrigin, second.state.realm].toSorted());
});

test("a second broker may be closed as well, before he carried anything", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  const second = await addSecond(village, family, tieId);
  await family.freeze(tieId, "spare");
  assert.equal(tieIn(family, tieId).spare, null);
  await send(family, broker, tieId, "첫째 길은 그대로");
  assert.deepEqual(await texts(broker), ["첫째 길은 그대로"]);
  await second.burst();
  assert.deepEqual(second.state.parcels, []);
});

test("a freeze before the words exist ends the tie, and takes routing lines and questions back", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  await broker.burst();
  const { text } = await broker.introduce();
  const tieId = await family.takeIntroduction({ name: "엄마", text });
  await family.ask(tieId, ASK);
  await family.sync();
  await broker.burst();
  await broker.accept(broker.requests()[0]?.id ?? "");
  await broker.burst();
  await family.sync();
  await broker.burst();
  assert.equal(broker.requests()[0]?.routing, ASK.routing);
  assert.equal(await family.freeze(tieId), true);
  assert.equal(tieIn(family, tieId).stage, "ended");
  await broker.burst();
  assert.deepEqual(broker.requests(), []);
});
