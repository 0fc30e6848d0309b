import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { putId, takeId } from "@ojak/core/keys/capability";
import { DOWN_RESPONSE_BYTES_MAX } from "@ojak/core/limits";
import { CODE, STATE } from "@ojak/core/wire/codes";
import type { DownResponse } from "@ojak/core/wire/down";
import { encodeDown } from "@ojak/core/wire/down";
import { encodeBody } from "@ojak/core/wire/frames";
import { padme } from "@ojak/core/wire/padme";
import { NEVER_DAY } from "@ojak/core/wire/shapes";
import { decodeUpResponse, encodeUp } from "@ojak/core/wire/up";
import { down, fresh, post, putOf, sealed, startTestHub, up } from "../../test/hub-client.ts";

const parcelsOf = (frames: readonly DownResponse[]) => frames.filter((frame) => frame.kind === "parcel");
const take = (capability: Bytes, have: readonly Uint8Array[] = [], done: readonly Uint8Array[] = []) =>
  ({ op: "take", take: capability, have, done }) as const;

test("5: a letter goes up, comes down, is handed over, and its sender learns each step", async () => {
  await using hub = await startTestHub();
  const drop = await hub.openDrop();
  const letter = putOf(drop.put);
  assert.deepEqual(await up(hub.url, letter, letter), [CODE.ok, CODE.ok]);
  const first = await down(hub.url, take(drop.take));
  const day = Math.floor(hub.clock.nowMs / 86_400_000);
  assert.deepEqual(first, [
    { kind: "parcel", index: 0, slot: 7, tag: letter.tag, route: letter.route, envelope: letter.envelope },
    { kind: "last", more: false, day },
  ]);
  const states = async () => {
    const [frame] = await down(hub.url, { op: "look", put: drop.put, tags: [letter.tag] });
    assert.ok(frame?.kind === "states");
    return frame.states[0]?.state;
  };
  assert.equal(await states(), STATE.waiting);
  assert.deepEqual(parcelsOf(await down(hub.url, take(drop.take, [letter.tag.subarray(0, 6)]))), []);
  assert.equal(await states(), STATE.withReader);
  assert.deepEqual(parcelsOf(await down(hub.url, take(drop.take, [], [letter.tag]))), []);
  assert.equal(await states(), STATE.handedOver);
  const again = await down(hub.url, take(drop.take, [letter.tag.subarray(0, 6)]));
  assert.deepEqual(again[0], { kind: "gone", index: 0, prefixes: [letter.tag.slice(0, 6)] });
});

test("5.1: withdraw, revoke, grant, rotate, publish and close over HTTP", async () => {
  await using hub = await startTestHub();
  const { take: owner, put } = await hub.openDrop();
  const [letter, second, rotated, key] = [putOf(put), fresh(32), fresh(32), sealed(132)];
  assert.deepEqual(await up(hub.url, letter, { op: "withdraw", put, tag: letter.tag }), [CODE.ok, CODE.ok]);
  assert.deepEqual(await up(hub.url, { op: "grant", take: owner, slot: 8, putId: putId(second), expiryDay: NEVER_DAY - 1 }), [
    CODE.ok,
  ]);
  assert.deepEqual(await up(hub.url, { op: "rotate", put: second, newPutId: putId(rotated) }, putOf(rotated), putOf(second)), [
    CODE.ok,
    CODE.ok,
    CODE.unknown,
  ]);
  assert.deepEqual(await up(hub.url, { op: "rotate", put: second, newPutId: putId(fresh(32)) }), [CODE.used]);
  assert.deepEqual(await up(hub.url, { op: "revoke", take: owner, slot: 7 }, putOf(put)), [CODE.ok, CODE.closed]);
  assert.deepEqual(await up(hub.url, { op: "publish", take: owner, weeklyKey: key }), [CODE.ok]);
  const [looked] = await down(hub.url, { op: "look", put: rotated, tags: [] });
  assert.deepEqual(looked, { kind: "states", index: 0, states: [], weeklyKey: key });
  assert.deepEqual(await up(hub.url, { op: "close", take: owner }, { op: "close", take: owner }, putOf(rotated)), [
    CODE.ok,
    CODE.closed,
    CODE.closed,
  ]);
  assert.deepEqual((await down(hub.url, take(owner)))[0], { kind: "refused", index: 0, code: CODE.closed });
});

