import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { takeId } from "@ojak/core/keys/capability";
import { derive } from "@ojak/core/keys/derive";
import { signalId, stopId } from "@ojak/core/keys/stop";
import { CODE, STANDING } from "@ojak/core/wire/codes";
import { encodeDown } from "@ojak/core/wire/down";
import { encodeBody } from "@ojak/core/wire/frames";
import { down, fresh, post, putOf, startTestHub, up, type TestHub } from "../../test/hub-client.ts";

const takeOf = (take: Uint8Array<ArrayBuffer>) => ({ op: "take", take, have: [], done: [] }) as const;

/** A broker's drop with a letter in it, and his decoy's, as his app makes them. */
async function broker(hub: TestHub) {
  const { take, put } = await hub.openDrop();
  const [stop, decoyTake] = [fresh(32), fresh(32)];
  const codes = await up(
    hub.url,
    { op: "open", token: hub.token, takeId: takeId(decoyTake), slots: [] },
    { op: "arm", take, desk: stopId(stop), signal: signalId(decoyTake) },
    putOf(put),
  );
  assert.deepEqual(codes, [CODE.ok, CODE.ok, CODE.ok]);
  const standing = async (by = stop) => {
    const [watched] = await down(hub.url, { op: "watch", stop: by });
    return watched?.kind === "watched" ? watched.standing : assert.fail("a watch is answered");
  };
  const kinds = async () => (await down(hub.url, takeOf(take))).map(({ kind }) => kind);
  return { take, put, stop, decoyTake, standing, kinds };
}

test("5.4: the desk stops: nothing comes down, puts and looks say so; it undoes, and the letter comes", async () => {
  await using hub = await startTestHub();
  const { put, stop, standing, kinds } = await broker(hub);
  assert.equal(await standing(), STANDING.running);
  assert.deepEqual(await up(hub.url, { op: "stop", stop, undo: false }, putOf(put)), [CODE.ok, CODE.stopped]);
  assert.deepEqual([await kinds(), await standing()], [["last"], STANDING.stopped]);
  const looked = await down(hub.url, { op: "look", put, tags: [] });
  assert.deepEqual(looked.slice(0, 2), [
    { kind: "states", index: 0, states: [], weeklyKey: null },
    { kind: "refused", index: 0, code: CODE.stopped },
  ]);
  assert.deepEqual(await up(hub.url, { op: "stop", stop, undo: true }), [CODE.ok]);
  assert.deepEqual([await kinds(), await standing()], [["parcel", "last"], STANDING.running]);
});

test("5.4 signal: the decoy's ordinary take fires it; its answers, before and after, are those of any empty drop, byte for byte", async () => {
  await using hub = await startTestHub();
  const { take, put, decoyTake, standing, kinds } = await broker(hub);
  const other = await hub.openDrop();
  const answerTo = async (one: Uint8Array<ArrayBuffer>) =>
    post(`${hub.url}/v1/down`, encodeBody([encodeDown(takeOf(one))])).then(({ status, body }) => ({ status, body }));
  const [plain, fires] = [await answerTo(other.take), await answerTo(decoyTake)];
  assert.deepEqual([fires, await answerTo(decoyTake)], [plain, plain]);
  assert.equal(await standing(), STANDING.signalled);
  assert.deepEqual(await answerTo(take), plain, "the real drop looks empty to whoever has its capability");
  assert.deepEqual(await up(hub.url, putOf(put)), [CODE.ok], "and full of hope to whoever puts");
  const looked = await down(hub.url, { op: "look", put, tags: [] });
  assert.deepEqual(
    looked.map(({ kind }) => kind),
    ["states", "last"],
  );
  hub.clock.nowMs += 3 * 86_400_000;
  assert.deepEqual([await up(hub.url, putOf(put)), await kinds()], [[CODE.stopped], ["last"]]);
});

