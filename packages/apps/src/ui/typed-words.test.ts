import assert from "node:assert/strict";
import { test } from "node:test";
import { loadWordList, wordAt } from "@ojak/core/words/words";
import { readTypedWords } from "./typed-words.ts";

test("words in any Unicode form are read", async () => {
  const list = await loadWordList("ko");
  const text = [7, 8, 9, 10].map((index) => wordAt(list, index)).join(", ");
  assert.deepEqual(readTypedWords(list, text, 4), { words: [7, 8, 9, 10] });
  assert.deepEqual(readTypedWords(list, text.normalize("NFD"), 4), { words: [7, 8, 9, 10] });
});

test("the place of the wrong word is told", async () => {
  const list = await loadWordList("en");
  assert.deepEqual(readTypedWords(list, "abandon ability xyzzy able", 4), { problem: "word", place: 3 });
  assert.deepEqual(readTypedWords(list, "abandon ability", 4), { problem: "count", given: 2 });
  assert.deepEqual(readTypedWords(list, "", 4), { problem: "count", given: 0 });
});

test("Chinese words need no spaces", async () => {
  const list = await loadWordList("zh");
  assert.deepEqual(readTypedWords(list, [0, 1, 2, 3].map((index) => wordAt(list, index)).join(""), 4), { words: [0, 1, 2, 3] });
  assert.deepEqual(readTypedWords(list, `${wordAt(list, 0)}龘${wordAt(list, 2)}${wordAt(list, 3)}`, 4), {
    problem: "word",
    place: 2,
  });
});
