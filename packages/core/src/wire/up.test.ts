import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { encodeCbor } from "../bytes/cbor.ts";
import { isOjakError } from "../errors.ts";
import { ENVELOPE_SIZES_BYTES, FRAME_BYTES_MAX, SLOTS_A_FRAME_MAX } from "../limits.ts";
import { CODE, codeName, type Code } from "./codes.ts";
import { decodeUp, decodeUpResponse, encodeUp, encodeUpResponse, type UpRequest } from "./up.ts";

/** Records with an ordinary prototype, as the decoders make them. */
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { noNullPrototype: true });
const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const sealed = (length: number) => exactly(length).map((bytes) => bytes.fill(1, 0, 1));
const [id, cap, u16] = [exactly(16), exactly(32), fc.nat(0xffff)];
const slot = record({ slot: u16, putId: id, expiryDay: u16 });

const request: fc.Arbitrary<UpRequest> = fc.oneof(
  record({ op: fc.constant("open" as const), token: id, takeId: id, slots: fc.array(slot, { maxLength: SLOTS_A_FRAME_MAX }) }),
  record({ op: fc.constant("grant" as const), take: cap, slot: u16, putId: id, expiryDay: u16 }),
  record({ op: fc.constant("revoke" as const), take: cap, slot: u16 }),
  record({ op: fc.constant("rotate" as const), put: cap, newPutId: id }),
  record({
    op: fc.constant("put" as const),
    put: cap,
    tag: id,
    route: fc.option(sealed(147)),
    envelope: fc.constantFrom(...ENVELOPE_SIZES_BYTES).chain(sealed),
  }),
  record({ op: fc.constant("withdraw" as const), put: cap, tag: id }),
  record({ op: fc.constant("publish" as const), take: cap, weeklyKey: sealed(132) }),
  record({ op: fc.constant("close" as const), take: cap }),
  record({ op: fc.constant("freeze" as const), put: cap }),
  record({ op: fc.constant("arm" as const), take: cap, desk: id, signal: id }),
  record({ op: fc.constant("stop" as const), stop: cap, undo: fc.boolean() }),
);

function refusedOrRead(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    assert.ok(isOjakError(error, "malformed") || isOjakError(error, "version") || isOjakError(error, "too-large"), String(error));
  }
}

test("5.1: every request is read again as it was written, and fits a frame", () => {
  fc.assert(
    fc.property(request, (one) => {
      const frame = encodeUp(one);
      assert.ok(frame.length <= FRAME_BYTES_MAX);
      assert.deepEqual(decodeUp(frame), one);
    }),
  );
});

test("5.1: a truncated, extended or altered request is read or refused as malformed", () => {
  fc.assert(
    fc.property(request, fc.nat(), fc.integer({ min: 1, max: 255 }), (one, place, change) => {
      const frame = encodeUp(one);
      assert.throws(
        () => decodeUp(frame.subarray(0, place % frame.length)),
        (error) => isOjakError(error, "malformed"),
      );
      assert.throws(
        () => decodeUp(Uint8Array.of(...frame, change)),
        (error) => isOjakError(error, "malformed"),
      );
      frame[place % frame.length] = (frame[place % frame.length] ?? 0) ^ change;
      refusedOrRead(() => decodeUp(frame));
    }),
  );
});

test("5.1: any bytes are read or refused, never a crash", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => refusedOrRead(() => decodeUp(bytes))),
    { numRuns: 2_000 },
  );
});

test("5.1: other sizes and an old version byte of an envelope, a route box or a weekly key are malformed", () => {
  const envelope = new Uint8Array(817).fill(1, 0, 1);
  const cap32 = new Uint8Array(32);
  const id16 = new Uint8Array(16);
  const refused = (value: Parameters<typeof encodeCbor>[0]) =>
    assert.throws(
      () => decodeUp(encodeCbor(value)),
      (error) => isOjakError(error, "malformed"),
    );
  refused([5, cap32, id16, null, envelope.subarray(1)]);
  refused([5, cap32, id16, null, new Uint8Array(817)]);
  refused([5, cap32, id16, new Uint8Array(147).fill(2, 0, 1), envelope]);
  refused([5, cap32, id16, new Uint8Array(0), envelope]);
  refused([7, cap32, new Uint8Array(132)]);
  refused([5, id16, id16, null, envelope]);
  refused([5, cap32, id16, null, envelope, 0]);
  refused([1, id16, id16, Array.from({ length: SLOTS_A_FRAME_MAX + 1 }, (_, i) => [i, id16, 0])]);
  refused([1, id16, id16, [[65_536, id16, 0]]]);
  refused(["put", cap32]);
  refused([]);
  refused(5);
});

test("5.1: results come back one a frame, in order, padded to the floor", () => {
  const codes = Object.values(CODE);
  fc.assert(
    fc.property(fc.array(fc.constantFrom<Code>(...codes), { maxLength: 256 }), (results) => {
      const body = encodeUpResponse(results);
      assert.ok(body.length >= 64);
      assert.deepEqual(decodeUpResponse(body), results);
    }),
  );
});

test("5.1: a cut response has no results, a wrong one is refused", () => {
  const body = encodeUpResponse([CODE.ok, CODE.quota]);
  assert.equal(decodeUpResponse(body.subarray(0, 5)), null);
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => refusedOrRead(() => decodeUpResponse(bytes))));
  body[7] = 200;
  assert.throws(
    () => decodeUpResponse(body),
    (error) => isOjakError(error, "malformed"),
  );
});

test("5.1: codes have the names of the table", () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((code) => codeName(code as Code)),
    ["ok", "unknown", "conflict", "quota", "malformed", "expired", "closed", "used", "unsupported", "frozen", "stopped"],
  );
});

test("5.1: a frame of a kind that is not known is told from one that is malformed", () => {
  for (const kind of [0, 9, 23, 24, 99, 70_000]) assert.equal(decodeUp(encodeCbor([kind, new Uint8Array(32)])), null);
});
