import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { exactly, flipped, refuses } from "../../test/expect.ts";
import { encodeCbor } from "../bytes/cbor.ts";
import { isOjakError } from "../errors.ts";
import { LETTER_TEXT_BYTES_MAX, OPENED_PLACES_MAX } from "../limits.ts";
import { decodeDown, decodeUp, type DownContent, encodeDown, encodeUp, sizeKindOf, type UpContent } from "./content.ts";

const key = new Uint8Array(32).fill(7);
const day = fc.nat(0xffff);
const number = fc.nat(0xffff_ffff);
const text = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 150 })
  .map((written) => written.normalize("NFC").replaceAll("\ufeff", ""))
  .filter((written) => written !== "");
const opened = fc.array(fc.record({ week: fc.nat(0xffff), index: fc.nat(255) }, { noNullPrototype: true }), {
  maxLength: OPENED_PLACES_MAX,
});
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { noNullPrototype: true });
const down: fc.Arbitrary<DownContent> = fc.oneof(
  record({ kind: fc.constant("letter" as const), number, day, text, replyKey: exactly(32) }),
  record({ kind: fc.constant("card" as const), number, day, replyKey: exactly(32) }),
);
const up: fc.Arbitrary<UpContent> = fc.oneof(
  record({ kind: fc.constant("reply" as const), day, answers: fc.option(number), opened, text }),
  record({ kind: fc.constant("receipt" as const), day, opened }),
  record({ kind: fc.constant("stop" as const), day }),
);

test("wire 6: every letter, card, reply, receipt and stop reads back as it was written", () => {
  fc.assert(
    fc.property(down, up, (one, other) => {
      assert.deepEqual(decodeDown(encodeDown(one)), one);
      assert.deepEqual(decodeUp(encodeUp(other)), other);
      assert.equal(sizeKindOf(one), one.kind === "letter" ? "mail" : "note");
      assert.equal(sizeKindOf(other), other.kind === "reply" ? "mail" : "note");
    }),
    { numRuns: 300 },
  );
});

test("wire 6: altered or cut content is read or malformed, and what is meant for one direction is never read in the other", () => {
  fc.assert(
    fc.property(down, up, fc.nat(), (one, other, bit) => {
      for (const [bytes, read, wrong] of [
        [encodeDown(one), decodeDown, decodeUp],
        [encodeUp(other), decodeUp, decodeDown],
      ] as const) {
        refuses(() => wrong(bytes), "malformed");
        refuses(() => read(bytes.subarray(0, bit % bytes.length)), "malformed");
        try {
          read(flipped(bytes, bit));
        } catch (error) {
          assert.ok(isOjakError(error, "malformed"), String(error));
        }
      }
    }),
    { numRuns: 500 },
  );
});

test("wire 6: text is NFC, 1 to 2,000 bytes, and without a lone surrogate", () => {
  const letter = (written: string) => encodeDown({ kind: "letter", number: 1, day: 1, text: written, replyKey: key });
  assert.deepEqual(letter("가".normalize("NFD")), letter("가"));
  letter("a".repeat(LETTER_TEXT_BYTES_MAX));
  for (const bad of ["", "a".repeat(LETTER_TEXT_BYTES_MAX + 1), "가".repeat(667), "\ud83d", "ok \udc00"])
    refuses(() => letter(bad), "malformed");
  refuses(() => encodeUp({ kind: "reply", day: 1, answers: null, opened: [], text: "\ud800" }), "malformed");
});

test("wire 6: items too many, too few, of another type, length or range are malformed", () => {
  const downs = [
    [1, 1, 1, "a"],
    [1, 1, 1, "a", key, 0],
    [1, 1, 65_536, "a", key],
    [1, null, 1, "a", key],
    [1, 1, 1, "a", key.subarray(1)],
    [2, 1, 1, "a", key],
    [2, 1, 1],
    [3, 1, 1, key],
    [17, 1],
    [64, 1],
    [],
    1,
    null,
    "x",
  ];
  for (const items of downs) refuses(() => decodeDown(encodeCbor(items)), "malformed");
  const places = (bytes: number) => new Uint8Array(bytes);
  const ups = [
    [17, 1, 1, places(28), "a"],
    [17, 1, 1, places(3), "a"],
    [17, 1, true, places(4), "a"],
    [18, 1, places(28)],
    [18, 1, null],
    [18, 1, places(2).fill(1)],
    [19],
    [19, 1, 1],
    [19, "1"],
    [1, 1],
    [127, 1],
  ];
  for (const items of ups) refuses(() => decodeUp(encodeCbor(items)), "malformed");
  refuses(() => decodeUp(encodeCbor([18, 1, Uint8Array.of(0, 1, 1, 0)])), "malformed");
});

test("wire 6: more than six opened places cannot be written", () => {
  const many = Array.from({ length: OPENED_PLACES_MAX + 1 }, (_, index) => ({ week: 1, index }));
  refuses(() => encodeUp({ kind: "receipt", day: 1, opened: many }), "malformed");
});
