import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { encodeCbor } from "../bytes/cbor.ts";
import { isOjakError } from "../errors.ts";
import { ENVELOPE_SIZES_BYTES, FRAME_BYTES_MAX, PREFIXES_A_FRAME_MAX, TAGS_A_FRAME_MAX } from "../limits.ts";
import { CODE, STANDING, STATE, type Code, type Standing, type State } from "./codes.ts";
import {
  decodeDown,
  decodeDownResponse,
  encodeDown,
  encodeDownBody,
  encodeDownResponse,
  type DownRequest,
  type DownResponse,
} from "./down.ts";
import { readBody } from "./frames.ts";

/** Records with an ordinary prototype, as the decoders make them. */
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { noNullPrototype: true });
const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const sealed = (length: number) => exactly(length).map((bytes) => bytes.fill(1, 0, 1));
const listOf = (length: number) =>
  fc.array(exactly(length), { maxLength: length === 6 ? PREFIXES_A_FRAME_MAX : TAGS_A_FRAME_MAX });
const [cap, tag, index, day] = [exactly(32), exactly(16), fc.nat(255), fc.nat(0xffff)];

const request: fc.Arbitrary<DownRequest> = fc.oneof(
  record({ op: fc.constant("take" as const), take: cap, have: listOf(6), done: listOf(16) }),
  record({ op: fc.constant("look" as const), put: cap, tags: listOf(16) }),
  record({ op: fc.constant("limit" as const), bytes: fc.nat(262_144) }),
  record({ op: fc.constant("watch" as const), stop: cap }),
);
const state = record({ state: fc.constantFrom<State>(...Object.values(STATE)), day });
const response: fc.Arbitrary<Exclude<DownResponse, { readonly kind: "unknown" }>> = fc.oneof(
  record({
    kind: fc.constant("parcel" as const),
    index,
    slot: fc.nat(0xffff),
    tag,
    route: fc.option(sealed(147)),
    envelope: fc.constantFrom(...ENVELOPE_SIZES_BYTES).chain(sealed),
  }),
  record({ kind: fc.constant("gone" as const), index, prefixes: listOf(6) }),
  record({
    kind: fc.constant("states" as const),
    index,
    states: fc.array(state, { maxLength: TAGS_A_FRAME_MAX }),
    weeklyKey: fc.option(sealed(132)),
  }),
  record({ kind: fc.constant("refused" as const), index, code: fc.constantFrom<Code>(...Object.values(CODE)) }),
  record({ kind: fc.constant("last" as const), more: fc.boolean(), day }),
  record({
    kind: fc.constant("watched" as const),
    index,
    standing: fc.constantFrom<Standing>(...Object.values(STANDING)),
    day,
  }),
);

const malformed = (read: () => unknown) => assert.throws(read, (error) => isOjakError(error, "malformed"));

function readOrMalformed(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    assert.ok(isOjakError(error, "malformed"), String(error));
  }
}

test("5.2: every request and response is read again as it was written, and fits a frame", () => {
  fc.assert(
    fc.property(request, response, (asked, answered) => {
      assert.deepEqual(decodeDown(encodeDown(asked)), asked);
      assert.deepEqual(decodeDownResponse(encodeDownResponse(answered)), answered);
      assert.ok(encodeDown(asked).length <= FRAME_BYTES_MAX && encodeDownResponse(answered).length <= FRAME_BYTES_MAX);
    }),
  );
});

test("5.2: truncated or altered frames are read or refused as malformed", () => {
  fc.assert(
    fc.property(request, response, fc.nat(), fc.integer({ min: 1, max: 255 }), (asked, answered, place, change) => {
      const pairs = [
        [encodeDown(asked), decodeDown],
        [encodeDownResponse(answered), decodeDownResponse],
      ] as const;
      for (const [frame, decode] of pairs) {
        malformed(() => decode(frame.subarray(0, place % frame.length)));
        frame[place % frame.length] = (frame[place % frame.length] ?? 0) ^ change;
        readOrMalformed(() => decode(frame));
      }
    }),
  );
});

test("5.2: any bytes are read or refused, never a crash", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      readOrMalformed(() => decodeDown(bytes));
      readOrMalformed(() => decodeDownResponse(bytes));
    }),
    { numRuns: 2_000 },
  );
});

test("5.2: lists past their bound, in broken pieces, or of unequal lengths are malformed", () => {
  const cap32 = new Uint8Array(32);
  malformed(() => decodeDown(encodeCbor([1, cap32, new Uint8Array((PREFIXES_A_FRAME_MAX + 1) * 6), new Uint8Array(0)])));
  malformed(() => decodeDown(encodeCbor([1, cap32, new Uint8Array(7), new Uint8Array(0)])));
  malformed(() => decodeDown(encodeCbor([2, cap32, new Uint8Array(15)])));
  malformed(() => decodeDownResponse(encodeCbor([12, 0, new Uint8Array(2), new Uint8Array(2), null])));
  malformed(() => decodeDownResponse(encodeCbor([12, 0, Uint8Array.of(7), new Uint8Array(2), null])));
  malformed(() => decodeDownResponse(encodeCbor([13, 0, 11])));
  malformed(() => decodeDownResponse(encodeCbor([21, 0, 4, 0])));
});

test("5 padding: a check, one note and one letter of the base class have one response length", () => {
  const last = encodeDownResponse({ kind: "last", more: false, day: 20_000 });
  const parcel = (bytes: number) =>
    encodeDownResponse({
      kind: "parcel",
      index: 0,
      slot: 65_535,
      tag: new Uint8Array(16),
      route: new Uint8Array(147).fill(1, 0, 1),
      envelope: new Uint8Array(bytes).fill(1, 0, 1),
    });
  const lengths = [
    encodeDownBody([last]).length,
    encodeDownBody([parcel(177), last]).length,
    encodeDownBody([parcel(817), last]).length,
  ];
  assert.deepEqual(lengths, [1_024, 1_024, 1_024]);
  assert.equal(readBody(encodeDownBody([last]), { bodyBytesMax: 2_000, framesMax: 9 }).whole, true);
});

test("5.2: a client skips kinds that it does not know, a hub says so", () => {
  assert.deepEqual(decodeDownResponse(encodeCbor([15, "snapshot"])), { kind: "unknown" });
  assert.equal(decodeDown(encodeCbor([5, new Uint8Array(32)])), null);
});
