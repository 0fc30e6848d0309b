import assert from "node:assert/strict";
import { test } from "node:test";
import { WORD_LIST_LENGTH } from "@ojak/core/limits";
import { WORD_LANGUAGES } from "@ojak/core/words/words";
import { pathTo } from "./groups.ts";
import { loadPickerList } from "./lists.ts";

/** Two thumb-lengths of a phone, in an order that everyone knows; more would be a search. */
const BUTTONS_A_PAGE_MAX = 70;

for (const language of WORD_LANGUAGES) {
  test(`every word can be reached by tapping: ${language}`, async () => {
    const { groups, words } = await loadPickerList(language);
    for (let index = 0; index < WORD_LIST_LENGTH; index++) {
      const path = pathTo(groups, index);
      assert.ok(path !== undefined, `no way to ${words[index]}`);
      const text = groups[path.group]?.parts[path.part]?.words.find((word) => word.index === index)?.text;
      assert.equal(text, words[index]?.normalize("NFC"));
    }
  });

  test(`no page is too long, and no label stands twice: ${language}`, async () => {
    const { groups } = await loadPickerList(language);
    const labels = groups.map(({ label }) => label);
    assert.equal(new Set(labels).size, labels.length);
    assert.ok(groups.length <= BUTTONS_A_PAGE_MAX);
    for (const { label, parts } of groups) {
      assert.ok(parts.length <= BUTTONS_A_PAGE_MAX, `${label}: ${parts.length} parts`);
      assert.equal(new Set(parts.map((part) => part.label)).size, parts.length);
      for (const part of parts) assert.ok(part.words.length <= BUTTONS_A_PAGE_MAX, `${part.label}: ${part.words.length} words`);
    }
  });
}

test("Korean begins with consonants in their order", async () => {
  const { groups } = await loadPickerList("ko");
  assert.deepEqual(
    groups.slice(0, 3).map(({ label }) => label),
    ["ㄱ", "ㄲ", "ㄴ"],
  );
  assert.equal(groups[0]?.parts[0]?.label, "가");
});

test("Chinese characters with two readings are found under both", async () => {
  const { groups, words } = await loadPickerList("zh");
  const index = words.indexOf("行");
  const under = (sound: string) => groups.flatMap(({ parts }) => parts).find(({ label }) => label === sound);
  for (const sound of ["xing", "hang"])
    assert.ok(
      under(sound)?.words.some((word) => word.index === index),
      sound,
    );
});
