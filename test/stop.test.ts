import assert from "node:assert/strict";
import { test } from "node:test";
import { openBroker } from "@ojak/client/broker/app";
import { exchange } from "@ojak/client/hub/exchange";
import { brokerFormat } from "@ojak/client/broker/state";
import { stopId } from "@ojak/core/keys/stop";
import { CODE, STANDING } from "@ojak/core/wire/codes";
import { meet, send, tieIn, Village, WORDS } from "./support/people.ts";
import { stages, texts } from "./support/second.ts";

const DURESS = [8, 88, 888, 1_888];
const NOTES = ["우물 옆 두 번째 집"] as const;

/** A village with a desk that can stop the brokers to whom it gave their access codes. */
async function withDesk() {
  const village = await new Village().start();
  const stop = new Uint8Array(32).fill(77);
  const link = () => [village.ports("desk").transportTo(village.access().hubOrigin), village.clock] as const;
  return {
    village,
    broker: (name: string) => village.broker(name, [1, 2, 3, 4, 5, 6], stopId(stop)),
    async set(undo = false) {
      const { codes } = await exchange(...link(), [{ op: "stop", stop, undo }], null);
      return codes?.[0];
    },
    async standing() {
      const { frames } = await exchange(...link(), null, [{ op: "watch", stop }]);
      return frames.flatMap((frame) => (frame.kind === "watched" ? [frame.standing] : []))[0];
    },
    [Symbol.asyncDispose]: () => village[Symbol.asyncDispose](),
  };
}

test("the desk stops a broker: nothing more comes to his phone, the family's app closes the way by itself, and any phone finds the letters", async () => {
  await using desk = await withDesk();
  const { village } = desk;
  const broker = await desk.broker("stopped");
  assert.equal(await desk.standing(), STANDING.unknown, "before his first exchange nobody can stop him");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  const id = await send(family, broker, tieId, "멈추기 전의 편지");
  const session = await broker.recipient(WORDS);
  await session.reply("멈춘 뒤에 나간 답장");
  await session.finish(session.letters.map((letter) => letter.id));
  await family.draft(tieId, "보관소에 있는 편지");
  await family.send(tieId);
  await family.sync();

  assert.equal(await desk.set(), CODE.ok);
  assert.equal((await broker.burst()).arrived, 0);
  await family.draft(tieId, "멈춘 뒤의 편지");
  const late = await family.send(tieId);
  await family.sync();
  const tie = tieIn(family, tieId);
  assert.deepEqual([tie.broker.isStopped, tie.broker.frozenDay !== null, tie.stage], [true, true, "enrolled"]);
  assert.equal(stages(family, tieId, late)?.at(-1), "own-drop");
  assert.notEqual(stages(family, tieId, id)?.at(-1), "opened", "his receipt proves nothing any more");
  const answer = tie.messages.find(({ text }) => text === "멈춘 뒤에 나간 답장");
  assert.equal(answer?.quarantined, true, "what came up counts, apart");
  village.clock.turn(1);
  await family.sync();
  const stranger = await village.broker("stranger", [9, 9, 9, 9, 9, 9]);
  await stranger.burst();
  assert.ok((await texts(stranger, true)).includes("멈춘 뒤의 편지"));
  assert.equal((await broker.burst()).arrived, 0);
});

test("a family with nothing to send hears of it with its next exchange; an introduction of his is refused by name", async () => {
  await using desk = await withDesk();
  const broker = await desk.broker("stopped");
  const family = await desk.village.family("family");
  const tieId = await meet(broker, family);
  const { text } = await broker.introduce();
  await broker.burst();
  await desk.set();
  await family.sync();
  assert.equal(tieIn(family, tieId).broker.isStopped, true);
  const other = await desk.village.family("other");
  await assert.rejects(other.takeIntroduction({ name: "누구", text }), { name: "stopped" });
  assert.deepEqual(other.state.ties, []);
});

