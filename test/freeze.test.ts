import assert from "node:assert/strict";
import { test } from "node:test";
import { restoreFamily } from "@ojak/client/family/app";
import { ASK, meet, PASSPHRASE, send, tieIn, Village, WORDS, comeToMeeting } from "./support/people.ts";
import { stages, texts } from "./support/second.ts";

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

test("freeze: while a sync is on its way it is not passed over, and what that sync brings to the hub is taken back", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await family.draft(tieId, "마침 가고 있는 편지");
  const id = await family.send(tieId);
  const running = family.sync();
  assert.equal(await family.freeze(tieId), true);
  await running;
  await family.sync();
  await broker.burst();
  assert.deepEqual(broker.state.parcels, []);
  assert.equal(stages(family, tieId, id)?.at(-1), "own-drop");
});

test("freeze: a device restored from an older sheet hears of it from the hub, and its letters wait for any phone", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  const sheetPassphrase = [4, 3, 2, 1];
  const sheetText = await family.sheet(sheetPassphrase);
  await family.freeze(tieId);
  const fresh = await restoreFamily(village.ports("fresh"), { sheetText, sheetPassphrase, passphrase: PASSPHRASE });
  assert.equal(tieIn(fresh, tieId).broker.frozenDay, null);
  await fresh.draft(tieId, "새 기기의 편지");
  const id = await fresh.send(tieId);
  await fresh.sync();
  assert.notEqual(tieIn(fresh, tieId).broker.frozenDay, null);
  assert.equal(stages(fresh, tieId, id)?.at(-1), "own-drop");
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

test("a freeze before the words exist ends the tie, and takes routing lines and questions back", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const { tieId } = await comeToMeeting(broker, family);
  assert.equal(broker.requests()[0]?.routing, ASK.routing);
  assert.equal(await family.freeze(tieId), true);
  assert.equal(tieIn(family, tieId).stage, "ended");
  await broker.burst();
  assert.deepEqual(broker.requests(), []);
});
