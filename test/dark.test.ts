import assert from "node:assert/strict";
import { test } from "node:test";
import type { Family } from "@ojak/client/family/app";
import { familyFormat } from "@ojak/client/family/stored";
import { DARK_DAYS } from "@ojak/core/limits";
import { ASK, meet, send, tieIn, Village, WORDS } from "./support/people.ts";

const routeIn = (family: Family, tieId: string) => tieIn(family, tieId).broker;

test("dark: three weeks without a sign are told as a day, and nothing is withdrawn or sealed for it", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await send(family, broker, tieId, "어두워지기 전에");
  const { signDay } = routeIn(family, tieId);
  village.clock.turn(DARK_DAYS - 1);
  await family.sync();
  assert.equal(routeIn(family, tieId).darkSince, null);
  village.clock.turn(DARK_DAYS);
  await family.sync();
  assert.deepEqual([routeIn(family, tieId).darkSince, routeIn(family, tieId).backDay], [routeIn(family, tieId).signDay, null]);
  assert.ok(routeIn(family, tieId).signDay >= signDay);
  assert.equal(tieIn(family, tieId).messages[0]?.events.at(-1)?.stage, "waiting");
});

test("dark: her own silence is not his", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  for (let week = 0; week < 6; week++) {
    village.clock.turn(7);
    await broker.burst();
  }
  await family.sync();
  assert.deepEqual([routeIn(family, tieId).darkSince, routeIn(family, tieId).backDay], [null, null]);
});

test("back: after darkness letters wait for her word; a question of hers may go, and her word lets the rest follow", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  village.clock.turn(2 * DARK_DAYS);
  await family.sync();
  assert.notEqual(routeIn(family, tieId).darkSince, null);
  await broker.burst();
  await family.sync();
  assert.deepEqual([routeIn(family, tieId).darkSince, routeIn(family, tieId).backDay !== null], [null, true]);

  await family.draft(tieId, "기다리는 편지");
  await family.send(tieId);
  await family.sync();
  await broker.burst();
  assert.deepEqual(broker.queue(), [], "not before she has checked");
  await family.draft(tieId, "우리 집 개 이름은?");
  await family.send(tieId, { isQuestion: true });
  await family.sync();
  await broker.burst();
  const read = async () => (await broker.recipient(WORDS)).letters.map(({ text }) => text);
  assert.deepEqual(await read(), ["우리 집 개 이름은?"]);

  await family.markChecked(tieId);
  await family.sync();
  await broker.burst();
  assert.deepEqual((await read()).toSorted(), ["기다리는 편지", "우리 집 개 이름은?"].toSorted());
});

test("back: whoever has the broker's words and another phone gets nothing that waits, until she says that she has checked", async () => {
  await using village = await new Village().start();
  const words = [9, 8, 7, 6, 5, 4];
  const broker = await village.broker("broker", words);
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await send(family, broker, tieId, "빼앗긴 낱말로는 못 받는다");
  const thief = await village.broker("thief", words);
  await thief.burst();
  await family.sync();
  assert.notEqual(routeIn(family, tieId).backDay, null);
  await send(family, thief, tieId, "새 편지");
  await family.sync();
  await thief.burst();
  assert.deepEqual(
    thief.state.parcels.filter(({ routing }) => routing !== null),
    [],
    "no routing lines",
  );
  assert.equal(await family.freeze(tieId), true);
  await thief.burst();
  assert.deepEqual(thief.state.parcels, []);
});

test("back: another phone in the middle of a first contact gets routing lines and questions only after her word", async () => {
  await using village = await new Village().start();
  const words = [9, 8, 7, 6, 5, 4];
  const old = await village.broker("old", words);
  const family = await village.family("family");
  await old.burst();
  const { text } = await old.introduce();
  const tieId = await family.takeIntroduction({ name: "엄마", text });
  await family.ask(tieId, ASK);
  await family.sync();
  await old.burst();
  await old.accept(old.requests()[0]?.id ?? "");
  const fresh = await village.broker("fresh", words);
  await fresh.burst();
  // The other phone's key is known before the acceptance comes.
  await family.sync();
  await old.burst();
  await family.sync();
  assert.equal(tieIn(family, tieId).stage, "accepted");
  await fresh.burst();
  const seen = fresh.requests()[0];
  assert.ok(seen === undefined || (seen.routing === null && seen.questions === null));
  await family.markChecked(tieId);
  await family.sync();
  await fresh.burst();
  assert.deepEqual([fresh.requests()[0]?.status, fresh.requests()[0]?.routing], ["ready", ASK.routing]);
});

test("a state of the schema before is carried forward, and what came in its slots counts as unsure once the way is closed", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await send(family, broker, tieId, "옛 편지");
  const old = structuredClone(family.state) as unknown as { ties: Record<string, unknown>[] };
  for (const tie of old.ties) {
    for (const name of ["spare", "closedWays", "slots"]) Reflect.deleteProperty(tie, name);
    const { broker: route, messages } = tie as { broker: object; messages: object[] };
    for (const name of ["id", "frozenDay", "signDay", "darkSince", "backDay"]) Reflect.deleteProperty(route, name);
    for (const message of messages)
      for (const name of ["also", "way", "quarantined", "openedAfterDay"]) Reflect.deleteProperty(message, name);
  }
  const read = familyFormat.read(2, old);
  const [tie] = read.ties;
  assert.ok(tie !== undefined);
  assert.deepEqual([tie.broker.frozenDay, tie.slots, tie.messages[0]?.way?.id], [null, [], tie.broker.id]);
  assert.throws(() => familyFormat.read(5, old), { name: "version" });
});
