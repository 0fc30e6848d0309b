import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { refuses } from "../../test/expect.ts";
import {
  CLASS_PART_BYTES,
  ENVELOPE_OVERHEAD_BYTES,
  OPENED_PLACES_MAX,
  VOICE_BYTES_MAX,
  VOICE_FIRST_BYTES,
  VOICE_PART_BYTES,
} from "../limits.ts";
import { classFor } from "../seal/padding.ts";
import { decodeDown, decodeUp, encodeDown, encodeUp, sizeKindOf } from "./content.ts";
import { joinVoice, splitVoice } from "./voice.ts";

const voiceOf = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31) % 256);

test("wire 6: a voice of any length comes together again from its parts, in any order and doubled", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: VOICE_BYTES_MAX }), fc.nat(), (length, seed) => {
      const parts = splitVoice(voiceOf(length));
      const shuffled = [...parts, ...parts].toSorted((a, b) => ((a.part + seed) % 5) - ((b.part + seed) % 5));
      assert.deepEqual(joinVoice(shuffled), voiceOf(length));
      for (const missing of parts) assert.equal(joinVoice(parts.filter((one) => one !== missing)), null);
    }),
    { numRuns: 50 },
  );
  assert.equal(joinVoice([]), null);
});

test("wire 6: 2, 4 or 6 parts, so that a length shows as one of three", () => {
  const two = VOICE_FIRST_BYTES + VOICE_PART_BYTES;
  const counts = [1, two, two + 1, two + 2 * VOICE_PART_BYTES, two + 2 * VOICE_PART_BYTES + 1, VOICE_BYTES_MAX];
  assert.deepEqual(
    counts.map((length) => splitVoice(voiceOf(length)).length),
    [2, 2, 4, 4, 6, 6],
  );
  refuses(() => splitVoice(voiceOf(VOICE_BYTES_MAX + 1)), "too-large");
  refuses(() => splitVoice(voiceOf(0)), "empty");
});

test("wire 6: every part of the longest voice fits the class of parts, and 30 seconds are at most 23 kB sealed", () => {
  const opened = Array.from({ length: OPENED_PLACES_MAX }, (_, index) => ({ week: 0xffff, index }));
  for (const part of splitVoice(voiceOf(VOICE_BYTES_MAX))) {
    const isFirst = part.part === 0;
    const down = {
      kind: "voice",
      first: 0xffff_ffff,
      day: 0xffff,
      replyKey: isFirst ? new Uint8Array(32) : null,
      ...part,
    } as const;
    const rest = isFirst ? { answers: 0xffff_ffff, opened } : { answers: null, opened: [] };
    const up = { kind: "voice", day: 0xffff, voice: new Uint8Array(4), ...rest, ...part } as const;
    assert.equal(classFor(sizeKindOf(down), encodeDown(down).length), CLASS_PART_BYTES);
    assert.equal(classFor(sizeKindOf(up), encodeUp(up).length), CLASS_PART_BYTES);
    assert.deepEqual(decodeDown(encodeDown(down)), down);
    assert.deepEqual(decodeUp(encodeUp(up)), up);
  }
  assert.ok(6 * (CLASS_PART_BYTES + ENVELOPE_OVERHEAD_BYTES) <= 23_000);
});

test("wire 6: parts that are none are malformed: count, number, length, and what only part 0 carries", () => {
  const down = (part: number, parts: number, length: number, replyKey: Uint8Array<ArrayBuffer> | null) =>
    encodeDown({ kind: "voice", first: 1, day: 1, part, parts, replyKey, data: voiceOf(length) });
  const key = new Uint8Array(32);
  down(0, 2, VOICE_FIRST_BYTES, key);
  down(1, 2, VOICE_PART_BYTES, null);
  for (const [part, parts, length, replyKey] of [
    [0, 2, VOICE_FIRST_BYTES + 1, key],
    [1, 2, VOICE_PART_BYTES + 1, null],
    [0, 3, 1, key],
    [2, 2, 1, null],
    [0, 2, 1, null],
    [1, 2, 1, key],
    [0, 0, 1, key],
  ] as const)
    refuses(() => down(part, parts, length, replyKey), "malformed");
  const up = (part: number, answers: number | null) =>
    encodeUp({ kind: "voice", day: 1, answers, opened: [], voice: new Uint8Array(4), part, parts: 2, data: voiceOf(1) });
  up(0, 1);
  up(1, null);
  refuses(() => up(1, 1), "malformed");
});
