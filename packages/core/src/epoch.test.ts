import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dayOf, hourOf, hourStartMs, weekOf } from "./epoch.ts";

test("wire 1 epochs: hours, days and weeks are counted from the Unix epoch, UTC, and change together", () => {
  const at = Date.UTC(2026, 6, 23, 12, 59, 59, 999);
  assert.deepEqual([hourOf(at), dayOf(at), weekOf(at)], [495_780, 20_657, 2_951]);
  assert.deepEqual([hourOf(at + 1), dayOf(at + 1)], [495_781, 20_657]);
  fc.assert(
    fc.property(fc.nat(4_000_000_000_000), (nowMs) => {
      assert.equal(dayOf(nowMs), Math.floor(nowMs / 86_400_000));
      assert.equal(weekOf(nowMs), Math.floor(nowMs / 604_800_000));
      assert.ok(hourStartMs(hourOf(nowMs)) <= nowMs && nowMs < hourStartMs(hourOf(nowMs) + 1));
    }),
  );
});

test("wire 1 epochs: a week begins on Thursday at 00:00 UTC", () => {
  const start = Date.UTC(2026, 6, 23);
  assert.equal(new Date(start).getUTCDay(), 4);
  assert.equal(weekOf(start), weekOf(start - 1) + 1);
});

test("wire 1 epochs: days and weeks fit a u16 for as long as version 1 may live", () => {
  assert.ok(dayOf(Date.UTC(2149, 0, 1)) <= 0xffff);
});
