import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openBroker } from "@ojak/client/broker/app";
import { equal } from "@ojak/core/bytes/bytes";
import { hex } from "@ojak/core/bytes/text";
import { dayOf } from "@ojak/core/epoch";
import { takeId } from "@ojak/core/keys/capability";
import { DECOY_STAY_DAYS_MAX, ENVELOPE_SIZES_BYTES } from "@ojak/core/limits";
import { meet, PASSPHRASE, send, Village, WORDS } from "./support/people.ts";

const DURESS = [8, 88, 888, 1_888];
const BETWEEN_BURSTS_DAYS = 5;
const NOTES = ["우물 옆 두 번째 집", "옛 방앗간, 저녁"] as const;

test("after a duress opening the app is a broker's app like any other: queue, burst, introduction, a family's letter", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("keeper");
  const family = await village.family("daughter");
  const tieId = await meet(broker, family);
  await (await broker.passphrases()).setDuress(DURESS, NOTES);
  await send(family, broker, tieId, "진짜 편지");
  const take = broker.state.keys.take;
  broker.lock();

  const decoy = await openBroker(village.ports("keeper"), DURESS);
  assert.deepEqual(
    decoy.queue().map(({ routing }) => routing),
    [...NOTES],
  );
  assert.deepEqual(decoy.requests(), []);
  assert.ok(!equal(decoy.state.keys.take, take));
  assert.equal((await decoy.recipient(WORDS)).letters.length, 0, "the real letter is not here");
  const { text } = await decoy.introduce();
  assert.ok((await decoy.burst()).complete);
  assert.deepEqual(decoy.queue().length, NOTES.length, "a burst does not give it away: the hub takes nothing back");
  const stranger = await village.family("stranger");
  const strangers = await stranger.takeIntroduction({ name: "누구", text });
  await stranger.ask(strangers, {
    where: "읍내",
    routing: "다리 밑",
    questions: ["우리가 겨울마다 같이 만들던 음식은?", "뒷마당 나무 밑에 묻은 것은?"],
    answers: ["감자떡", "파란 구슬"],
    language: "ko",
  });
  await stranger.sync();
  await decoy.burst();
  assert.deepEqual(
    decoy.requests().map(({ where }) => where),
    ["읍내"],
  );
  await assert.rejects(openBroker(village.ports("keeper"), PASSPHRASE), { name: "wrong-passphrase" });
});

test("the decoy keeps step with the phone: its parcels come with bursts, are as old as bursts allow, and change with the days", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("keeper");
  await (await broker.passphrases()).setDuress(DURESS, NOTES);
  const inside = () => broker.state.decoy?.state ?? assert.fail("no decoy");
  assert.deepEqual([inside().parcels.length, inside().lastBurst], [0, null], "nothing can have come before a burst");
  const tags = new Set<string>();
  for (let burst = 0; burst < 12; burst++) {
    await broker.burst();
    const { parcels, lastBurst, isOpen, stock } = inside();
    const today = dayOf(village.clock.nowMs());
    assert.deepEqual(lastBurst, broker.state.lastBurst);
    assert.ok(isOpen);
    assert.equal(parcels.length, Math.min(burst + 1, NOTES.length), "no more than one came with a burst");
    for (const { arrivedDay, envelope, tag } of parcels) {
      // Due on one of the days between two bursts, and then the others may be due for longer.
      const oldestDays = DECOY_STAY_DAYS_MAX + BETWEEN_BURSTS_DAYS * NOTES.length;
      assert.ok(arrivedDay <= today && today - arrivedDay <= oldestDays, `${today - arrivedDay} days`);
      assert.ok(ENVELOPE_SIZES_BYTES.includes(envelope.length));
      assert.equal((envelope[32] ?? 0) & 0x80, 0, "an encapsulated key is one of the curve");
      tags.add(hex(tag));
    }
    assert.ok(stock.every(({ expiryDay }) => expiryDay > today));
    if (burst === 2) assert.ok(stock.every(({ granted }) => granted));
    village.clock.turn(BETWEEN_BURSTS_DAYS);
  }
  assert.ok(tags.size > NOTES.length);
  assert.ok(inside().marks.length > 0);
  assert.equal(inside().ratchet.week, broker.state.ratchet.week);
});

test("nothing in the decoy's state is of the real one but what both show outside; its fields are those of any state", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("keeper");
  await broker.burst();
  await (await broker.passphrases()).setDuress(DURESS, NOTES);
  const decoy = broker.state.decoy?.state ?? assert.fail("no decoy");
  assert.deepEqual(Object.keys(decoy).toSorted(), Object.keys(broker.state).toSorted());
  assert.equal(decoy.decoy, null);
  for (const name of ["take", "signSecret", "introRoot"] as const) assert.ok(!equal(decoy.keys[name], broker.state.keys[name]));
  assert.ok(!equal(decoy.markSecret, broker.state.markSecret));
  assert.ok(!equal(decoy.decoyTake, broker.state.decoyTake));
  assert.ok(!equal(decoy.ratchet.seed, broker.state.ratchet.seed));
});

test("the decoy's drop is opened on every install, is another one on his next phone, and his words do not lead to it", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("keeper");
  const opened = broker.state.outbox.filter(({ op }) => op === "open");
  assert.deepEqual(
    opened.map((up) => up.op === "open" && up.takeId),
    [takeId(broker.state.decoyTake)],
  );
  await broker.burst();
  assert.deepEqual([broker.state.outbox, broker.state.isOpen], [[], true]);
  const again = await village.broker("keeper");
  assert.deepEqual(again.state.keys, broker.state.keys);
  assert.notDeepEqual(again.state.decoyTake, broker.state.decoyTake);
});

test("a note must have a line, and fit; the duress passphrase must differ; what was set can be taken away unseen", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("keeper");
  const passphrases = await broker.passphrases();
  await assert.rejects(passphrases.setDuress(PASSPHRASE, NOTES), { name: "same-passphrase" });
  await assert.rejects(passphrases.setDuress(DURESS, []), { name: "empty" });
  await assert.rejects(passphrases.setDuress(DURESS, ["좋다", " "]), { name: "empty" });
  await assert.rejects(passphrases.setDuress(DURESS, ["가".repeat(32)]), { name: "too-large" });
  await assert.rejects(passphrases.setDuress(DURESS, ["a", "b", "c", "d"]), { name: "malformed" });
  await passphrases.removeDuress();
  await passphrases.setDuress(DURESS, NOTES);
  await passphrases.change([1, 1, 1, 1]);
  await passphrases.removeDuress();
  await assert.rejects(openBroker(village.ports("keeper"), DURESS), { name: "wrong-passphrase" });
  await assert.rejects(openBroker(village.ports("keeper"), PASSPHRASE), { name: "wrong-passphrase" });
  assert.equal((await openBroker(village.ports("keeper"), [1, 1, 1, 1])).state.decoy, null);
  const file = readFileSync(join(village.folder, "keeper.bin"));
  for (const note of NOTES) assert.ok(!file.includes(note));
});
