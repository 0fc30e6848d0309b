import assert from "node:assert/strict";
import { test } from "node:test";
import { meet, send, tieIn, Village, WORDS } from "./support/people.ts";
import { addSecond, SECOND, stages, texts } from "./support/second.ts";
import { valuesOf } from "./support/values.ts";

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
