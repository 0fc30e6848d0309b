import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isDefect, refuses } from "../../test/expect.ts";
import { concat, equal, isZero, readU16, readU32, split, take, u16, u32 } from "./bytes.ts";

test("wire 1: u16 and u32 are big-endian and read back", () => {
  assert.deepEqual(u16(0x0102), Uint8Array.of(1, 2));
  assert.deepEqual(u32(0xff020304), Uint8Array.of(255, 2, 3, 4));
  fc.assert(
    fc.property(fc.nat(0xffff), fc.nat(0xffff_ffff), fc.uint8Array(), (small, large, before) => {
      assert.equal(readU16(concat(before, u16(small)), before.length), small);
      assert.equal(readU32(concat(before, u32(large)), before.length), large);
    }),
  );
  for (const value of [-1, 0x1_0000, 1.5, Number.NaN]) assert.throws(() => u16(value), isDefect);
  for (const value of [-1, 0x1_0000_0000, 1.5, Number.NaN]) assert.throws(() => u32(value), isDefect);
});

test("wire 1: reading past the end is malformed", () => {
  refuses(() => readU16(Uint8Array.of(1), 0), "malformed");
  refuses(() => readU32(Uint8Array.of(1, 2, 3), 0), "malformed");
  refuses(() => take(new Uint8Array(4), 2, 3), "malformed");
  refuses(() => split(new Uint8Array(5), 2), "malformed");
});

test("wire 1: what was split joins again, and pieces are copies", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.array(fc.uint8Array({ minLength: 9, maxLength: 9 })), (size, parts) => {
      const whole = concat(...parts.map((part) => part.subarray(0, size)));
      const pieces = split(whole, size);
      assert.deepEqual(concat(...pieces), whole);
      pieces[0]?.fill(0xee);
      assert.deepEqual(concat(...split(whole, size)), whole);
    }),
  );
});

test("wire 1: equal compares all bytes and lengths", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
      assert.equal(equal(a, b), Buffer.compare(a, b) === 0);
      assert.ok(equal(a, Uint8Array.from(a)));
      assert.equal(
        isZero(a),
        a.every((byte) => byte === 0),
      );
    }),
  );
});
