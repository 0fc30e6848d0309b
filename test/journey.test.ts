import assert from "node:assert/strict";
import { test } from "node:test";
import { restoreFamily } from "@ojak/client/family/app";
import { exchange } from "@ojak/client/hub/exchange";
import { tieKeys } from "@ojak/core/keys/tie";
import { ANSWERS, ASK, HALF_DAY, meet, PASSPHRASE, send, tieIn, Village, WORDS } from "./support/people.ts";

test("a letter crosses the border and its answer comes back", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  assert.equal(tieIn(family, tieId).stage, "enrolled");

  const id = await send(family, broker, tieId, "엄마, 저 잘 있어요.");
  assert.equal(broker.queue().length, 1);
  assert.equal(broker.queue()[0]?.routing, ASK.routing);
  await broker.burst();
  await family.sync();
  const stages = () =>
    tieIn(family, tieId)
      .messages.find((one) => one.id === id)
      ?.events.map((event) => event.stage);
  assert.deepEqual(stages(), ["sealed", "waiting", "with-broker"]);

  const session = await broker.recipient(WORDS);
  assert.deepEqual(
    session.letters.map(({ text, first }) => ({ text, first })),
    [{ text: "엄마, 저 잘 있어요.", first: true }],
  );
  await session.reply("나도 잘 있다.");
  await session.finish(session.letters.map((letter) => letter.id));
  session.close();
  assert.deepEqual(broker.queue(), []);
  assert.deepEqual(broker.requests(), []);
  await broker.burst();
  await family.sync();
  assert.deepEqual(stages(), ["sealed", "waiting", "with-broker", "opened", "answered"]);
  assert.equal(tieIn(family, tieId).stage, "holds");
  assert.equal(tieIn(family, tieId).messages.at(-1)?.text, "나도 잘 있다.");

  await broker.burst();
  assert.deepEqual((await broker.recipient(WORDS)).letters, [], "what was handed over does not come again");
});

test("she reads on a second broker's phone with her words alone, and both phones share nothing", async () => {
  await using village = await new Village().start();
  const [first, second] = [await village.broker("first"), await village.broker("second")];
  const family = await village.family("family");
  const tieId = await meet(first, family);
  await send(family, first, tieId, "두 번째 길로도 읽으세요.");
  village.clock.turn(HALF_DAY);
  await family.sync();

  await second.burst();
  const session = await second.recipient(WORDS);
  assert.equal(session.letters.length, 0);
  assert.equal(await session.seek(), 1);
  assert.equal(session.letters[0]?.text, "두 번째 길로도 읽으세요.");
  await session.reply("여기서 읽었다.");
  await session.finish(session.letters.map((letter) => letter.id));
  assert.deepEqual(second.state.parcels, []);
  await second.burst();
  await family.sync();
  assert.equal(tieIn(family, tieId).messages.at(-1)?.text, "여기서 읽었다.");
  await family.sync();
  await first.burst();
  assert.deepEqual(first.queue(), [], "the other phone's copy is withdrawn");
});

test("wrong answers show at the relative's side only, and another try is hers to give", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family, ["감자떡", "빨간 구슬"]);
  assert.equal(tieIn(family, tieId).stage, "wrong-answers");
  assert.equal(broker.requests()[0]?.status, "answered");
  await family.tryAgain(tieId);
  await family.sync();
  await broker.burst();
  const again = broker.requests()[0];
  assert.equal(again?.status, "again");
  await broker.enrol(again?.id ?? "", { answers: ANSWERS, words: WORDS, language: "ko" });
  await broker.burst();
  await family.sync();
  assert.equal(tieIn(family, tieId).stage, "enrolled");
});

test("three wrong answers end it", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family, ["모름", "모름둘"]);
  for (let attempt = 2; attempt <= 3; attempt++) {
    await family.tryAgain(tieId);
    await family.sync();
    await broker.burst();
    await broker.enrol(broker.requests()[0]?.id ?? "", { answers: ["모름", "모름셋"], words: WORDS, language: "ko" });
    await broker.burst();
    await family.sync();
  }
  assert.equal(tieIn(family, tieId).stage, "failed");
  assert.equal(tieIn(family, tieId).contact, null);
  await assert.rejects(family.tryAgain(tieId), { name: "ended" });
});

test("the recipient's stop is final", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await send(family, broker, tieId, "편지 하나");
  const session = await broker.recipient(WORDS);
  await session.stop();
  await broker.burst();
  await family.sync();
  assert.equal(tieIn(family, tieId).stage, "stopped");
  assert.equal(tieIn(family, tieId).keys, null);
  await family.draft(tieId, "더 쓰고 싶다");
  await assert.rejects(family.send(tieId), { name: "ended" });
});

