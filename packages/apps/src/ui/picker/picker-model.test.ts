import assert from "node:assert/strict";
import { test } from "node:test";
import { loadPickerList } from "./lists.ts";
import { PickerModel } from "./picker-model.ts";

test("a word is three taps, and the picker is back at the top", async () => {
  const { groups } = await loadPickerList("ko");
  const model = new PickerModel(2);
  const group = groups[0];
  const part = group?.parts[1];
  const word = part?.words[0];
  assert.ok(group !== undefined && part !== undefined && word !== undefined);
  model.openGroup(group);
  model.openPart(part);
  model.goUp();
  assert.equal(model.state.group, group);
  model.openPart(part);
  model.choose(word.index);
  assert.deepEqual(model.state, { chosen: [word.index], group: null, part: null });
});

test("the last word can be removed, and no more than wanted are taken", () => {
  const model = new PickerModel(2);
  for (const index of [5, 6, 7]) model.choose(index);
  assert.deepEqual(model.state.chosen, [5, 6]);
  assert.ok(model.isFull);
  model.removeLast();
  assert.deepEqual(model.state.chosen, [5]);
});

test("a group with one part shows its words at once, and one step up leads to the top", () => {
  const model = new PickerModel(1);
  const part = { label: "x", words: [{ index: 1, text: "x" }] };
  model.openGroup({ label: "x", parts: [part] });
  assert.equal(model.state.part, part);
  model.goUp();
  assert.equal(model.state.group, null);
});

test("with the last tap the words are given and forgotten", () => {
  const given: (readonly number[])[] = [];
  const model = new PickerModel(2, (words) => given.push(words));
  model.choose(1);
  model.choose(1);
  assert.deepEqual(given, [[1, 1]]);
  assert.deepEqual(model.state.chosen, []);
});
