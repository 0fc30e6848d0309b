import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { exactly, refuses } from "../../test/expect.ts";
import { seededStream } from "../../test/stream.ts";
import { concat, u16, u32 } from "../bytes/bytes.ts";
import { decodeCode, encodeCode } from "../bytes/code.ts";
import { BUNDLE_SIZES_BYTES } from "../limits.ts";
import { FountainReader, fountainBlocks, fountainFrame } from "./fountain.ts";

const bundleOf = (name: string, size: number) => seededStream(name)(size).with(0, 1);
const bundles = fc.constantFrom(2_048, 8_192).chain((size) => exactly(size).map((bytes) => bytes.with(0, 1)));

/** Feeds patterns until the bundle is whole; returns how many were used. */
function readAll(reader: FountainReader, patterns: Iterable<string>, expected: Uint8Array): number {
  let used = 0;
  for (const pattern of patterns) {
    used += 1;
    const { bundle } = reader.add(pattern);
    if (bundle === null) continue;
    assert.deepEqual(bundle, expected);
    return used;
  }
  assert.fail("it never became whole");
}

test("wire 10.3: shown once without loss, every pattern counts", () => {
  for (const size of BUNDLE_SIZES_BYTES) {
    const bundle = bundleOf("fountain", size);
    const count = fountainBlocks(bundle);
    const patterns = Array.from({ length: count }, (_, number) => fountainFrame(bundle, number));
    assert.equal(readAll(new FountainReader(), patterns.toReversed(), bundle), count);
  }
});

test("wire 10.3: any loss, any order, doubled patterns, misread ones and those of another bundle: it still becomes whole", () => {
  fc.assert(
    fc.property(bundles, bundles, fc.infiniteStream(fc.nat(99)), (bundle, other, chances) => {
      fc.pre(bundle.some((byte, i) => byte !== other[i]));
      const chance = () => chances.next().value ?? 0;
      const reader = new FountainReader();
      function* patterns(): Generator<string> {
        for (let number = 0; number < 400; number++) {
          if (chance() < 40) continue;
          const pattern = fountainFrame(bundle, number);
          yield pattern;
          if (chance() < 20) yield pattern;
          if (chance() < 20) {
            const at = chance() % pattern.length;
            const wrong = pattern[at] === "A" ? "B" : "A";
            refuses(() => reader.add(pattern.slice(0, at) + wrong + pattern.slice(at + 1)), "checksum");
          }
          if (chance() < 20) assert.equal(reader.add(fountainFrame(other, number % 3)).bundle, null);
        }
      }
      readAll(reader, patterns(), bundle);
    }),
    { numRuns: 25 },
  );
});

test("wire 10.3 overhead: with a third of the patterns lost, less than 2.5 more than pieces are needed on average", () => {
  const runs = 40;
  let extra = 0;
  for (let run = 0; run < runs; run++) {
    const bundle = bundleOf(`overhead ${run}`, 24_576);
    const lost = seededStream(`lost ${run}`)(400);
    function* patterns(): Generator<string> {
      for (let number = 0; number < 400; number++) if ((lost[number] ?? 0) > 85) yield fountainFrame(bundle, number);
    }
    extra += readAll(new FountainReader(), patterns(), bundle) - fountainBlocks(bundle);
  }
  assert.ok(extra / runs < 2.5, `${extra / runs} more`);
});

test("wire 10.3: patterns that say too much of themselves are refused before anything is kept", () => {
  const frame = decodeCode(fountainFrame(bundleOf("lies", 8_192), 0));
  const head = (total: number, count: number) =>
    encodeCode(concat(frame.subarray(0, 5), u32(total), u16(count), frame.subarray(11)));
  const reader = new FountainReader();
  for (const [total, count] of [
    [0xffff_ffff, 20],
    [65_537, 160],
    [0, 20],
    [8_192, 0],
    [8_192, 19],
    [8_192, 65_535],
    [65_536, 257],
  ] as const)
    refuses(() => reader.add(head(total, count)), "malformed");
  refuses(() => reader.add(encodeCode(frame.with(0, 2))), "version");
  refuses(() => reader.add(encodeCode(frame.subarray(0, 8))), "malformed");
  refuses(() => reader.add("0".repeat(2_000)), "too-large");
  refuses(() => reader.add(""), "checksum");
  refuses(() => reader.add("not a pattern, but something else that was in the picture"), "malformed", "checksum");
});

test("wire 10.3: altered patterns with a right checksum spoil one attempt, and the next one succeeds", () => {
  const bundle = bundleOf("spoilt", 2_048);
  const reader = new FountainReader();
  const frame = decodeCode(fountainFrame(bundle, 0));
  reader.add(encodeCode(frame.with(20, (frame[20] ?? 0) ^ 1)));
  const first = Array.from({ length: fountainBlocks(bundle) }, (_, number) => fountainFrame(bundle, number));
  for (const pattern of first.slice(1, -1)) reader.add(pattern);
  refuses(() => reader.add(first.at(-1) ?? ""), "checksum");
  readAll(reader, first, bundle);
});

test("wire 10.3: the reader keeps no more than two bundles side by side", () => {
  const reader = new FountainReader();
  const [a, b, c] = ["a", "b", "c"].map((name) => bundleOf(name, 2_048));
  for (const bundle of [a, b, c]) assert.equal(reader.add(fountainFrame(bundle ?? new Uint8Array(), 0)).known, 1);
  assert.equal(reader.add(fountainFrame(c ?? new Uint8Array(), 1)).known, 2);
  assert.equal(reader.add(fountainFrame(a ?? new Uint8Array(), 1)).known, 1);
});