test("5.4 signal: also of a decoy's drop that the hub does not know, and in a burst that carries other takes", async () => {
  await using hub = await startTestHub();
  const { take, standing } = await broker(hub);
  const [strange, stop] = [fresh(32), fresh(32)];
  const { take: second } = await hub.openDrop();
  await up(hub.url, { op: "arm", take: second, desk: stopId(stop), signal: signalId(strange) });
  await down(hub.url, takeOf(take), takeOf(strange), takeOf(strange));
  assert.deepEqual([await standing(stop), await standing()], [STANDING.signalled, STANDING.running]);
});

test("3.3: no other capability, no id and no guess stops, lifts or watches; the decoy's own neither lifts nor disarms", async () => {
  await using hub = await startTestHub();
  const { take, put, stop, decoyTake, standing } = await broker(hub);
  const id = new Uint8Array([...stopId(stop), ...stopId(stop)]);
  const wrong = [take, put, decoyTake, derive(decoyTake, "stop", 32), id, fresh(32)];
  for (const one of wrong) {
    const codes = await up(hub.url, { op: "stop", stop: one, undo: false }, { op: "stop", stop: one, undo: true });
    assert.deepEqual([...codes, await standing(one)], [CODE.unknown, CODE.unknown, STANDING.unknown]);
  }
  assert.deepEqual(await up(hub.url, putOf(stop), { op: "close", take: stop }), [CODE.unknown, CODE.unknown]);
  const [refused] = await down(hub.url, takeOf(stop));
  assert.deepEqual(refused, { kind: "refused", index: 0, code: CODE.unknown });
  // With the access code found on paper the raiders know the desk's id: armed for the decoy's drop, or tried on the real one, it changes nothing.
  for (const one of [decoyTake, put, stop, derive(decoyTake, "stop", 32)])
    await up(hub.url, { op: "arm", take: one, desk: stopId(stop), signal: fresh(16) });
  await down(hub.url, takeOf(decoyTake));
  for (const one of wrong) await up(hub.url, { op: "stop", stop: one, undo: true });
  assert.equal(await standing(), STANDING.signalled);
});

test("hub's files: nothing in a decoy's row stands in the row of the drop that it signals for, before and after it did", async () => {
  await using hub = await startTestHub();
  const { take, stop, decoyTake, standing } = await broker(hub);
  const rows = () => {
    using database = new DatabaseSync(join(hub.folder, "hub.sqlite"), { readOnly: true });
    const all = database.prepare("SELECT * FROM drops").all();
    const rowOf = (one: Uint8Array) =>
      all.find((row) => Buffer.compare(row["take_id"] as Uint8Array, takeId(one)) === 0) ?? assert.fail();
    return [rowOf(take), rowOf(decoyTake)] as const;
  };
  const check = () => {
    const [real, decoy] = rows();
    assert.deepEqual([decoy["desk_id"], decoy["signal_id"], decoy["stop_day"], decoy["standing"]], [null, null, null, 1]);
    const valuesOf = (row: object) =>
      Object.values(row).flatMap((value) => (value instanceof Uint8Array ? [Buffer.from(value).toString("hex")] : []));
    assert.deepEqual(
      valuesOf(real).filter((value) => valuesOf(decoy).includes(value)),
      [],
    );
    for (const secret of [stop, decoyTake, derive(decoyTake, "stop", 32)])
      for (const value of [...valuesOf(real), ...valuesOf(decoy)])
        assert.ok(!Buffer.from(secret).toString("hex").includes(value));
    assert.ok(Math.abs(Number(real["id"]) - Number(decoy["id"])) > 2);
    return real;
  };
  check();
  await down(hub.url, takeOf(decoyTake));
  assert.equal(await standing(), STANDING.signalled);
  const today = Math.floor(hub.clock.nowMs / 86_400_000);
  assert.ok(Number(check()["stop_day"]) > today + 1, "the day of the signal is not kept");
});
