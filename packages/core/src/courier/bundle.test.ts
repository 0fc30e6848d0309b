import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { exactly, flipped, refuses, rejects } from "../../test/expect.ts";
import { encodeCbor } from "../bytes/cbor.ts";
import { isOjakError } from "../errors.ts";
import { keyPair, seal, X25519 } from "../keys/hpke.ts";
import { BUNDLE_SIZES_BYTES, COURIER_PARCELS_MAX, COURIER_RETURNS_MAX, ENVELOPE_SIZES_BYTES } from "../limits.ts";
import { encodeBody } from "../wire/frames.ts";
import { bundleBytes, openBundle, sealBundle } from "./bundle.ts";
import { type Delivery, deliveryFrames, readDelivery, readReturn, type Return, returnFrames } from "./contents.ts";
import { type Offer, offerBytes, offerPsk } from "./offer.ts";

const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { noNullPrototype: true });
const tag = exactly(16);
const envelope = fc.constantFrom(...ENVELOPE_SIZES_BYTES).chain((size) => exactly(size).map((bytes) => bytes.with(0, 1)));
const head = { realm: fc.constantFrom("test.ojak", "다른 곳"), drop: exactly(8) };
const parcel = record({
  slot: fc.nat(0xffff),
  tag,
  envelope,
  routing: fc.option(fc.constantFrom("국수 가게 뒤", "x".repeat(95))),
  arrivedDay: fc.nat(0xffff),
});
const deliveries: fc.Arbitrary<Delivery> = record({ ...head, parcels: fc.array(parcel, { maxLength: COURIER_PARCELS_MAX }) });
const up = fc.oneof(
  record({ op: fc.constant("put" as const), put: exactly(32), tag, route: fc.constant(null), envelope }),
  record({ op: fc.constant("withdraw" as const), put: exactly(32), tag }),
  record({ op: fc.constant("close" as const), take: exactly(32) }),
);
const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: COURIER_PARCELS_MAX });
const returns: fc.Arbitrary<Return> = record({
  ...head,
  ups: fc.array(up, { maxLength: 8 }),
  done: few(tag),
  unfound: few(tag),
  stopped: few(fc.nat(0xffff)),
});

async function offered(takes: Offer["takes"] = "delivery", secret = 7) {
  const key = await keyPair(X25519, new Uint8Array(32).fill(secret));
  const offer: Offer = { takes, room: 16, publicKey: key.publicKey, secret: new Uint8Array(16).fill(secret) };
  return { key, offer };
}
const RANDOM = new Uint8Array(32).fill(9);

test("wire 10.2: what is carried reads back as it was, and so does what comes back", () => {
  fc.assert(
    fc.property(deliveries, returns, (delivery, back) => {
      assert.deepEqual(readDelivery(deliveryFrames(delivery)), delivery);
      assert.deepEqual(readReturn(returnFrames(back)), back);
    }),
    { numRuns: 40 },
  );
});

test("wire 10.2: a full phone's parcels and a full return fit one bundle, whatever their sizes", () => {
  const [large] = ENVELOPE_SIZES_BYTES.toSorted((a, b) => b - a);
  const sealed = new Uint8Array(large ?? 0).fill(1, 0, 1);
  const one = { slot: 0xffff, tag: new Uint8Array(16), envelope: sealed, routing: "x".repeat(95), arrivedDay: 0xffff };
  const parcels = Array.from({ length: COURIER_PARCELS_MAX }, () => one);
  const frames = deliveryFrames({ realm: "r".repeat(64), drop: new Uint8Array(8), parcels });
  assert.equal(bundleBytes(frames), BUNDLE_SIZES_BYTES.at(-1));
  const put = { op: "put", put: new Uint8Array(32), tag: new Uint8Array(16), route: null } as const;
  const letter = { ...put, envelope: new Uint8Array(817).fill(1, 0, 1) };
  const ups = Array.from({ length: COURIER_RETURNS_MAX }, () => letter);
  const lists = { done: Array.from({ length: 16 }, () => put.tag), unfound: [], stopped: [] };
  assert.equal(bundleBytes(returnFrames({ realm: "r", drop: new Uint8Array(8), ups, ...lists })), BUNDLE_SIZES_BYTES.at(-1));
});

test("wire 10.2: a bundle has one of four sizes and opens with its own offer alone", async () => {
  const { key, offer } = await offered();
  for (const count of [0, 1, 5, 12]) {
    const one = { slot: 1, tag: new Uint8Array(16), envelope: new Uint8Array(3_824).fill(1, 0, 1), routing: null, arrivedDay: 1 };
    const frames = deliveryFrames({ realm: "r", drop: new Uint8Array(8), parcels: Array.from({ length: count }, () => one) });
    const bundle = await sealBundle(offer, "delivery", frames, RANDOM);
    assert.ok(BUNDLE_SIZES_BYTES.some((size) => size === bundle.length));
    assert.equal(readDelivery(await openBundle(offer, key, bundle)).parcels.length, count);
    const other = await offered("delivery", 8);
    await rejects(openBundle(other.offer, other.key, bundle), "cannot-open");
    // Who photographed the offer has its secret; who did not stand there has not even that.
    await rejects(openBundle(offer, other.key, bundle), "cannot-open");
    await rejects(openBundle({ ...offer, secret: other.offer.secret }, key, bundle), "cannot-open");
    await rejects(openBundle({ ...offer, room: 1 }, key, bundle), "cannot-open");
    await rejects(openBundle({ ...offer, takes: "return" }, key, bundle), "cannot-open");
  }
});

