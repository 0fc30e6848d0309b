import assert from "node:assert/strict";
import { SIGNAL_SHOWN_DAYS } from "@ojak/core/limits";
import { CODE, STANDING, STATE } from "@ojak/core/wire/codes";
import { bytes, DAY, type Check, type StoreUnderTest } from "./drops-store.fixture.ts";
import { armed } from "./drops-store-stop.acceptance.ts";

const [EARLIEST, LATEST] = SIGNAL_SHOWN_DAYS;

/** An armed drop whose signal has come; `watch` is asked first, since it waits for what was written before it. */
async function signalled(subject: StoreUnderTest) {
  const drop = await armed(subject);
  const letter = drop.parcel();
  await drop.store.put(drop.put, letter, DAY);
  drop.store.signal(drop.signal, DAY);
  const watched = await drop.store.watch(drop.desk);
  return { ...drop, letter, watched };
}

/** The silent signal. */
export function signalTests(check: Check): void {
  check(
    "5.4 signal: the desk sees it at once, the drop looks empty, and depositors see nothing until a day drawn by lot",
    async (s) => {
      const { store, put, letter, parcel, waiting, stateOf, shown, watched } = await signalled(s);
      assert.equal(watched.standing, STANDING.signalled);
      assert.ok(watched.day >= DAY + EARLIEST && watched.day <= DAY + LATEST);
      for (const day of [DAY, DAY + 1, watched.day - 1]) {
        assert.deepEqual(await waiting(day), []);
        const later = parcel();
        assert.deepEqual([await store.put(put, later, day), await shown(day)], [CODE.ok, false]);
        assert.equal((await stateOf(later.tag, day))?.state, STATE.waiting);
      }
      assert.deepEqual([await store.put(put, parcel(), watched.day), await shown(watched.day)], [CODE.stopped, true]);
      assert.equal(await store.put(put, letter, watched.day), CODE.ok);
      assert.deepEqual(await waiting(watched.day), []);
    },
  );

  check("5.4 signal: the lot falls on each of its days", async (s) => {
    const days = new Set<number>();
    for (let i = 0; i < 9; i++) days.add((await signalled(s)).watched.day);
    assert.ok([...days].every((day) => day === DAY + EARLIEST || day === DAY + LATEST));
  });

  check(
    "5.4 signal: once; undone by the desk, the same one changes nothing and is not armed again, another one is",
    async (s) => {
      const { store, take, put, desk, signal, letter, parcel, waiting } = await signalled(s);
      assert.equal(await store.stop(desk, true, DAY), CODE.ok);
      store.signal(signal, DAY);
      assert.deepEqual(await store.watch(desk), { standing: STANDING.running, day: 0 });
      assert.deepEqual(await waiting(), [{ slot: 7, ...letter }]);
      assert.equal(await store.arm(take, desk, signal), CODE.used);
      store.signal(signal, DAY);
      assert.equal((await store.watch(desk)).standing, STANDING.running);
      const next = bytes(16);
      assert.equal(await store.arm(take, desk, next), CODE.ok);
      store.signal(signal, DAY);
      assert.equal((await store.watch(desk)).standing, STANDING.running, "the old one is of no use any more");
      store.signal(next, DAY);
      assert.equal((await store.watch(desk)).standing, STANDING.signalled);
      assert.equal(await store.put(put, parcel(), DAY), CODE.ok);
    },
  );

  check(
    "5.4 signal: a stop by the desk brings the day forward and hides the signal from nobody; only the desk undoes",
    async (s) => {
      const { store, take, put, desk, signal, parcel } = await signalled(s);
      for (const one of [signal, take, bytes(16)]) assert.equal(await store.stop(one, true, DAY), CODE.unknown);
      assert.equal(await store.stop(desk, false, DAY), CODE.ok);
      assert.deepEqual(await store.watch(desk), { standing: STANDING.signalled, day: DAY });
      assert.equal(await store.put(put, parcel(), DAY), CODE.stopped);
      // A new phone with the same words arms another signal, before the desk undoes: the stop stays.
      const next = bytes(16);
      assert.equal(await store.arm(take, desk, next), CODE.ok);
      assert.equal((await store.watch(desk)).standing, STANDING.signalled);
      await store.stop(desk, true, DAY);
      store.signal(next, DAY);
      assert.equal((await store.watch(desk)).standing, STANDING.signalled, "and it is good after that");
    },
  );

  check(
    "5.4 signal: of a broker whom the desk had stopped it is kept, and moves no day; an unknown one changes nothing",
    async (s) => {
      const { store, desk, signal, shown } = await armed(s);
      await store.stop(desk, false, DAY);
      for (const one of [bytes(16), desk, signal]) store.signal(one, DAY + 1);
      assert.deepEqual(await store.watch(desk), { standing: STANDING.signalled, day: DAY });
      assert.ok(await shown());
    },
  );

  check(
    "5.4 arm: a replayed one of an old phone lifts nothing; it makes the old phone's signal the one that counts",
    async (s) => {
      const { store, take, desk, signal } = await armed(s);
      const next = bytes(16);
      for (const one of [next, signal]) assert.equal(await store.arm(take, desk, one), CODE.ok);
      store.signal(next, DAY);
      assert.equal((await store.watch(desk)).standing, STANDING.running);
      store.signal(signal, DAY);
      assert.equal((await store.watch(desk)).standing, STANDING.signalled);
      for (const one of [next, signal]) await store.arm(take, desk, one);
      assert.equal((await store.watch(desk)).standing, STANDING.signalled);
    },
  );
}
