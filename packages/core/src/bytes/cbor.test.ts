import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { flipped, refuses } from "../../test/expect.ts";
import { isOjakError } from "../errors.ts";
import { type CborValue, decodeCbor, encodeCbor } from "./cbor.ts";
import { bytesOf, bytesUpTo, decodeShape, textUpTo, uintUpTo } from "./schema.ts";
import { decodeStored, encodeStored } from "./stored.ts";
import { fromHex, hex } from "./text.ts";

const leaf = fc.oneof(
  fc.nat(0xffff_ffff),
  fc.boolean(),
  fc.constant(null),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.from(bytes)),
  fc.string({ unit: "binary", maxLength: 40 }).map((text) => text.normalize("NFC").replaceAll("\ufeff", "")),
);
const { value } = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof({ maxDepth: 3, depthSize: "small" }, leaf, fc.array(tie("value"), { maxLength: 6 })),
}));

function readOrMalformed(bytes: Uint8Array): void {
  try {
    assert.equal(hex(encodeCbor(decodeCbor(bytes))), hex(bytes));
  } catch (error) {
    if (!isOjakError(error, "malformed")) assert.fail(`${hex(bytes)}: ${String(error)}`);
  }
}

test("wire 1 CBOR: what is written reads back, for every value that the wire uses", () => {
  fc.assert(
    fc.property(value, (written) => assert.deepEqual(decodeCbor(encodeCbor(written)), written)),
    { numRuns: 500 },
  );
});

test("wire 1 CBOR: the shortest form of RFC 8949 4.2.1", () => {
  const forms: readonly (readonly [CborValue, string])[] = [
    [0, "00"],
    [23, "17"],
    [24, "1818"],
    [255, "18ff"],
    [256, "190100"],
    [65_536, "1a00010000"],
    [0xffff_ffff, "1affffffff"],
    [false, "f4"],
    [true, "f5"],
    [null, "f6"],
    [new Uint8Array(2), "420000"],
    ["가", "63eab080"],
    [[1, [2]], "82018102"],
    [[], "80"],
  ];
  for (const [written, expected] of forms) assert.equal(hex(encodeCbor(written)), expected);
});

test("wire 1 CBOR: random bytes, random heads and altered encodings are read to the same bytes or malformed, nothing else", () => {
  const head = fc.constantFrom(
    "9f",
    "bf",
    "5f",
    "7f",
    "ff",
    "1b",
    "3b",
    "5b",
    "7b",
    "9b",
    "bb",
    "db",
    "fb",
    "9affffffff",
    "5bffffffffffffffff",
    "c0",
    "d9d9f7",
    "f7",
    "e0",
    "f818",
  );
  const shaped = fc
    .tuple(head, fc.uint8Array({ maxLength: 12 }))
    .map(([text, tail]) => Uint8Array.from([...fromHex(text), ...tail]));
  fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 64 }), shaped), readOrMalformed), { numRuns: 5_000 });
  fc.assert(
    fc.property(value, fc.nat(), fc.nat(), (written, bit, cut) => {
      const bytes = encodeCbor(written);
      readOrMalformed(flipped(bytes, bit));
      readOrMalformed(bytes.subarray(0, cut % bytes.length));
      refuses(() => decodeCbor(Uint8Array.from([...bytes, 0])), "malformed");
    }),
    { numRuns: 2_000 },
  );
});

test("wire 1 CBOR: deep nesting is malformed, and does not crash", () => {
  for (const depth of [10, 1_000, 1_000_000])
    refuses(() => decodeCbor(new Uint8Array(depth + 1).fill(0x81).fill(0, depth)), "malformed");
  assert.deepEqual(decodeCbor(fromHex("8181818100")), [[[[0]]]]);
});

test("wire 1 CBOR: text that is not NFC, begins with U+FEFF or has a lone surrogate never passes for something else", () => {
  refuses(() => decodeCbor(fromHex("6365cc81")), "malformed");
  refuses(() => decodeCbor(fromHex("64efbbbf61")), "malformed");
  for (const text of ["\ud800", ["a\udc00"], [["ok", "\ud83d"]]]) refuses(() => encodeCbor(text), "malformed");
});

test("wire 1 CBOR: shapes hold lengths, ranges and UTF-8 bytes, not characters", () => {
  const read = (schema: Parameters<typeof decodeShape>[0], written: CborValue) => decodeShape(schema, encodeCbor(written));
  assert.equal(read(textUpTo(6), "가나"), "가나");
  for (const bad of ["", "가나a", 1, null]) refuses(() => read(textUpTo(6), bad), "malformed");
  for (const bad of [new Uint8Array(3), new Uint8Array(5), "abcd", [0, 0, 0, 0]])
    refuses(() => read(bytesOf(4), bad), "malformed");
  for (const bad of [new Uint8Array(3), new Uint8Array(10)]) refuses(() => read(bytesUpTo(8, 2), bad), "malformed");
  assert.deepEqual(read(bytesUpTo(8, 2), new Uint8Array(0)), new Uint8Array(0));
  for (const bad of [4, true, "1"]) refuses(() => read(uintUpTo(3), bad), "malformed");
});

test("wire 9 stored data: state reads back with its schema number; anything else is malformed", () => {
  const state = { ties: [{ key: new Uint8Array(32), name: "x", days: [1, -2, 0.5], gone: null }], open: true };
  const { schema, state: again } = decodeStored(encodeStored(7, state));
  assert.deepEqual([schema, again], [7, state]);
  for (const bad of ["", "00", "8100", "83000000", "826161f6", "82fb3ff8000000000000f6"])
    refuses(() => decodeStored(fromHex(bad)), "malformed");
  refuses(() => decodeStored(new Uint8Array(200_000).fill(0x81)), "malformed");
});
