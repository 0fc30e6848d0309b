import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { formsOf, searchDeep } from "./canaries.ts";
import { folderFor } from "./programs.ts";
import { randomnessOf, oddities } from "./randomness.ts";
import { snappyAt } from "./snappy.ts";

const SECRET = "파란 구슬, blue marble";
const CANARY = [{ name: "it", secret: SECRET }];

/** Snappy as a compressor may write it: literals, with a copy for what stands ten bytes back. */
function snappy(text: Buffer): Buffer {
  const first = text.subarray(0, 50);
  const rest = text.subarray(50);
  const run = Buffer.from("0123456789".repeat(3));
  const length = first.length + rest.length + run.length;
  const literal = (bytes: Buffer) => Buffer.concat([Buffer.from([60 << 2, bytes.length - 1]), bytes]);
  const varint = Buffer.from([(length & 0x7f) | 0x80, length >> 7]);
  const copy = Buffer.from([((20 - 1) << 2) | 2, 10, 0]);
  return Buffer.concat([varint, literal(run.subarray(0, 10)), copy, literal(first), literal(rest)]);
}

test("a canary is found in every form, and inside of what can be inflated, at any place of a file", (t) => {
  const folder = folderFor(t);
  const text = Buffer.from(`${"something before it ".repeat(5)}${SECRET}${" and behind".repeat(5)}`);
  const packed = { zlib: deflateSync(text), gzip: gzipSync(text), zstd: zstdCompressSync(text), snappy: snappy(text) };
  for (const [way, bytes] of [...Object.entries(packed), ...formsOf(SECRET)]) {
    writeFileSync(join(folder, "plant"), Buffer.concat([Buffer.from("padding"), bytes, Buffer.alloc(30)]));
    assert.notDeepEqual(searchDeep(folder, CANARY).found, [], way);
  }
  writeFileSync(join(folder, "plant"), brotliCompressSync(text));
  assert.notDeepEqual(searchDeep(folder, CANARY).found, [], "brotli, where a file begins");
  writeFileSync(join(folder, "plant"), "nothing of it");
  assert.deepEqual(searchDeep(folder, CANARY).found, []);
});

test("bytes such as keys are found as well, and so are names of files", (t) => {
  const folder = folderFor(t);
  const key = crypto.getRandomValues(new Uint8Array(32));
  writeFileSync(join(folder, "plant"), Buffer.from(`x${Buffer.from(key).toString("base64url")}`));
  assert.notDeepEqual(searchDeep(folder, [{ name: "key", secret: key }]).found, []);
  mkdirSync(join(folder, encodeURIComponent(SECRET)));
  writeFileSync(join(folder, encodeURIComponent(SECRET), "empty"), "");
  assert.notDeepEqual(searchDeep(folder, CANARY).found, []);
});

test("a record that LevelDB cut at the end of a block is put together again", (t) => {
  const folder = folderFor(t);
  const head = (length: number) => Buffer.concat([Buffer.alloc(4), Buffer.from([length & 0xff, length >> 8, 2])]);
  const [first, second] = [SECRET.slice(0, 5), SECRET.slice(5)].map((part) => Buffer.from(part)) as [Buffer, Buffer];
  const filling = 32_768 - 14 - first.length;
  writeFileSync(
    join(folder, "000003.log"),
    Buffer.concat([head(filling), Buffer.alloc(filling), head(first.length), first, head(second.length), second]),
  );
  assert.notDeepEqual(searchDeep(folder, CANARY).found, []);
});

test("what is no Snappy stream is none", () => {
  for (let i = 0; i < 2_000; i++) {
    const noise = crypto.getRandomValues(new Uint8Array(64));
    const out = snappyAt(noise, 0);
    assert.ok(out === null || out.length >= 16);
  }
});

test("the check for randomness passes random bytes, and sees a text, a pattern, and a file that is one part in a hundred zero", () => {
  const random = new Uint8Array(4_194_320);
  for (let at = 0; at < random.length; at += 65_536)
    crypto.getRandomValues(random.subarray(at, Math.min(at + 65_536, random.length)));
  assert.deepEqual(oddities(random), []);
  assert.ok(randomnessOf(random).bitsPerByte > 7.9998);
  assert.notDeepEqual(oddities(random.map((byte, i) => (i % 100 === 0 ? 0 : byte))), []);
  assert.notDeepEqual(oddities(random.map((byte, i) => (i % 2 === 0 ? byte : (random[i - 1] ?? 0)))), []);
  assert.notDeepEqual(oddities(random.map((_, i) => i % 256)), []);
});
