import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isOjakError } from "../errors.ts";
import { TIE_WORDS, WORD_LIST_LENGTH } from "../limits.ts";
import {
  chooseWords,
  languageNumber,
  languageOf,
  loadWordList,
  parseWords,
  type WordLanguage,
  WORD_LANGUAGES,
  wordAt,
} from "./words.ts";

const lists = { ko: await loadWordList("ko"), zh: await loadWordList("zh"), en: await loadWordList("en") } as const;
const language = fc.constantFrom<WordLanguage>(...WORD_LANGUAGES);
const sixWords = fc.array(fc.nat(WORD_LIST_LENGTH - 1), { minLength: TIE_WORDS, maxLength: TIE_WORDS });
const form = fc.constantFrom("NFC", "NFD", "NFKC", "NFKD");
const blank = fc.constantFrom(" ", "  ", "\n", "\t", "\u3000", "\u00a0", ", ", "，", "、", "。", " · ", ".", ";");
/** Full-width Latin letters, as a Chinese or Korean keyboard may type them. */
const wide = (text: string) =>
  text.replaceAll(/[a-z]/gu, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0));

test("wire 3.1: each list has 2,048 words, all different in every Unicode form", () => {
  for (const list of Object.values(lists)) {
    for (const each of ["NFC", "NFD", "NFKC", "NFKD"])
      assert.equal(new Set(list.map((word) => word.normalize(each))).size, WORD_LIST_LENGTH);
  }
});

test("wire 3.1: all 2,048 words of each list are read in any Unicode form and case", () => {
  for (const name of WORD_LANGUAGES) {
    const list = lists[name];
    for (const each of ["NFC", "NFD", "NFKC", "NFKD"]) {
      const whole = list.map((word, i) => (i % 2 === 0 ? word : word.toUpperCase()).normalize(each)).join(" ");
      assert.deepEqual(
        parseWords(list, whole, WORD_LIST_LENGTH),
        list.map((_, i) => i),
        `${name} ${each}`,
      );
    }
  }
});

test("wire 3.1: the first two syllables in Korean, the first four letters in English, are enough for each of the 2,048 and name no other", () => {
  for (const [name, length] of [
    ["ko", 2],
    ["en", 4],
  ] as const) {
    const list = lists[name];
    const starts = list.map((_, i) => Array.from(wordAt(list, i)).slice(0, length).join(""));
    assert.equal(new Set(starts).size, WORD_LIST_LENGTH);
    assert.deepEqual(
      parseWords(list, starts.join(" "), WORD_LIST_LENGTH),
      list.map((_, i) => i),
    );
  }
});

test("wire 3.1: every unfinished or exact spelling of a word past its unique start is that word", () => {
  fc.assert(
    fc.property(fc.constantFrom("ko", "en"), fc.nat(WORD_LIST_LENGTH - 1), fc.nat(8), (name, index, extra) => {
      const letters = Array.from(wordAt(lists[name], index));
      const typed = letters.slice(0, (name === "ko" ? 2 : 4) + extra).join("");
      assert.deepEqual(parseWords(lists[name], typed, 1), [index]);
      const wrong = `${letters.join("")}${name === "ko" ? "뷁" : "zz"}`;
      assert.throws(
        () => parseWords(lists[name], wrong, 1),
        (error) => isOjakError(error, "unknown-word"),
      );
    }),
  );
});

test("wire 3.1: any form, case, width, spacing and punctuation gives the same indices", () => {
  fc.assert(
    fc.property(language, sixWords, form, blank, fc.boolean(), fc.boolean(), (name, indices, unicode, between, upper, full) => {
      const words = indices.map((index) => wordAt(lists[name], index));
      const spelt = (full ? words.map(wide) : words).map((word) => (upper ? word.toUpperCase() : word));
      const typed = ` ${spelt.join(between)}${between}`.normalize(unicode);
      assert.deepEqual(parseWords(lists[name], typed, TIE_WORDS), indices);
    }),
    { numRuns: 300 },
  );
});

test("wire 3.1: Chinese words need no spaces", () => {
  fc.assert(
    fc.property(sixWords, (indices) => {
      const typed = indices.map((index) => wordAt(lists.zh, index)).join("");
      assert.deepEqual(parseWords(lists.zh, typed, TIE_WORDS), indices);
    }),
  );
  assert.ok(lists.zh.every((word) => Array.from(word).length === 1));
});

test("wire 3.1: an unknown word names its place, and nothing of what was typed", () => {
  fc.assert(
    fc.property(language, sixWords, fc.nat(TIE_WORDS - 1), (name, indices, place) => {
      const foreign = name === "en" ? "qqqq" : "abcd";
      const words = indices.map((index, i) => (i === place ? foreign : wordAt(lists[name], index)));
      const named = (error: unknown) =>
        isOjakError(error, "unknown-word") && error.message.includes(` ${place + 1} `) && !error.message.includes(foreign);
      assert.throws(() => parseWords(lists[name], words.join(" "), TIE_WORDS), named);
    }),
  );
});

test("wire 3.1: fewer than two syllables or four letters is not taken for a word", () => {
  assert.throws(
    () => parseWords(lists.ko, "가", 1),
    (error) => isOjakError(error, "unknown-word"),
  );
  assert.throws(
    () => parseWords(lists.en, "aba", 1),
    (error) => isOjakError(error, "unknown-word"),
  );
  assert.deepEqual(parseWords(lists.en, "act", 1), [lists.en.indexOf("act")]);
});

test("wire 3.1: a wrong number of words is malformed, and says how many there were", () => {
  for (const count of [0, 1, 5, 7, 40]) {
    const typed = Array.from({ length: count }, () => "abandon").join(" ");
    assert.throws(
      () => parseWords(lists.en, typed, TIE_WORDS),
      (error) => isOjakError(error),
    );
  }
  assert.throws(
    () => parseWords(lists.ko, "가격 가끔", TIE_WORDS),
    (error) => isOjakError(error, "malformed") && error.message.includes("2"),
  );
});

test("wire 3.1: whatever is typed is read or refused by name", () => {
  fc.assert(
    fc.property(language, fc.string({ unit: "binary", maxLength: 60 }), (name, typed) => {
      try {
        assert.equal(parseWords(lists[name], typed, TIE_WORDS).length, TIE_WORDS);
      } catch (error) {
        assert.ok(isOjakError(error, "unknown-word") || isOjakError(error, "malformed"), String(error));
      }
    }),
    { numRuns: 300 },
  );
});

test("wire 3.1: words are chosen evenly: each index comes from exactly 32 of the 65,536 pairs of bytes", () => {
  const every = Uint8Array.from({ length: 131_072 }, (_, i) => (i % 2 === 0 ? i >> 9 : (i >> 1) & 0xff));
  const times = new Uint32Array(WORD_LIST_LENGTH);
  for (const index of chooseWords(65_536, every)) times[index] = (times[index] ?? 0) + 1;
  assert.ok(times.every((count) => count === 32));
  assert.throws(() => chooseWords(6, new Uint8Array(11)), /defect/u);
});

test("wire 3.1: languages are numbered 0 Korean, 1 Chinese, 2 English", () => {
  assert.deepEqual(WORD_LANGUAGES.map(languageNumber), [0, 1, 2]);
  assert.deepEqual([0, 1, 2].map(languageOf), ["ko", "zh", "en"]);
  for (const other of [3, -1, 1.5])
    assert.throws(
      () => languageOf(other),
      (error) => isOjakError(error, "malformed"),
    );
});
