import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { refuses } from "../../test/expect.ts";
import { encodeCbor } from "../bytes/cbor.ts";
import { concat, u16 } from "../bytes/bytes.ts";
import { encodeDown, encodeUp, sizeKindOf } from "../letter/content.ts";
import * as limits from "../limits.ts";
import { classFor, pad, unpad } from "./padding.ts";

const bytes = (length: number) => new Uint8Array(length).fill(0xff);
const places = (count: number) => Array.from({ length: count }, (_, i) => ({ week: 0xffff, index: 255 - i }));
const letter = (text: string) => ({ kind: "letter", number: 0xffff_ffff, day: 0xffff, text, replyKey: bytes(32) }) as const;
const reply = (text: string, opened: number) =>
  ({ kind: "reply", day: 0xffff, answers: 0xffff_ffff, opened: places(opened), text }) as const;
const classOfDown = (content: Parameters<typeof encodeDown>[0]) => classFor(sizeKindOf(content), encodeDown(content).length);
const classOfUp = (content: Parameters<typeof encodeUp>[0]) => classFor(sizeKindOf(content), encodeUp(content).length);

test("wire 2.1: content reads back from any class, which is filled exactly", () => {
  fc.assert(
    fc.property(fc.constantFrom(...limits.CLASSES_BYTES), fc.nat(), (size, length) => {
      const content = bytes(length % (size - 1));
      assert.equal(pad(content, size).length, size);
      assert.deepEqual(unpad(pad(content, size)), content);
    }),
  );
  refuses(() => pad(bytes(127), 128), "too-large");
});

test("wire 2.1: a length past the class and padding that is not zero are malformed, at every place", () => {
  for (const length of [127, 128, 0xffff]) refuses(() => unpad(concat(u16(length), new Uint8Array(126))), "malformed");
  for (let at = 7; at < 128; at++) {
    const padded = pad(bytes(5), 128);
    padded[at] = 1;
    refuses(() => unpad(padded), "malformed");
  }
  for (const short of [0, 1]) refuses(() => unpad(new Uint8Array(short)), "malformed");
});

test("wire 2.1: envelopes are 177, 817, 2161 or 3824 bytes", () => {
  assert.deepEqual(limits.ENVELOPE_SIZES_BYTES, [177, 817, 2_161, 3_824]);
  assert.deepEqual(
    [
      classFor("note", 0),
      classFor("note", 126),
      classFor("mail", 0),
      classFor("mail", 766),
      classFor("mail", 767),
      classFor("mail", 2_110),
    ],
    [128, 128, 768, 768, 2_112, 2_112],
  );
  refuses(() => classFor("note", 127), "too-large");
  refuses(() => classFor("mail", 2_111), "too-large");
});

test("wire 6: a letter of 700 bytes, in any script, fits class base and one of 2,000 class long; of one byte it is no smaller", () => {
  assert.equal(classOfDown(letter("a")), limits.CLASS_BASE_BYTES);
  assert.equal(classOfDown(letter("a".repeat(limits.LETTER_BASE_TEXT_BYTES))), limits.CLASS_BASE_BYTES);
  assert.equal(classOfDown(letter(`${"가".repeat(233)}a`)), limits.CLASS_BASE_BYTES);
  assert.equal(classOfDown(letter("a".repeat(800))), limits.CLASS_LONG_BYTES);
  assert.equal(classOfDown(letter("a".repeat(limits.LETTER_TEXT_BYTES_MAX))), limits.CLASS_LONG_BYTES);
  refuses(() => encodeDown(letter("a".repeat(2_001))), "malformed");
  refuses(() => encodeDown(letter("가".repeat(667))), "malformed");
});

test("wire 6: a reply that names six places fits class base with 700 bytes of text and class long with 2,000", () => {
  assert.equal(classOfUp(reply("a".repeat(700), 6)), limits.CLASS_BASE_BYTES);
  assert.equal(classOfUp(reply("a", 0)), limits.CLASS_BASE_BYTES);
  assert.equal(classOfUp(reply("a".repeat(2_000), 6)), limits.CLASS_LONG_BYTES);
});

test("wire 2.1: card, receipt with six places and stop are notes", () => {
  assert.equal(classOfDown({ kind: "card", number: 0xffff_ffff, day: 0xffff, replyKey: bytes(32) }), limits.CLASS_NOTE_BYTES);
  assert.equal(classOfUp({ kind: "receipt", day: 0xffff, opened: places(6) }), limits.CLASS_NOTE_BYTES);
  assert.equal(classOfUp({ kind: "stop", day: 0xffff }), limits.CLASS_NOTE_BYTES);
});

test("wire 4.2 and 4.4: the largest request fits base, the largest meeting long, the largest enrolment its plaintext", () => {
  const text = (length: number) => "a".repeat(length);
  const request = encodeCbor([33, bytes(32), bytes(32), text(limits.WHERE_TEXT_BYTES_MAX), 2]);
  const question = text(limits.QUESTION_TEXT_BYTES_MAX);
  const meeting = encodeCbor([
    36,
    text(limits.ROUTING_TEXT_BYTES_MAX),
    [question, question],
    [bytes(32), bytes(32), bytes(32)],
    bytes(1_216),
  ]);
  assert.equal(classFor("mail", request.length), limits.CLASS_BASE_BYTES);
  assert.equal(classFor("mail", meeting.length), limits.CLASS_LONG_BYTES);
  assert.equal(pad(encodeCbor([35, bytes(32), bytes(32), 2]), limits.ENROLMENT_PLAINTEXT_BYTES).length, 975);
  assert.equal(1 + 1 + 32 + 1_120 + limits.ENROLMENT_PLAINTEXT_BYTES + 16 + 16, 2_161);
});

test("wire 2.2, 3.4 and 4.1: route box, weekly key and introduction have the sizes that the spec sums up", () => {
  assert.equal(limits.ROUTE_BOX_BYTES, 1 + 2 + 32 + limits.ROUTE_PLAINTEXT_BYTES + 16);
  assert.equal(limits.ROUTING_TEXT_BYTES_MAX, limits.ROUTE_PLAINTEXT_BYTES - 1);
  assert.equal(limits.WEEKLY_KEY_BYTES, 1 + 1 + 2 + 32 + 32 + 64);
  assert.equal(limits.INTRODUCTION_BYTES, 1 + 2 + 2 + 2 + 16 + 16);
});