test("3.3: a put with a take capability, the reverse, an id for a capability, and a guess are all answered alike", async () => {
  await using hub = await startTestHub();
  const { take: owner, put } = await hub.openDrop();
  const padded = (id: Uint8Array) => new Uint8Array([...id, ...new Uint8Array(16)]);
  const bodies = new Set<string>();
  for (const wrong of [owner, fresh(32), padded(putId(put)), padded(takeId(owner))]) {
    const { body } = await post(`${hub.url}/v1/up`, encodeBody([encodeUp(putOf(wrong))]));
    assert.deepEqual(decodeUpResponse(body), [CODE.unknown]);
    bodies.add(body.join());
  }
  for (const wrong of [put, fresh(32), padded(takeId(owner))]) {
    const { body } = await post(`${hub.url}/v1/up`, encodeBody([encodeUp({ op: "close", take: wrong })]));
    bodies.add(body.join());
    assert.deepEqual((await down(hub.url, take(wrong)))[0], { kind: "refused", index: 0, code: CODE.unknown });
  }
  assert.equal(bodies.size, 1, "one answer, byte for byte");
  assert.deepEqual((await down(hub.url, { op: "look", put: owner, tags: [] }))[0], {
    kind: "refused",
    index: 0,
    code: CODE.unknown,
  });
  assert.deepEqual(await up(hub.url, putOf(put)), [CODE.ok]);
});

test("5.2: smallest class first, bounded, padded; asking again brings the rest", async () => {
  await using hub = await startTestHub();
  const drops = [await hub.openDrop(), await hub.openDrop(), await hub.openDrop()];
  for (const { put } of drops) {
    for (const size of [2_161, 177, 817]) await up(hub.url, ...Array.from({ length: 20 }, () => putOf(put, size)));
  }
  const asked = drops.map((drop) => take(drop.take));
  const { body } = await post(`${hub.url}/v1/down`, encodeBody(asked.map(encodeDown)));
  assert.ok(body.length <= DOWN_RESPONSE_BYTES_MAX && body.length === padme(body.length, 1_024));
  const first = await down(hub.url, ...asked);
  const sizes = parcelsOf(first).map((parcel) => parcel.envelope.length);
  assert.deepEqual(
    sizes,
    sizes.toSorted((a, b) => a - b),
  );
  const last = first.at(-1);
  assert.ok(last?.kind === "last" && last.more === sizes.length < 180);
  const got = new Set(parcelsOf(first).map((parcel) => parcel.tag.join()));
  const have = drops.map((drop, i) =>
    take(
      drop.take,
      parcelsOf(first)
        .filter((parcel) => parcel.index === i)
        .map((parcel) => parcel.tag.slice(0, 6)),
    ),
  );
  const second = await down(hub.url, ...have);
  for (const parcel of parcelsOf(second)) got.add(parcel.tag.join());
  assert.equal(got.size, 180);
});

test("5.2: more is true when the bound was reached, false when all was brought", async () => {
  await using hub = await startTestHub();
  const drops = await Promise.all(Array.from({ length: 3 }, () => hub.openDrop()));
  for (const { put } of drops) await up(hub.url, ...Array.from({ length: 60 }, () => putOf(put, 2_161)));
  const asked = drops.map((drop) => take(drop.take));
  const seen = new Set<string>();
  for (let i = 0; ; i++) {
    assert.ok(i < 5, "it ends");
    const frames = await down(hub.url, ...asked);
    const parcels = parcelsOf(frames);
    for (const parcel of parcels) seen.add(parcel.tag.join());
    const last = frames.at(-1);
    assert.ok(last?.kind === "last");
    if (!last.more) break;
    for (const [index, drop] of drops.entries())
      await down(
        hub.url,
        take(
          drop.take,
          [],
          parcels.filter((parcel) => parcel.index === index).map((parcel) => parcel.tag),
        ),
      );
  }
  assert.equal(seen.size, 180);
});

test("5.2: what one capability has in several frames is united before anything is selected", async () => {
  await using hub = await startTestHub();
  const { take: owner, put } = await hub.openDrop();
  const letters = Array.from({ length: 3 }, () => putOf(put));
  await up(hub.url, ...letters);
  const [first, second, third] = letters.map((letter) => letter.tag);
  assert.ok(first !== undefined && second !== undefined && third !== undefined);
  const frames = await down(
    hub.url,
    take(owner, [first.subarray(0, 6)]),
    { op: "look", put, tags: [] },
    take(owner, [second.subarray(0, 6)]),
  );
  assert.deepEqual(
    parcelsOf(frames).map((parcel) => [parcel.index, parcel.tag]),
    [[0, third]],
  );
});
