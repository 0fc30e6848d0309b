import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { QuizModel } from "./quiz-model.ts";

const random = (length: number) => new Uint8Array(randomBytes(length));
const WORDS = [3, 1500, 3, 2047, 0, 900];

function right(quiz: QuizModel): void {
  quiz.answer(WORDS[quiz.place] ?? -1);
}

test("eight different candidates, the right one among them", () => {
  const quiz = new QuizModel(WORDS, 1, random);
  quiz.begin();
  for (const word of WORDS) {
    const { candidates } = quiz.state;
    assert.equal(new Set(candidates).size, 8);
    assert.ok(candidates.includes(word));
    right(quiz);
  }
  assert.equal(quiz.state.step, "done");
});

test("the second round asks in another order", () => {
  for (let run = 0; run < 50; run++) {
    const quiz = new QuizModel(WORDS, 2, random);
    quiz.begin();
    assert.deepEqual(quiz.state.order, [0, 1, 2, 3, 4, 5]);
    for (let i = 0; i < 6; i++) right(quiz);
    assert.equal(quiz.state.round, 1);
    assert.notDeepEqual(quiz.state.order, [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(
      quiz.state.order.toSorted((a, b) => a - b),
      [0, 1, 2, 3, 4, 5],
    );
    for (let i = 0; i < 6; i++) right(quiz);
    assert.equal(quiz.state.step, "done");
  }
});

test("a wrong choice shows the words again, and it begins from the start", () => {
  const quiz = new QuizModel(WORDS, 2, random);
  quiz.begin();
  for (let i = 0; i < 7; i++) right(quiz);
  quiz.answer(((WORDS[quiz.place] ?? 0) + 1) % 2048);
  assert.equal(quiz.state.step, "show");
  assert.ok(quiz.state.missed);
  quiz.begin();
  assert.deepEqual([quiz.state.round, quiz.state.at], [0, 0]);
});
