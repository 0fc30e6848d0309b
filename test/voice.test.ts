import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { meet, send, tieIn, Village, WORDS } from "./support/people.ts";

const voiceOf = (bytes: number) => new Uint8Array(randomBytes(bytes));
const THIRTY_SECONDS = 22_500;

test("a voice crosses the border in parts, and a voice comes back", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  const [hers, mothers] = [voiceOf(THIRTY_SECONDS), voiceOf(9_000)];
  const id = await family.sendVoice(tieId, hers);
  await family.sync();
  const message = () => tieIn(family, tieId).messages.find((one) => one.id === id);
  assert.equal(message()?.events.at(-1)?.stage, "waiting");
  await broker.burst();
  assert.deepEqual(
    broker.queue().map(({ kind, routing }) => [kind, routing !== null]),
    [["voice", true]],
    "one thing to hand over, not six",
  );
  await broker.burst();
  await family.sync();
  assert.equal(message()?.events.at(-1)?.stage, "with-broker");

  const session = await broker.recipient(WORDS);
  assert.deepEqual(
    session.letters.map(({ voice, text }) => [voice, text]),
    [[hers, ""]],
  );
  await session.replyVoice(mothers);
  await session.finish(session.letters.map((letter) => letter.id));
  assert.deepEqual(broker.queue(), []);
  assert.equal(broker.state.parcels.filter(({ envelope }) => envelope.length > 3_000).length, 0, "every part is erased");
  await broker.burst();
  await family.sync();
  assert.deepEqual(tieIn(family, tieId).messages.at(-1)?.voice, mothers);
  assert.deepEqual(
    message()?.events.map(({ stage }) => stage),
    ["sealed", "waiting", "with-broker", "opened", "answered"],
  );
  await family.sync();
  await broker.burst();
  assert.deepEqual((await broker.recipient(WORDS)).letters, [], "nothing comes twice");
});

test("a voice of which a part is missing is not shown, and is whole when that has come", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  const voice = voiceOf(9_000);
  await family.sendVoice(tieId, voice);
  await family.sync();
  await broker.setBudget({ bytesMax: 10_000, airMsMax: 30_000 });
  const report = await broker.burst();
  assert.equal(report.complete, false);
  assert.ok(report.downBytes <= 10_000 + 64, `${report.downBytes} bytes came down`);
  const session = await broker.recipient(WORDS);
  assert.deepEqual(session.letters, []);
  session.close();
  await broker.burst();
  assert.deepEqual((await broker.recipient(WORDS)).letters[0]?.voice, voice);
});

test("letters go before voices, and a voice that does not fit the budget waits, both ways", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  await family.sendVoice(tieId, voiceOf(THIRTY_SECONDS));
  await send(family, broker, tieId, "첫 편지");
  const session = await broker.recipient(WORDS);
  await session.replyVoice(voiceOf(THIRTY_SECONDS));
  await session.reply("먼저 갈 답장");
  session.close();
  await broker.setBudget({ bytesMax: 8_192, airMsMax: 30_000 });
  const first = await broker.burst();
  assert.ok(first.upBytes <= 8_192, `${first.upBytes} bytes went up`);
  await family.sync();
  assert.deepEqual(
    tieIn(family, tieId)
      .messages.filter(({ direction }) => direction === "in")
      .map(({ text }) => text),
    ["먼저 갈 답장"],
  );
  for (let i = 0; i < 6; i++) await broker.burst();
  await family.sync();
  assert.equal(tieIn(family, tieId).messages.at(-1)?.voice?.length, THIRTY_SECONDS);
});

test("a budget that carries nothing, or everything, is refused, and the old one stays", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const before = broker.state.budget;
  for (const budget of [
    { bytesMax: 1_000, airMsMax: 30_000 },
    { bytesMax: 300_000, airMsMax: 30_000 },
    { bytesMax: 49_152, airMsMax: 1_000 },
    { bytesMax: 49_152, airMsMax: 200_000 },
    { bytesMax: 10_000.5, airMsMax: 30_000 },
  ])
    await assert.rejects(broker.setBudget(budget), { name: "malformed" });
  assert.deepEqual(broker.state.budget, before);
});
