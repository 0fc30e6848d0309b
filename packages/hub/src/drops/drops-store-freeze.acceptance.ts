import assert from "node:assert/strict";
import { MAIL_LIFE_DAYS, TOMBSTONE_DAYS } from "@ojak/core/limits";
import { CODE, STATE } from "@ojak/core/wire/codes";
import { NEVER_DAY } from "@ojak/core/wire/shapes";
import { bytes, DAY, opened, prefix, type Check, type StoreUnderTest } from "./drops-store.fixture.ts";

/** A drop whose slot 7 was taken up by a relative, as an introduction is; `own` is her capability's id. */
async function takenUp(subject: StoreUnderTest) {
  const drop = await opened(subject, DAY + 7);
  const own = bytes(16);
  assert.equal(await drop.store.rotate(drop.put, own, DAY), CODE.ok);
  return { ...drop, own };
}

/** A depositor's freeze of his own slot. */
export function freezeTests(check: Check): void {
  check(
    "5.1 freeze: what waits is withdrawn at once, more is refused as frozen, a repeated put is answered as before",
    async (s) => {
      const { store, take, own, parcel, waiting } = await takenUp(s);
      const [atHub, onPhone, handed] = [parcel(), parcel(177), parcel()];
      for (const one of [atHub, onPhone, handed]) await store.put(own, one, DAY);
      await store.acknowledge(take, [prefix(onPhone.tag)], [handed.tag], DAY);
      for (let i = 0; i < 2; i++) assert.equal(await store.freeze(own, DAY), CODE.ok);
      assert.deepEqual([...(await waiting()), ...(await waiting(DAY, 177))], []);
      const looked = await store.look(own, [atHub.tag, onPhone.tag, handed.tag], DAY);
      assert.ok(typeof looked === "object");
      assert.deepEqual(
        looked.states.map(({ state }) => state),
        [STATE.withdrawn, STATE.withdrawn, STATE.handedOver],
      );
      assert.deepEqual(await store.acknowledge(take, [prefix(onPhone.tag)], [], DAY), [prefix(onPhone.tag)]);
      assert.deepEqual([await store.put(own, atHub, DAY), await store.put(own, parcel(), DAY)], [CODE.ok, CODE.frozen]);
      assert.equal(await store.put(own, { ...atHub, route: null }, DAY), CODE.conflict);
      assert.equal(await store.withdraw(own, bytes(16), DAY), CODE.ok);
      assert.deepEqual(await waiting(), []);
    },
  );

  check("5.1 freeze: other slots of the drop go on, and its owner cannot undo it", async (subject) => {
    const { store, take, own, put, parcel, waiting } = await takenUp(subject);
    const [other, letter] = [bytes(16), parcel()];
    await store.grant(take, { slot: 8, putId: other, expiryDay: DAY + 7 });
    await store.put(other, letter, DAY);
    assert.equal(await store.freeze(own, DAY), CODE.ok);
    assert.equal(await store.grant(take, { slot: 7, putId: put, expiryDay: NEVER_DAY }), CODE.ok);
    assert.equal(await store.revoke(take, 7, DAY), CODE.ok);
    assert.equal(await store.put(own, parcel(), DAY), CODE.frozen);
    assert.deepEqual(await waiting(), [{ slot: 8, ...letter }]);
    assert.equal(await store.put(other, parcel(), DAY), CODE.ok);
  });

  check("5.1 freeze: also of a revoked slot; once the slot is forgotten it is unknown", async (subject) => {
    const { store, take, own, parcel, waiting, sweepAll } = await takenUp(subject);
    await store.put(own, parcel(), DAY);
    await store.revoke(take, 7, DAY);
    assert.equal(await store.freeze(own, DAY), CODE.ok);
    assert.deepEqual(await waiting(), []);
    await sweepAll(DAY + MAIL_LIFE_DAYS);
    assert.equal(await store.put(own, parcel(), DAY + MAIL_LIFE_DAYS), CODE.frozen);
    await sweepAll(DAY + TOMBSTONE_DAYS);
    assert.equal(await store.freeze(own, DAY + TOMBSTONE_DAYS), CODE.unknown);
  });

  check("5.1 freeze: only of a capability that was rotated, and only with the new one", async (subject) => {
    const { store, take, own, put, parcel, waiting } = await takenUp(subject);
    const [reply, late, answer] = [bytes(16), bytes(16), parcel()];
    await store.grant(take, { slot: 8, putId: reply, expiryDay: DAY + 120 });
    await store.grant(take, { slot: 9, putId: late, expiryDay: NEVER_DAY });
    await store.put(reply, answer, DAY);
    for (const one of [put, reply, late, bytes(16), take]) assert.equal(await store.freeze(one, DAY), CODE.unknown);
    // Nor may a phone that holds such a capability turn it into one of its own.
    assert.equal(await store.rotate(late, bytes(16), DAY), CODE.unknown);
    assert.equal(await store.rotate(reply, bytes(16), DAY), CODE.used);
    assert.equal(await store.put(own, parcel(), DAY), CODE.ok);
    assert.equal((await waiting()).length, 2);
    await store.close(take, DAY);
    assert.equal(await store.freeze(own, DAY), CODE.closed);
  });

  check("5.1 freeze: in a drop full of others' parcels, every one of the slot is withdrawn and no other", async (subject) => {
    const { store, take, own, parcel, waiting } = await takenUp(subject);
    const others = Array.from({ length: 40 }, () => bytes(16));
    await Promise.all(others.map((putId, i) => store.grant(take, { slot: 100 + i, putId, expiryDay: DAY + 7 })));
    const puts = [own, ...others].flatMap((putId) => Array.from({ length: 60 }, () => store.put(putId, parcel(177), DAY)));
    assert.ok((await Promise.all(puts)).every((code) => code === CODE.ok));
    assert.equal(await store.freeze(own, DAY), CODE.ok);
    const left = await store.waiting(take, 177, [], 4_000, DAY);
    assert.deepEqual([left.length, left.some(({ slot }) => slot === 7), (await waiting()).length], [2_400, false, 0]);
  });
}
