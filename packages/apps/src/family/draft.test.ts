import assert from "node:assert/strict";
import { test } from "node:test";
import { Draft } from "./draft.ts";

test("a draft is kept after a pause, not at every key", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const kept: string[] = [];
  const draft = new Draft("", async (text) => void kept.push(text));
  draft.write("a");
  draft.write("ab");
  assert.deepEqual(kept, []);
  t.mock.timers.tick(1_000);
  assert.deepEqual(kept, ["ab"]);
});

test("what was written meanwhile is not called kept", async () => {
  let release: () => void = () => undefined;
  const draft = new Draft("", () => new Promise((resolve) => (release = resolve)));
  draft.write("a");
  const keeping = draft.keepNow();
  draft.write("ab");
  release();
  await keeping;
  assert.equal(draft.state.kept, false);
  draft.clear();
  assert.deepEqual(draft.state, { text: "", kept: true });
});
