import assert from "node:assert/strict";
import { test } from "node:test";
import { putId } from "@ojak/core/keys/capability";
import { PARCELS_WAITING_A_SLOT_MAX, PREFIX_BYTES } from "@ojak/core/limits";
import { CODE } from "@ojak/core/wire/codes";
import { NEVER_DAY } from "@ojak/core/wire/shapes";
import { down, fresh, putOf, startTestHub, up } from "../../test/hub-client.ts";

const FREEZE_MS_MAX = 1_000;

test("5.1 freeze: a full slot is empty within a second, its reader's phone is told, and nothing of it ever comes down again", async () => {
  await using hub = await startTestHub();
  const { take } = await hub.openDrop();
  const [intro, own] = [fresh(32), fresh(32)];
  await up(
    hub.url,
    { op: "grant", take, slot: 8, putId: putId(intro), expiryDay: NEVER_DAY - 1 },
    { op: "rotate", put: intro, newPutId: putId(own) },
  );
  const letters = Array.from({ length: PARCELS_WAITING_A_SLOT_MAX }, () => putOf(own));
  assert.ok((await up(hub.url, ...letters)).every((code) => code === CODE.ok));
  const held = letters.slice(0, 20).map(({ tag }) => tag.slice(0, PREFIX_BYTES));
  await down(hub.url, { op: "take", take, have: held, done: [] });

  const startMs = performance.now();
  assert.deepEqual(await up(hub.url, { op: "freeze", put: own }), [CODE.ok]);
  const frozenMs = performance.now() - startMs;
  const [gone, ...rest] = await down(hub.url, { op: "take", take, have: held, done: [] });
  assert.ok(frozenMs < FREEZE_MS_MAX, `${frozenMs} ms`);
  assert.deepEqual(gone, { kind: "gone", index: 0, prefixes: held });
  assert.deepEqual(
    rest.map(({ kind }) => kind),
    ["last"],
  );
  assert.deepEqual(await up(hub.url, ...letters.slice(0, 2), putOf(own)), [CODE.ok, CODE.ok, CODE.frozen]);
  const again = await down(hub.url, { op: "take", take, have: [], done: [] });
  assert.deepEqual(
    again.map(({ kind }) => kind),
    ["last"],
  );
});

test("5.1 freeze: whoever holds a phone's capabilities stops nobody's answers", async () => {
  await using hub = await startTestHub();
  const { take, put: late } = await hub.openDrop();
  const [reply, thief] = [fresh(32), fresh(32)];
  await up(hub.url, { op: "grant", take, slot: 8, putId: putId(reply), expiryDay: NEVER_DAY - 1 }, putOf(reply), putOf(late));
  for (const put of [reply, late]) {
    const [freeze, rotate, after, next] = await up(
      hub.url,
      { op: "freeze", put },
      { op: "rotate", put, newPutId: putId(thief) },
      { op: "freeze", put: thief },
      putOf(put),
    );
    assert.deepEqual([freeze, rotate === CODE.ok, after, next], [CODE.unknown, false, CODE.unknown, CODE.ok]);
  }
  const parcels = (await down(hub.url, { op: "take", take, have: [], done: [] })).filter(({ kind }) => kind === "parcel");
  assert.equal(parcels.length, 4);
});
