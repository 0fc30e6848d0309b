import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { exactly, flipped, refuses, rejects } from "../../test/expect.ts";
import { seededStream } from "../../test/stream.ts";
import { concat } from "../bytes/bytes.ts";
import { type Context, keyPair, open, seal, X25519 } from "../keys/hpke.ts";
import { ENVELOPE_SIZES_BYTES, ROUTE_BOX_BYTES, WIRE_VERSION } from "../limits.ts";
import { checkEnvelope, openEnvelope, sealEnvelope } from "./envelope.ts";
import { openRouteBox, routeBoxWeek, sealRouteBox } from "./route-box.ts";

const random = seededStream("envelope tests");
const key = await keyPair(X25519, random(32));
const context: Context = { purpose: "down", realm: "realm", psk: random(32), aad: random(16) };
const route = { realm: "realm", routePsk: random(32), tag: random(16) };

test("wire 2.1: what is sealed opens again, at the size of its class, and no two sealings are alike", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("note", "mail"),
      fc.uint8Array({ maxLength: 126 }),
      exactly(32),
      exactly(32),
      async (kind, content, one, two) => {
        const envelope = await sealEnvelope(key.publicKey, context, { kind, content }, one);
        assert.equal(envelope.length, kind === "note" ? 177 : 817);
        assert.deepEqual(await openEnvelope(key, context, envelope), Uint8Array.from(content));
        if (Buffer.compare(one, two) !== 0)
          assert.notDeepEqual(await sealEnvelope(key.publicKey, context, { kind, content }, two), envelope);
      },
    ),
    { numRuns: 40 },
  );
});

test("wire 1 version rule: any other version byte is refused as version, before anything is opened", async () => {
  const envelope = await sealEnvelope(key.publicKey, context, { kind: "note", content: random(3) }, random(32));
  const box = await sealRouteBox({ week: 9, publicKey: key.publicKey }, route, "x", random(32));
  for (let version = 0; version < 256; version++) {
    if (version === WIRE_VERSION) continue;
    refuses(() => checkEnvelope(envelope.fill(version, 0, 1)), "version");
    refuses(() => routeBoxWeek(box.fill(version, 0, 1)), "version");
  }
  await rejects(openEnvelope(key, context, envelope), "version");
  await rejects(openRouteBox(key, route, box), "version");
});

test("wire 2.1: every other size is malformed, up to past the largest", () => {
  for (let size = 0; size < 2_400; size++) {
    if (ENVELOPE_SIZES_BYTES.includes(size)) checkEnvelope(new Uint8Array(size).fill(1));
    else refuses(() => checkEnvelope(new Uint8Array(size).fill(1)), "malformed");
    if (size !== ROUTE_BOX_BYTES) refuses(() => routeBoxWeek(new Uint8Array(size).fill(1)), "malformed");
  }
});

test("wire 2.1: a padded plaintext of its holder's that breaks the rules is malformed", async () => {
  for (const plaintext of [
    concat(Uint8Array.of(0, 127), random(126)),
    concat(Uint8Array.of(0, 1), random(1), new Uint8Array(124), Uint8Array.of(1)),
  ]) {
    const envelope = concat(Uint8Array.of(WIRE_VERSION), await seal(X25519, key.publicKey, context, plaintext, random(32)));
    await rejects(openEnvelope(key, context, envelope), "malformed");
  }
});

test("wire 2: another key, psk, purpose, realm or aad does not open", async () => {
  const envelope = await sealEnvelope(key.publicKey, context, { kind: "note", content: random(3) }, random(32));
  const others: readonly Partial<Context>[] = [
    { psk: random(32) },
    { purpose: "up" },
    { realm: "realm2" },
    { realm: "" },
    { aad: random(16) },
    { aad: context.aad.subarray(1) },
  ];
  for (const other of others) await rejects(openEnvelope(key, { ...context, ...other }, envelope), "cannot-open");
  await rejects(openEnvelope(await keyPair(X25519, random(32)), context, envelope), "cannot-open");
  await openEnvelope(key, context, envelope);
});

test("wire 2.2: routing lines read back in NFC, up to 95 bytes, with the week of their key", async () => {
  for (const lines of ["", "a".repeat(95), "가".repeat(31), "가게 앞".normalize("NFD")]) {
    const box = await sealRouteBox({ week: 0xffff, publicKey: key.publicKey }, route, lines, random(32));
    assert.deepEqual([box.length, routeBoxWeek(box)], [147, 0xffff]);
    assert.equal(await openRouteBox(key, route, box), lines.normalize("NFC"));
  }
  await rejects(sealRouteBox({ week: 1, publicKey: key.publicKey }, route, "a".repeat(96), random(32)), "too-large");
  await rejects(sealRouteBox({ week: 1, publicKey: key.publicKey }, route, "가".repeat(32), random(32)), "too-large");
});

test("wire 2.2: a route box does not open under another week, tag, psk or realm, nor with one bit changed", async () => {
  const box = await sealRouteBox({ week: 9, publicKey: key.publicKey }, route, "우물가", random(32));
  for (const other of [{ tag: random(16) }, { routePsk: random(32) }, { realm: "else" }])
    await rejects(openRouteBox(key, { ...route, ...other }, box), "cannot-open");
  for (let bit = 0; bit < box.length * 8; bit += 7)
    await rejects(openRouteBox(key, route, flipped(box, bit)), bit < 8 ? "version" : "cannot-open");
});

test("wire 2.2: a length past the end, padding that is not zero and bad UTF-8 inside a route box are malformed", async () => {
  const inside = {
    purpose: "route",
    realm: route.realm,
    psk: route.routePsk,
    aad: concat(Uint8Array.of(0, 9), route.tag),
  } as const;
  const blank = new Uint8Array(96);
  for (const plaintext of [
    blank.slice().fill(96, 0, 1),
    blank.slice().fill(1, 95),
    Uint8Array.from([1, 0xff, ...blank.subarray(2)]),
  ]) {
    const box = concat(Uint8Array.of(WIRE_VERSION, 0, 9), await seal(X25519, key.publicKey, inside, plaintext, random(32)));
    await rejects(openRouteBox(key, route, box), "malformed");
  }
  assert.equal((await open(X25519, key, inside, await seal(X25519, key.publicKey, inside, blank, random(32)))).length, 96);
});
