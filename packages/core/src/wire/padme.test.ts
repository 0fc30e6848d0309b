import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { padme, padmeWithin } from "./padme.ts";

test("5 padding: known values of Padmé", () => {
  const known: readonly (readonly [number, number])[] = [
    [2, 2],
    [9, 10],
    [200, 208],
    [1_023, 1_024],
    [1_024, 1_024],
    [1_025, 1_088],
    [5_000, 5_120],
    [262_144, 262_144],
  ];
  for (const [length, rounded] of known) assert.equal(padme(length, 0), rounded, `padme(${length})`);
});

test("5 padding: never shorter, at most 12 % longer, stable, and monotonic", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 1 << 24 }), fc.integer({ min: 0, max: 2_000 }), (length, floor) => {
      const rounded = padme(length, floor);
      assert.ok(rounded >= length && rounded >= floor);
      assert.ok(rounded <= Math.max(length, floor, 2) * 1.12);
      assert.equal(padme(rounded, floor), rounded);
      assert.ok(padme(length + 1, floor) >= rounded);
    }),
  );
});

test("5 padding: below the floor everything is the floor", () => {
  for (let length = 0; length <= 1_024; length++) assert.equal(padme(length, 1_024), 1_024);
});

test("5 padding: the longest length within a bound is not rounded past it, and one byte more would be", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_024, max: 1 << 24 }), (bound) => {
      const within = padmeWithin(bound);
      assert.ok(padme(within, 0) <= bound);
      assert.ok(padme(within + 1, 0) > bound);
    }),
  );
});
