import assert from "node:assert/strict";
import { test } from "node:test";
import { AskModel } from "./ask-model.ts";

function written(): AskModel {
  const ask = new AskModel("ko");
  ask.write({ where: "군 읍 장마당 가까이, 저녁때", routing: "국숫집 뒤 파란 대문" });
  ask.writeQuestion(0, "우리가 겨울에 강에서 건진 것은?");
  ask.writeAnswer(0, "빨간 장화");
  ask.writeQuestion(1, "할머니가 제일 싫어하신 노래는?");
  ask.writeAnswer(1, "고향의 봄");
  return ask;
}

test("a good request goes through its three steps and back", () => {
  const ask = written();
  ask.next();
  assert.equal(ask.state.step, "questions");
  ask.next();
  assert.equal(ask.state.step, "review");
  assert.ok(ask.back());
  assert.ok(ask.back());
  assert.equal(ask.back(), false);
});

test("names and numbers stop it, with the reason", () => {
  const ask = written();
  ask.write({ routing: "김영희 아주머니" });
  ask.next();
  assert.equal(ask.state.step, "where");
  assert.equal(ask.weaknesses.routing, "name");
  ask.write({ routing: "대문 01012345678" });
  assert.equal(ask.weaknesses.routing, "number");
});

test("weak questions and answers stop it", () => {
  const ask = written();
  ask.next();
  ask.writeQuestion(1, "어머니 생일은 언제?");
  ask.next();
  assert.equal(ask.state.step, "questions");
  assert.equal(ask.weaknesses.questions[1], "asks-date");
  ask.writeQuestion(1, "할머니가 제일 싫어하신 노래는?");
  ask.writeAnswer(1, "빨간 장화");
  assert.equal(ask.weaknesses.answers[1], "same-answer");
});

test("an empty field is complained of only after continuing was tried", () => {
  const ask = new AskModel("en");
  assert.equal(ask.shown("", ask.weaknesses.where), undefined);
  ask.next();
  assert.equal(ask.shown("", ask.weaknesses.where), "empty");
});