test("duress: the decoy's ordinary exchange tells the desk; to it and to the relatives nothing changes, until a day drawn by lot", async () => {
  await using desk = await withDesk();
  const { village } = desk;
  const broker = await desk.broker("raided");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await (await broker.passphrases()).setDuress(DURESS, NOTES);
  await broker.burst();
  const realState = brokerFormat.read(brokerFormat.schema, structuredClone(broker.state));
  broker.lock();
  assert.equal(await desk.standing(), STANDING.running);

  const decoy = await openBroker(village.ports("raided"), DURESS);
  assert.equal(await desk.standing(), STANDING.running, "opening it tells nobody yet");
  const seen = await decoy.burst();
  assert.deepEqual([seen.complete, seen.arrived, seen.upBytes, seen.downBytes], [true, 0, 1_024, 1_088]);
  assert.equal(await desk.standing(), STANDING.signalled);

  // An informer among the relatives: her letters are taken, her looks tell nothing new.
  await family.draft(tieId, "거기 있어요?");
  const id = await family.send(tieId);
  await family.sync();
  assert.deepEqual([stages(family, tieId, id)?.at(-1), tieIn(family, tieId).broker.frozenDay], ["waiting", null]);

  // The real keys, forced out later: the drop looks empty.
  const { Broker } = await import("@ojak/client/broker/app");
  const forced = new Broker(village.ports("forced"), null, realState);
  const report = await forced.burst();
  assert.deepEqual([report.complete, report.arrived], [true, 0]);
  assert.equal((await decoy.burst()).arrived, 0);

  village.clock.turn(3);
  await family.sync();
  assert.deepEqual([tieIn(family, tieId).broker.isStopped, stages(family, tieId, id)?.at(-1)], [true, "own-drop"]);
});

test("undone by the desk, the same decoy stops him no more; his new phone, with the same words, has a signal of its own", async () => {
  await using desk = await withDesk();
  const { village } = desk;
  const broker = await desk.broker("first");
  await (await broker.passphrases()).setDuress(DURESS, NOTES);
  await broker.burst();
  broker.lock();
  const decoy = await openBroker(village.ports("first"), DURESS);
  await decoy.burst();
  const next = await desk.broker("next");
  await next.burst();
  assert.equal(await desk.standing(), STANDING.signalled, "a new phone does not lift it");
  await desk.set(true);
  await decoy.burst();
  assert.equal(await desk.standing(), STANDING.running);
  const family = await village.family("family");
  const tieId = await meet(next, family);
  await send(family, next, tieId, "다시 가는 편지");
  assert.equal(next.queue().length, 1);
  await (await next.passphrases()).setDuress(DURESS, NOTES);
  await next.burst();
  next.lock();
  await (await openBroker(village.ports("next"), DURESS)).burst();
  assert.equal(await desk.standing(), STANDING.signalled);
});

test("the second broker of a tie whose first was stopped takes over at once; a stopped second one is dropped", async () => {
  await using desk = await withDesk();
  const { village } = desk;
  const stopped = await desk.broker("stopped");
  const family = await village.family("family");
  const tieId = await meet(await village.broker("first", [3, 3, 3, 3, 3, 3]), family);
  await stopped.burst();
  const { text } = await stopped.introduce();
  await family.addBroker(tieId, { text, where: "읍내", routing: "다리 밑" });
  await family.sync();
  assert.equal(tieIn(family, tieId).spare?.stage, "asked");
  await desk.set();
  await family.sync();
  const tie = tieIn(family, tieId);
  assert.deepEqual([tie.spare, tie.closedWays.map(({ isStopped }) => isStopped), tie.broker.frozenDay], [null, [true], null]);
});

test("lifted too late: a family that had heard of the stop keeps the way closed", async () => {
  await using desk = await withDesk();
  const broker = await desk.broker("lifted");
  const family = await desk.village.family("family");
  const tieId = await meet(broker, family);
  await family.draft(tieId, "편지");
  await family.send(tieId);
  await desk.set();
  await family.sync();
  await desk.set(true);
  await family.sync();
  await broker.burst();
  assert.deepEqual([broker.state.parcels, tieIn(family, tieId).broker.isStopped], [[], true]);
});

test("an access code without a stop id arms nothing, and a broker's app of before goes on", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("plain");
  assert.ok(!broker.state.outbox.some(({ op }) => op === "arm"));
  const { decoyTake: _, ...old } = structuredClone(broker.state);
  assert.equal(brokerFormat.read(3, old).decoyTake.length, 32);
});
