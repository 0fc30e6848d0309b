import assert from "node:assert/strict";
import { STOP_ROWS_MAX } from "@ojak/core/limits";
import { CODE, STANDING, STATE } from "@ojak/core/wire/codes";
import { bytes, DAY, opened, prefix, type Check, type StoreUnderTest } from "./drops-store.fixture.ts";

/** A drop whose owner registered the ids of a desk and of a signal. */
export async function armed(subject: StoreUnderTest, expiryDay?: number) {
  const drop = await opened(subject, expiryDay);
  const [desk, signal] = [bytes(16), bytes(16)];
  assert.equal(await drop.store.arm(drop.take, desk, signal), CODE.ok);
  const shown = async (day = DAY) => {
    const looked = await drop.store.look(drop.put, [], day);
    assert.ok(typeof looked === "object");
    return looked.isStopped;
  };
  return { ...drop, desk, signal, shown };
}

/** What a desk does with its stop capability. */
export function stopTests(check: Check): void {
  check(
    "5.4 stop: at once nothing goes down, puts are refused as stopped, looks say so; what is handed over still counts",
    async (s) => {
      const { store, take, put, desk, parcel, waiting, stateOf, shown } = await armed(s);
      const [onPhone, atHub] = [parcel(), parcel(177)];
      for (const one of [onPhone, atHub]) await store.put(put, one, DAY);
      await store.publish(take, bytes(132));
      for (let i = 0; i < 2; i++) assert.equal(await store.stop(desk, false, DAY), CODE.ok);
      assert.deepEqual([await waiting(), await waiting(DAY, 177)], [[], []]);
      assert.deepEqual([await store.put(put, parcel(), DAY), await store.put(put, atHub, DAY)], [CODE.stopped, CODE.ok]);
      const looked = await store.look(put, [atHub.tag], DAY);
      assert.ok(typeof looked === "object");
      assert.deepEqual([looked.isStopped, looked.weeklyKey, looked.states[0]?.state], [true, null, STATE.waiting]);
      assert.deepEqual(await store.acknowledge(take, [prefix(atHub.tag)], [onPhone.tag], DAY), []);
      assert.equal((await stateOf(onPhone.tag))?.state, STATE.handedOver);
      assert.equal(await store.withdraw(put, atHub.tag, DAY), CODE.ok);
      assert.deepEqual(
        await store.acknowledge(take, [prefix(atHub.tag)], [], DAY),
        [prefix(atHub.tag)],
        "the phone is told to erase it",
      );
      assert.deepEqual(await store.watch(desk), { standing: STANDING.stopped, day: DAY });
      assert.ok(await shown());
    },
  );

  check(
    "5.4 stop: an introduction of a stopped broker cannot be taken up; a frozen slot stays frozen; his own frames go on",
    async (s) => {
      const { store, take, put, desk, signal, parcel } = await armed(s, DAY + 7);
      const [frozen, own] = [bytes(16), bytes(16)];
      await store.grant(take, { slot: 8, putId: frozen, expiryDay: DAY + 7 });
      await store.rotate(frozen, own, DAY);
      await store.freeze(own, DAY);
      await store.stop(desk, false, DAY);
      assert.equal(await store.rotate(put, bytes(16), DAY), CODE.stopped);
      assert.equal(await store.put(own, parcel(), DAY), CODE.frozen);
      assert.equal(await store.grant(take, { slot: 9, putId: bytes(16), expiryDay: DAY }), CODE.ok);
      assert.equal(await store.publish(take, bytes(132)), CODE.ok);
      assert.equal(await store.arm(take, desk, signal), CODE.ok);
      assert.deepEqual(await store.watch(desk), { standing: STANDING.stopped, day: DAY });
    },
  );

  check("5.4 stop: undone, everything goes on, and what waited comes down", async (s) => {
    const { store, put, desk, parcel, waiting, shown } = await armed(s);
    const letter = parcel();
    await store.put(put, letter, DAY);
    await store.stop(desk, false, DAY);
    for (let i = 0; i < 2; i++) assert.equal(await store.stop(desk, true, DAY + 1), CODE.ok);
    assert.deepEqual(await waiting(DAY + 1), [{ slot: 7, ...letter }]);
    assert.equal(await store.put(put, parcel(), DAY + 1), CODE.ok);
    assert.deepEqual([await shown(DAY + 1), await store.watch(desk)], [false, { standing: STANDING.running, day: 0 }]);
  });

  check("5.4 stop: only by the desk's own id; a signal's id, a put or take id, and a guess are unknown", async (s) => {
    const { store, take, put, signal, desk, parcel } = await armed(s);
    for (const one of [take, put, signal, bytes(16)])
      for (const undo of [false, true]) assert.equal(await store.stop(one, undo, DAY), CODE.unknown);
    for (const one of [take, put, signal, bytes(16)])
      assert.deepEqual(await store.watch(one), { standing: STANDING.unknown, day: 0 });
    assert.equal(await store.put(put, parcel(), DAY), CODE.ok);
    assert.deepEqual(await store.watch(desk), { standing: STANDING.running, day: 0 });
  });

  check(
    "5.4 arm: the desk's id is set once; who has the drop can neither choose another desk nor lift a stop by arming",
    async (s) => {
      const { store, take, put, desk, signal, parcel } = await armed(s);
      const own = bytes(16);
      assert.equal(await store.arm(take, own, bytes(16)), CODE.conflict);
      assert.equal(await store.stop(own, false, DAY), CODE.unknown);
      await store.stop(desk, false, DAY);
      assert.equal(await store.arm(take, own, signal), CODE.conflict);
      for (const one of [signal, bytes(16)]) assert.equal(await store.arm(take, desk, one), CODE.ok);
      assert.equal(await store.put(put, parcel(), DAY), CODE.stopped);
      assert.equal(await store.arm(bytes(16), desk, signal), CODE.unknown);
      await store.close(take, DAY);
      assert.equal(await store.arm(take, desk, signal), CODE.closed);
      assert.deepEqual(await store.watch(desk), { standing: STANDING.stopped, day: DAY }, "closing hides nothing");
    },
  );

  check("5.4 arm: who arms another's ids first blocks nobody: he is stopped along, and the other is, too", async (s) => {
    const [victim, thief] = [await opened(s), await opened(s)];
    const [desk, signal] = [bytes(16), bytes(16)];
    for (const { store, take } of [thief, victim]) assert.equal(await store.arm(take, desk, signal), CODE.ok);
    await victim.store.stop(desk, false, DAY);
    for (const { store, put, parcel } of [thief, victim]) assert.equal(await store.put(put, parcel(), DAY), CODE.stopped);
  });

  check("5.4 stop: of more drops than one step changes, all are stopped", async (s) => {
    const { store, put, desk, parcel, addToken } = { ...(await armed(s)), ...s };
    const [token, takes] = [bytes(32), Array.from({ length: STOP_ROWS_MAX + 3 }, () => bytes(16))];
    addToken(token, takes.length, DAY);
    await Promise.all(takes.map((take) => store.open(token, take, [], DAY)));
    const codes = await Promise.all(takes.map((take) => store.arm(take, desk, bytes(16))));
    assert.ok(codes.every((code) => code === CODE.ok));
    assert.equal(await store.stop(desk, false, DAY), CODE.ok);
    assert.equal(await store.put(put, parcel(), DAY), CODE.stopped);
    assert.equal(await store.stop(desk, true, DAY), CODE.ok);
    assert.deepEqual(await store.watch(desk), { standing: STANDING.running, day: 0 });
  });
}