test("wire 10.2: what is asked for goes, and nothing else", async () => {
  const { offer } = await offered("return");
  const frames = deliveryFrames({ realm: "r", drop: new Uint8Array(8), parcels: [] });
  await rejects(sealBundle(offer, "delivery", frames, RANDOM), "malformed");
  const { offer: small } = await offered();
  const many = Array.from({ length: 65 }, () => encodeCbor(1));
  await rejects(sealBundle(small, "delivery", many, RANDOM), "too-large");
});

test("wire 10.2: truncated, lengthened or altered bundles are refused by name", async () => {
  const { key, offer } = await offered();
  const bundle = await sealBundle(
    offer,
    "delivery",
    deliveryFrames({ realm: "r", drop: new Uint8Array(8), parcels: [] }),
    RANDOM,
  );
  for (const length of [0, 1, 49, 2_047, 2_049, 8_192]) {
    const resized = new Uint8Array(length);
    resized.set(bundle.subarray(0, length));
    await rejects(openBundle(offer, key, resized), length === 8_192 ? "cannot-open" : "malformed");
  }
  await rejects(openBundle(offer, key, bundle.with(0, 2)), "version");
  for (let bit = 8; bit < bundle.length * 8; bit += 701)
    await rejects(openBundle(offer, key, flipped(bundle, bit)), "cannot-open");
});

test("wire 10.2: a sealed body that is cut, or of another version, is refused after it was opened", async () => {
  const { key, offer } = await offered();
  const context = { purpose: "delivery", realm: "", psk: offerPsk(offer), aad: offerBytes(offer) } as const;
  const frames = deliveryFrames({ realm: "r", drop: new Uint8Array(8), parcels: [] });
  const good = encodeBody(frames, 2_048 - 49);
  for (const [body, name] of [
    [new Uint8Array(1_999).fill(1), "malformed"],
    [good.with(0, 2), "version"],
    [good.with(1_998, 1), "malformed"],
  ] as const) {
    const sealed = await seal(X25519, offer.publicKey, context, body, RANDOM);
    await rejects(openBundle(offer, key, Uint8Array.of(1, ...sealed)), name);
  }
});

test("wire 10.2: frames that are missing, doubled, altered or of another kind are read or refused as malformed", () => {
  const readOrMalformed = (read: () => unknown) => {
    try {
      read();
    } catch (error) {
      assert.ok(isOjakError(error, "malformed"), String(error));
    }
  };
  fc.assert(
    fc.property(deliveries, returns, fc.nat(), fc.nat(), (delivery, back, place, bit) => {
      for (const [frames, read] of [
        [deliveryFrames(delivery), readDelivery],
        [returnFrames(back), readReturn],
      ] as const) {
        const at = place % frames.length;
        const frame = frames[at] ?? new Uint8Array();
        readOrMalformed(() => read(frames.toSpliced(at, 1)));
        readOrMalformed(() => read(frames.toSpliced(at, 0, frame)));
        readOrMalformed(() => read(frames.with(at, flipped(frame, bit))));
        readOrMalformed(() => read(frames.with(at, frame.slice(0, bit % frame.length))));
      }
    }),
    { numRuns: 60 },
  );
  refuses(() => readDelivery([]), "malformed");
  refuses(() => readReturn([encodeCbor([16, "r", new Uint8Array(8)])]), "malformed");
});

test("wire 10.2: a courier's bundle may not put a route box, open, grant or publish anything, nor bring more than it may", () => {
  const frames = returnFrames({ realm: "r", drop: new Uint8Array(8), ups: [], done: [], unfound: [], stopped: [] });
  const cap = new Uint8Array(32);
  const id = new Uint8Array(16);
  const sealed = new Uint8Array(177).fill(1, 0, 1);
  for (const foreign of [
    [1, id, id, []],
    [2, cap, 1, id, 1],
    [3, cap, 1],
    [4, cap, id],
    [5, cap, id, new Uint8Array(147).fill(1, 0, 1), sealed],
    [7, cap, new Uint8Array(132).fill(1, 0, 1)],
    [64, cap],
  ])
    refuses(() => readReturn(frames.toSpliced(1, 0, encodeCbor(foreign))), "malformed");
  const close = encodeCbor([8, cap]);
  refuses(() => readReturn(frames.toSpliced(1, 0, ...Array.from({ length: COURIER_RETURNS_MAX + 1 }, () => close))), "malformed");
  refuses(() => readReturn(frames.with(1, encodeCbor([18, new Uint8Array(17 * 16), cap, cap]))), "malformed");
  const one = { slot: 1, tag: id, envelope: sealed, routing: null, arrivedDay: 1 };
  const many = Array.from({ length: COURIER_PARCELS_MAX + 1 }, () => one);
  refuses(() => readDelivery(deliveryFrames({ realm: "r", drop: new Uint8Array(8), parcels: many })), "malformed");
});