test("a letter expires after 45 days, its sender is told and can send it again", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await family.draft(tieId, "오래 기다린 편지");
  const id = await family.send(tieId);
  await family.sync();
  village.clock.turn(47);
  await family.sync();
  const message = () => tieIn(family, tieId).messages.find((one) => one.id === id);
  assert.equal(message()?.events.at(-1)?.stage, "expired");
  await family.sendAgain(tieId, id);
  await family.sync();
  await broker.burst();
  const session = await broker.recipient(WORDS);
  assert.deepEqual(
    session.letters.map((letter) => letter.text),
    ["오래 기다린 편지"],
  );
});

test("an answer after weeks of darkness still arrives", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await send(family, broker, tieId, "어둠 전에");
  village.clock.turn(40);
  const session = await broker.recipient(WORDS);
  await session.reply("어둠 뒤에");
  await session.finish(session.letters.map((letter) => letter.id));
  village.clock.turn(35);
  await broker.burst();
  await family.sync();
  assert.equal(tieIn(family, tieId).messages.at(-1)?.text, "어둠 뒤에");
});

test("a broker's new phone: his words bring back the mail that waits", async () => {
  await using village = await new Village().start();
  const words = [9, 8, 7, 6, 5, 4];
  const old = await village.broker("old", words);
  const family = await village.family("family");
  const tieId = await meet(old, family);
  await family.draft(tieId, "새 전화로");
  await family.send(tieId);
  await family.sync();
  const fresh = await village.broker("fresh", words);
  await fresh.burst();
  await family.sync();
  await family.sync();
  await fresh.burst();
  assert.deepEqual(new Set(fresh.queue().map((one) => one.routing)), new Set([null]), "nothing is sealed for it by itself");
  await family.markChecked(tieId);
  await family.sync();
  await fresh.burst();
  await fresh.burst();
  assert.deepEqual([...new Set(fresh.queue().map((one) => one.routing))], [ASK.routing]);
  const session = await fresh.recipient(WORDS);
  assert.deepEqual(
    session.letters.map((letter) => letter.text),
    ["새 전화로"],
  );
});

test("an access code that has ended is said, and a new one lets the first contact go on", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  await broker.burst();
  const { text } = await broker.introduce();
  const tieId = await family.takeIntroduction({ name: "엄마", text });
  village.clock.turn(31);
  await family.ask(tieId, ASK);
  await family.sync();
  assert.equal(family.state.needsAccess, true);
  await family.renewAccess(village.access());
  await family.sync();
  assert.equal(family.state.needsAccess, false);
  await broker.burst();
  assert.equal(broker.requests()[0]?.status, "new");
});

test("a recovery sheet brings a relative's ties to a new device, and letters go on", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await send(family, broker, tieId, "잃기 전 편지");
  const sheetPassphrase = [4, 3, 2, 1];
  const sheetText = await family.sheet(sheetPassphrase);
  const wrong = restoreFamily(village.ports("thief"), { sheetText, sheetPassphrase: [1, 2, 3, 4], passphrase: PASSPHRASE });
  await assert.rejects(wrong, { name: "wrong-passphrase" });
  const fresh = await restoreFamily(village.ports("fresh"), { sheetText, sheetPassphrase, passphrase: PASSPHRASE });
  assert.deepEqual(tieIn(fresh, tieId).messages, [], "no letter is on a sheet");
  await send(fresh, broker, tieId, "새 기기에서");
  const session = await broker.recipient(WORDS);
  assert.deepEqual(
    session.letters.map((letter) => letter.text),
    ["잃기 전 편지", "새 기기에서"],
  );
  await session.reply("둘 다 읽었다");
  await session.finish(session.letters.map((letter) => letter.id));
  await broker.burst();
  await fresh.sync();
  assert.equal(tieIn(fresh, tieId).messages.at(-1)?.text, "둘 다 읽었다");
});

test("when only the hub says that the words stopped it, nothing more is sent and no key is erased", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  const { tieSecret } = tieIn(family, tieId).keys ?? {};
  assert.ok(tieSecret !== undefined);
  const close = { op: "close", take: tieKeys(tieSecret).tieTake } as const;
  await exchange(village.ports("x").transportTo(family.state.hubOrigin), village.clock, [close], []);
  await family.draft(tieId, "아직 모르는 편지");
  await family.send(tieId);
  village.clock.turn(HALF_DAY);
  await family.sync();
  assert.equal(tieIn(family, tieId).stage, "closed");
  assert.ok(tieIn(family, tieId).keys !== null);
  await assert.rejects(family.send(tieId), { name: "ended" });
});
