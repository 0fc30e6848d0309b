import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { refuses } from "../../test/expect.ts";
import { fromHex, fromUtf8, hex, utf8 } from "./text.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

test("wire 1: UTF-8 is written as TextEncoder writes it, for every code point", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert.deepEqual(utf8(text), new TextEncoder().encode(text));
      assert.equal(fromUtf8(utf8(text)), text);
    }),
    { numRuns: 500 },
  );
  for (let code = 0; code <= 0x10_ffff; code += code < 0x1_0000 ? 1 : 61) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const text = String.fromCodePoint(code);
    if (fromUtf8(utf8(text)) !== text || hex(utf8(text)) !== Buffer.from(text).toString("hex"))
      assert.fail(`U+${code.toString(16)}`);
  }
});

test("wire 1: bytes are UTF-8 exactly when a strict decoder says so", () => {
  const nearly = fc.oneof(
    fc.uint8Array({ maxLength: 8 }),
    fc
      .array(fc.constantFrom(0x61, 0x80, 0xbf, 0xc0, 0xc3, 0xe0, 0xed, 0xa0, 0xef, 0xf0, 0xf4, 0x90, 0xff))
      .map((a) => Uint8Array.from(a)),
  );
  fc.assert(
    fc.property(nearly, (bytes) => {
      let expected: string | undefined;
      try {
        expected = strict.decode(bytes);
      } catch {
        refuses(() => fromUtf8(bytes), "malformed");
        return;
      }
      assert.equal(fromUtf8(bytes), expected);
    }),
    { numRuns: 5_000 },
  );
});

test("wire 1: overlong, truncated, surrogate and too large sequences, and lone surrogates, are malformed", () => {
  for (const bad of [
    "80",
    "c080",
    "c3",
    "e08080",
    "eda080",
    "eda080edb080",
    "f4908080",
    "f08080af",
    "f8888080",
    "ff",
    "61c3",
    "c1bfc3",
  ]) {
    refuses(() => fromUtf8(fromHex(bad)), "malformed");
  }
  for (const lone of ["\ud800", "a\udfffb", "\udc00\ud800"]) refuses(() => utf8(lone), "malformed");
});

test("wire 1: hexadecimal reads back in both cases, and nothing else is read", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      assert.equal(hex(bytes), Buffer.from(bytes).toString("hex"));
      assert.deepEqual(fromHex(hex(bytes).toUpperCase()), Uint8Array.from(bytes));
    }),
  );
  for (const bad of ["0", "0g", "0x00", " 00", "00\n"]) refuses(() => fromHex(bad), "malformed");
});
