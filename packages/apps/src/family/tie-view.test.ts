import assert from "node:assert/strict";
import { test } from "node:test";
import type { LetterStage, Message } from "@ojak/client/family/state";
import { family } from "../i18n/en/family.ts";
import { formatOf } from "../ui/format.ts";
import { letterTimeline } from "./tie-view.ts";

function letter(...stages: LetterStage[]): Message {
  return {
    id: "1",
    direction: "out",
    also: [],
    way: null,
    quarantined: false,
    openedAfterDay: null,
    number: 1,
    text: "x",
    voice: null,
    day: 1,
    events: stages.map((stage, i) => ({ stage, day: 20_000 + i })),
  };
}

test("a timeline says only what is known, and marks the last", () => {
  const items = letterTimeline(letter("sealed", "waiting"), family, formatOf("en"));
  assert.deepEqual(
    items.map(({ text, state }) => [text, state]),
    [
      [family.thread.stages.sealed, "done"],
      [family.thread.stages.waiting, "now"],
    ],
  );
});

test("opened and answered are done; expired is not", () => {
  const state = (...stages: LetterStage[]) => letterTimeline(letter(...stages), family, formatOf("ko")).at(-1)?.state;
  assert.equal(state("sealed", "opened"), "done");
  assert.equal(state("sealed", "opened", "answered"), "done");
  assert.equal(state("sealed", "waiting", "expired"), "bad");
  assert.equal(state("sealed", "handed-over"), "now");
});

test("dates are days, in words", () => {
  const nowMs = 20_000 * 86_400_000 + 3_600_000;
  assert.equal(formatOf("en").ago(20_000, nowMs), "today");
  assert.equal(formatOf("en").ago(19_999, nowMs), "yesterday");
  assert.equal(formatOf("ko").ago(20_000, nowMs), "오늘");
  assert.equal(formatOf("zh").ago(19_997, nowMs), "3天前");
  assert.doesNotMatch(formatOf("en").ago(19_900, nowMs), /:/u);
});
