import assert from "node:assert/strict";
import { test } from "node:test";
import { texts as enBroker } from "./en/for-broker.ts";
import { texts as enFamily } from "./en/for-family.ts";
import { texts as koBroker } from "./ko/for-broker.ts";
import { texts as koFamily } from "./ko/for-family.ts";
import { texts as zhBroker } from "./zh/for-broker.ts";
import { texts as zhFamily } from "./zh/for-family.ts";

/** Claims that no software can keep. */
const CLAIMS = /\bsafe|\bsecur|안전|보안|安全|保密|万无一失/iu;
/** Words of the trade that nobody at home uses. */
const JARGON = /\bencrypt|\bcrypto|\bserver\b|\bkey pair|암호화|서버|加密|服务器/iu;

/** Every text by its path; functions are called with samples. */
function flatten(value: unknown, path = ""): Map<string, string> {
  if (typeof value === "string") return new Map([[path, value]]);
  if (typeof value === "function") {
    const text: unknown = value(2, 3, 4);
    assert.ok(typeof text === "string", `${path} gives a text`);
    return new Map([[path, text]]);
  }
  assert.ok(typeof value === "object" && value !== null, `${path} is a text or a group of texts`);
  return new Map(Object.entries(value).flatMap(([key, child]) => [...flatten(child, `${path}.${key}`)]));
}

const sets = { family: { en: enFamily, ko: koFamily, zh: zhFamily }, broker: { en: enBroker, ko: koBroker, zh: zhBroker } };
/** Empty by intention: a refusal that was none. */
const MAY_BE_EMPTY = new Set([".family.refusals.none"]);

for (const [app, set] of Object.entries(sets)) {
  const english = flatten(set.en);
  for (const [language, texts] of Object.entries(set)) {
    const flat = flatten(texts);
    test(`the ${app}'s texts in ${language} have the same keys, and none is empty`, () => {
      assert.deepEqual([...flat.keys()].toSorted(), [...english.keys()].toSorted());
      for (const [path, text] of flat) assert.ok(text.trim() !== "" || MAY_BE_EMPTY.has(path), path);
    });

    test(`the ${app}'s texts in ${language} claim nothing that cannot be kept, and use plain words`, () => {
      for (const [path, text] of flat) {
        assert.doesNotMatch(text, CLAIMS, path);
        assert.doesNotMatch(text, JARGON, path);
      }
    });

    test(`the ${app}'s texts in ${language} are in that language, in NFC`, () => {
      for (const [path, text] of flat) {
        assert.equal(text, text.normalize("NFC"), path);
        if (language === "en") assert.doesNotMatch(text, /[\p{Script=Hangul}\p{Script=Han}]/u, path);
        if (language === "ko") assert.doesNotMatch(text, /\p{Script=Han}/u, path);
        if (language === "zh") assert.doesNotMatch(text, /\p{Script=Hangul}/u, path);
        if (language !== "en" && english.get(path) === text) assert.ok(MAY_BE_EMPTY.has(path), `${path} is still English`);
      }
    });
  }
}

test("what must be admitted stands in the broker's app", () => {
  const said = [...flatten(enBroker).values()].join("\n");
  for (const admission of [
    "cannot switch your radio",
    "informer's phone",
    "keyboard may remember",
    "cannot be hidden, only what you do with it",
  ]) {
    assert.ok(said.includes(admission), admission);
  }
});
