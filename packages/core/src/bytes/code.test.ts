import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { refuses } from "../../test/expect.ts";
import { CODE_TEXT_CHARACTERS_MAX } from "../limits.ts";
import { decodeCode, encodeCode } from "./code.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const some = fc.uint8Array({ minLength: 1, maxLength: 120 }).map((bytes) => Uint8Array.from(bytes));

test("wire 4.1 text: bytes read back, in groups of four of Crockford's alphabet", () => {
  fc.assert(
    fc.property(some, (bytes) => {
      const text = encodeCode(bytes);
      assert.match(text, /^[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4})*(?:-[0-9A-HJKMNP-TV-Z]{1,3})?$/u);
      assert.deepEqual(decodeCode(text), bytes);
    }),
  );
});

test("wire 4.1 text: case, spaces, hyphens of any kind and width do not matter; O is 0, I and L are 1", () => {
  const between = fc.constantFrom("", " ", "\n", "\u3000", "-", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212", "－");
  fc.assert(
    fc.property(some, between, fc.boolean(), fc.boolean(), (bytes, separator, lower, wide) => {
      const plain = encodeCode(bytes)
        .replaceAll("-", separator)
        .replaceAll("0", "O")
        .replaceAll("1", lower ? "l" : "I");
      const cased = lower ? plain.toLowerCase() : plain;
      const typed = wide
        ? cased.replaceAll(/[0-9A-Za-z]/gu, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0))
        : cased;
      assert.deepEqual(decodeCode(typed), bytes);
    }),
    { numRuns: 300 },
  );
});

test("wire 4.1 text: a wrong, missing, doubled or swapped character is noticed, wherever it is", () => {
  fc.assert(
    fc.property(
      some,
      fc.nat(),
      fc.nat(30),
      fc.constantFrom("replace", "drop", "double", "swap"),
      (bytes, place, other, mistake) => {
        const plain = encodeCode(bytes).replaceAll("-", "");
        const at = place % (plain.length - 1);
        const [before, own = "", next = "", after] = [plain.slice(0, at), plain[at], plain[at + 1], plain.slice(at + 2)];
        const foreign = ALPHABET[(ALPHABET.indexOf(own) + 1 + other) % 32] ?? "";
        const typed = {
          replace: before + foreign + next + after,
          drop: before + next + after,
          double: before + own + own + next + after,
          swap: before + next + own + after,
        }[mistake];
        if (typed !== plain) refuses(() => decodeCode(typed), "checksum");
      },
    ),
    { numRuns: 2_000 },
  );
});

test("wire 4.1 text: bits left over must be zero, so that a code has one spelling", () => {
  const plain = encodeCode(Uint8Array.of(1)).replaceAll("-", "");
  assert.equal(plain.length, 7);
  const last = ALPHABET.indexOf(plain.at(-1) ?? "");
  for (let bits = 1; bits < 8; bits++) refuses(() => decodeCode(plain.slice(0, -1) + (ALPHABET[last | bits] ?? "")), "checksum");
});

test("wire 4.1 text: foreign characters are malformed, nothing is a wrong checksum, more than any code is too large", () => {
  for (const foreign of ["U", "가", "!", "\u{1f600}", "\ud800", "_"]) refuses(() => decodeCode(`0000${foreign}000`), "malformed");
  for (const short of ["", "0", "00000", "-- --"]) refuses(() => decodeCode(short), "checksum");
  refuses(() => decodeCode("0".repeat(CODE_TEXT_CHARACTERS_MAX + 1)), "too-large");
  refuses(() => decodeCode("0".repeat(CODE_TEXT_CHARACTERS_MAX)), "checksum");
});
