import assert from "node:assert/strict";
import { test } from "node:test";
import { ACCESS, fakePorts } from "../../test/fake-ports.ts";
import { MeetingModel } from "./meeting-model.ts";
import { BrokerModel } from "./model.ts";

async function meeting(): Promise<{ model: BrokerModel; meeting: MeetingModel }> {
  const model = new BrokerModel(fakePorts(), { hasVault: false, language: "en" });
  await model.begin({ access: ACCESS, brokerWords: [1, 2, 3, 4, 5, 6], passphrase: [1, 2, 3, 4] });
  return { model, meeting: new MeetingModel(model, "gone", "zh") };
}

test("both answers are needed; whether they are right is not judged here", async () => {
  const { meeting: one } = await meeting();
  one.takeAnswers();
  assert.ok(one.state.tried);
  assert.equal(one.state.step, "answers");
  one.writeAnswer(0, "a red boot");
  one.writeAnswer(1, "x".repeat(65));
  one.takeAnswers();
  assert.equal(one.state.step, "answers");
  one.writeAnswer(1, "anything");
  one.takeAnswers();
  assert.equal(one.state.step, "choose");
});

test("new words are six, asked for twice", async () => {
  const { meeting: one } = await meeting();
  one.makeWords();
  assert.equal(one.state.quiz?.words.length, 6);
  assert.equal(one.state.quiz?.rounds, 2);
  assert.ok(one.back());
  assert.equal(one.state.step, "choose");
  assert.equal(one.state.quiz, null);
});

test("a request that is over is told, and the words are forgotten", async () => {
  const { model, meeting: one } = await meeting();
  one.makeWords();
  await one.finish([1, 2, 3, 4, 5, 6]);
  assert.equal(model.state.failure, "ended");
  assert.equal(one.state.quiz, null);
});
