import assert from "node:assert/strict";
import { test } from "node:test";
import { UP_BEGINNING_BYTES } from "../limits.ts";
import { encodeBody, readBody } from "./frames.ts";
import { cutUpBody } from "./rest.ts";

const bounds = { bodyBytesMax: 100_000, framesMax: 99 };
const framesOf = (...lengths: number[]) => lengths.map((length, i) => new Uint8Array(length).fill(i + 1));

test("5.3: a long body is cut between frames, in order, and is as long in two as in one", () => {
  const frames = framesOf(900, 900, 900, 900, 3_900, 3_900);
  const whole = encodeBody(frames, 12_000);
  const cut = cutUpBody(whole);
  assert.ok(cut !== null);
  assert.equal(cut.beginning.length + cut.rest.length, whole.length);
  assert.ok(cut.beginning.length <= UP_BEGINNING_BYTES);
  const [first, second] = [readBody(cut.beginning, bounds), readBody(cut.rest, bounds)];
  // Beside version and end, each frame has two bytes of length.
  const fitting = Math.floor((UP_BEGINNING_BYTES - 3) / 902);
  assert.deepEqual([first.whole, second.whole, first.frames.length], [true, true, fitting]);
  assert.deepEqual([...first.frames, ...second.frames], frames);
  const tight = encodeBody(frames);
  const cutTight = cutUpBody(tight);
  assert.equal((cutTight?.beginning.length ?? 0) + (cutTight?.rest.length ?? 0), tight.length + 3, "a version and an end more");
});

test("5.3: a short body, and one whose first frame does not fit, goes whole", () => {
  assert.equal(cutUpBody(encodeBody(framesOf(900), UP_BEGINNING_BYTES)), null);
  assert.equal(cutUpBody(encodeBody(framesOf(4_095, 900))), null);
});
