import assert from "node:assert/strict";
import { test } from "node:test";
import { PAUSE_BETWEEN_MS_MAX, PAUSE_BETWEEN_MS_MIN } from "@ojak/core/limits";
import { expectedAirMs, pauseMs } from "./pace.ts";

test("before a burst: a poor link is expected, then what the last whole burst took", () => {
  const last = { day: 1, airMs: 900, upBytes: 1_024, downBytes: 1_088, complete: true };
  assert.equal(expectedAirMs(1_024, null), 1_800 + 1_024 / 5);
  assert.equal(expectedAirMs(1_024, last), 900);
  assert.equal(expectedAirMs(1_088 + 5_000, last), 1_900);
  assert.equal(expectedAirMs(1_024, { ...last, complete: false }), expectedAirMs(1_024, null), "a cut one says nothing");
});

test("after a burst: the pause is drawn by lot within its bounds, and seldom the same", () => {
  const random = (lengthBytes: number) => crypto.getRandomValues(new Uint8Array(lengthBytes));
  const pauses = Array.from({ length: 200 }, () => pauseMs(random));
  assert.ok(pauses.every((ms) => ms >= PAUSE_BETWEEN_MS_MIN && ms <= PAUSE_BETWEEN_MS_MAX));
  assert.ok(new Set(pauses.map((ms) => Math.floor(ms / 600_000))).size > 15, "spread over the hours");
});
