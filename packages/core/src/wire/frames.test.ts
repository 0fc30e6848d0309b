import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isOjakError } from "../errors.ts";
import { FRAME_BYTES_MAX } from "../limits.ts";
import { bodyLength, encodeBody, FrameReader, readBody } from "./frames.ts";

const bounds = { bodyBytesMax: 262_144, framesMax: 256 };
const frame = fc.uint8Array({ minLength: 1, maxLength: 300 });

/** Pushes a body in pieces; returns what came out, and the name of the refusal if there was one. */
function feed(body: Uint8Array, pieceBytes: number, limits = bounds) {
  const reader = new FrameReader(limits);
  const frames: Uint8Array[] = [];
  try {
    for (let at = 0; at < body.length; at += pieceBytes)
      for (const one of reader.push(body.subarray(at, at + pieceBytes))) frames.push(one);
  } catch (error) {
    assert.ok(isOjakError(error), String(error));
    return { frames, whole: false, refused: error.name };
  }
  return { frames, whole: reader.whole, refused: null };
}

test("5: what is encoded is read again, whatever the pieces", () => {
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 20 }),
      fc.nat(500),
      fc.integer({ min: 1, max: 700 }),
      (frames, zeros, pieceBytes) => {
        const read = feed(encodeBody(frames, bodyLength(frames) + zeros), pieceBytes);
        assert.deepEqual(
          read.frames.map((one) => Uint8Array.from(one)),
          frames,
        );
        assert.equal(read.whole, true);
      },
    ),
  );
});

test("5: a cut at any byte yields every whole frame before it and no refusal", () => {
  fc.assert(
    fc.property(
      fc.array(frame, { minLength: 1, maxLength: 8 }),
      fc.nat(),
      fc.integer({ min: 1, max: 99 }),
      (frames, at, pieceBytes) => {
        const body = encodeBody(frames);
        const cut = at % body.length;
        let end = 1;
        const wholeFrames = frames.filter((one) => (end += 2 + one.length) <= cut).length;
        const read = feed(body.subarray(0, cut), pieceBytes);
        assert.deepEqual(
          read.frames.map((one) => Uint8Array.from(one)),
          frames.slice(0, wholeFrames),
        );
        assert.deepEqual([read.whole, read.refused], [false, null]);
      },
    ),
  );
});

test("5: any bytes are read or refused by name, never a crash", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 600 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 600 }),
      (bytes, versioned, pieceBytes) => {
        if (versioned && bytes.length > 0) bytes[0] = 1;
        feed(bytes, pieceBytes, { bodyBytesMax: 400, framesMax: 3 });
      },
    ),
    { numRuns: 2_000 },
  );
});

test("5: an unknown version byte is refused", () => {
  for (const version of [0, 2, 255]) assert.equal(feed(Uint8Array.of(version, 0, 0), 3).refused, "version");
});

test("5: padding that is not zero is refused, after its frames were given", () => {
  const body = encodeBody([Uint8Array.of(7)], 20);
  body[19] = 1;
  const read = feed(body, 20);
  assert.deepEqual([read.frames.length, read.refused], [1, "malformed"]);
});

test("5: too long a frame, too many frames, too long a body are refused", () => {
  const long = Uint8Array.of(1, (FRAME_BYTES_MAX + 1) >> 8, (FRAME_BYTES_MAX + 1) & 0xff);
  assert.equal(feed(long, 3).refused, "too-large");
  const four = encodeBody([1, 2, 3, 4].map((n) => Uint8Array.of(n)));
  assert.deepEqual(
    [
      feed(four, 99, { bodyBytesMax: 99, framesMax: 3 }).frames.length,
      feed(four, 99, { bodyBytesMax: 99, framesMax: 3 }).refused,
    ],
    [3, "too-large"],
  );
  assert.equal(feed(encodeBody([], 100), 10, { bodyBytesMax: 99, framesMax: 3 }).refused, "too-large");
});

test("5: a reader that refused accepts nothing more", () => {
  const reader = new FrameReader(bounds);
  assert.throws(
    () => [...reader.push(Uint8Array.of(9))],
    (error) => isOjakError(error, "version"),
  );
  assert.throws(
    () => [...reader.push(encodeBody([Uint8Array.of(1)]))],
    (error) => isOjakError(error, "malformed"),
  );
  assert.equal(reader.whole, false);
});

test("5: readBody says whether the end was there", () => {
  const body = encodeBody([Uint8Array.of(5, 6)]);
  assert.deepEqual(readBody(body, bounds), { frames: [Uint8Array.of(5, 6)], whole: true });
  assert.equal(readBody(body.subarray(0, 5), bounds).whole, false);
});
