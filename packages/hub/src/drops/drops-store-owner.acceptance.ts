import assert from "node:assert/strict";
import { SLOTS_A_DROP_MAX, TOMBSTONE_DAYS } from "@ojak/core/limits";
import { CODE, STATE } from "@ojak/core/wire/codes";
import { NEVER_DAY } from "@ojak/core/wire/shapes";
import { bytes, DAY, opened, type Check } from "./drops-store.fixture.ts";

/** Opening drops with tokens. */
export function openingTests(check: Check): void {
  check("5.1 open: a token buys as many drops as it is worth, and a repetition spends nothing", async ({ store, addToken }) => {
    const [token, take] = [bytes(32), bytes(16)];
    addToken(token, 2, DAY);
    const slots = [{ slot: 1, putId: bytes(16), expiryDay: NEVER_DAY }];
    for (let i = 0; i < 3; i++) assert.equal(await store.open(token, take, slots, DAY), CODE.ok);
    assert.equal(await store.open(token, bytes(16), [], DAY), CODE.ok);
    assert.equal(await store.open(token, bytes(16), [], DAY), CODE.quota);
    assert.equal(await store.open(bytes(32), bytes(16), [], DAY), CODE.unknown);
    assert.equal(await store.open(token, bytes(16), [], DAY + 1), CODE.expired);
  });

  check("5.1 open: a drop that exists is left as it is and costs nothing; a taken put id is a conflict", async (subject) => {
    const { store, token, take, put, parcel } = await opened(subject);
    const other = bytes(16);
    assert.equal(await store.open(token, take, [{ slot: 8, putId: other, expiryDay: NEVER_DAY }], DAY), CODE.ok);
    assert.equal(await store.put(other, parcel(), DAY), CODE.unknown);
    assert.equal(await store.open(bytes(32), take, [], DAY), CODE.ok);
    assert.equal(await store.open(token, bytes(16), [{ slot: 1, putId: put, expiryDay: 0 }], DAY), CODE.conflict);
    const pair = [1, 2].map((slot) => ({ slot, putId: other, expiryDay: 0 }));
    assert.equal(await store.open(token, bytes(16), pair, DAY), CODE.conflict);
    for (let i = 0; i < 9; i++) assert.equal(await store.open(token, bytes(16), [], DAY), CODE.ok);
  });
}

/** Granting, rotating, revoking, publishing, closing. */
export function slotTests(check: Check): void {
  check("5.1 grant: adds a slot, repeats, moves an unrotated one's expiry", async (subject) => {
    const { store, take, parcel } = await opened(subject);
    const put = bytes(16);
    assert.equal(await store.grant(take, { slot: 8, putId: put, expiryDay: DAY - 1 }), CODE.ok);
    assert.equal(await store.put(put, parcel(), DAY), CODE.expired);
    assert.equal(await store.grant(take, { slot: 8, putId: put, expiryDay: DAY }), CODE.ok);
    assert.equal(await store.put(put, parcel(), DAY), CODE.ok);
    assert.equal(await store.grant(take, { slot: 8, putId: bytes(16), expiryDay: DAY }), CODE.conflict);
    assert.equal(await store.grant(take, { slot: 9, putId: put, expiryDay: DAY }), CODE.conflict);
    assert.equal(await store.grant(bytes(16), { slot: 9, putId: bytes(16), expiryDay: DAY }), CODE.unknown);
  });

  check("limits: a drop has at most 2,048 slots", async (subject) => {
    const { store, take } = await opened(subject);
    const grants = Array.from({ length: SLOTS_A_DROP_MAX }, (_, i) =>
      store.grant(take, { slot: 100 + i, putId: bytes(16), expiryDay: DAY }),
    );
    const codes = await Promise.all(grants);
    assert.deepEqual([codes.filter((code) => code === CODE.ok).length, codes.at(-1)], [SLOTS_A_DROP_MAX - 1, CODE.quota]);
  });

  check("5.1 rotate: once, lifts the expiry, ends the old capability; who comes second is told", async (subject) => {
    const { store, take, put, parcel } = await opened(subject, DAY);
    const own = bytes(16);
    assert.equal(await store.rotate(put, own, DAY), CODE.ok);
    assert.equal(await store.rotate(put, own, DAY), CODE.ok);
    assert.equal(await store.rotate(put, bytes(16), DAY), CODE.used);
    assert.equal(await store.rotate(own, bytes(16), DAY), CODE.used);
    assert.equal(await store.put(put, parcel(), DAY), CODE.unknown);
    assert.equal(await store.look(put, [], DAY), CODE.unknown);
    assert.equal(await store.put(own, parcel(), DAY + 20), CODE.ok);
    assert.equal(
      await store.grant(take, { slot: 7, putId: put, expiryDay: DAY - 1 }),
      CODE.ok,
      "the same put id, and nothing moves",
    );
    assert.equal(await store.grant(take, { slot: 7, putId: bytes(16), expiryDay: DAY }), CODE.conflict);
    assert.equal(await store.put(own, parcel(), DAY + 30), CODE.ok);
    assert.equal(await store.rotate(bytes(16), bytes(16), DAY), CODE.unknown);
  });

  check("5.1 rotate: not past the expiry day, not to an id that is taken", async (subject) => {
    const { store, take, put } = await opened(subject, DAY);
    const other = bytes(16);
    await store.grant(take, { slot: 8, putId: other, expiryDay: DAY });
    assert.equal(await store.rotate(put, other, DAY), CODE.conflict);
    assert.equal(await store.rotate(put, bytes(16), DAY + 1), CODE.expired);
  });

  check("5.1 revoke: nothing more is accepted, what waits stays and can be withdrawn and looked at", async (subject) => {
    const { store, take, put, parcel, waiting, stateOf } = await opened(subject);
    const [kept, drawn] = [parcel(), parcel()];
    for (const one of [kept, drawn]) await store.put(put, one, DAY);
    for (let i = 0; i < 2; i++) assert.equal(await store.revoke(take, 7, DAY), CODE.ok);
    assert.equal(await store.put(put, parcel(), DAY), CODE.closed);
    assert.equal(await store.put(put, kept, DAY), CODE.ok, "a repetition is still answered");
    assert.equal(await store.rotate(put, bytes(16), DAY), CODE.closed);
    assert.equal(await store.grant(take, { slot: 7, putId: put, expiryDay: NEVER_DAY }), CODE.ok);
    assert.equal(await store.put(put, parcel(), DAY), CODE.closed, "a repeated grant does not undo a revocation");
    assert.equal(await store.withdraw(put, drawn.tag, DAY), CODE.ok);
    assert.deepEqual(
      (await waiting()).map((one) => one.tag),
      [kept.tag],
    );
    assert.equal((await stateOf(drawn.tag))?.state, STATE.withdrawn);
    assert.equal(await store.revoke(bytes(16), 7, DAY), CODE.unknown);
  });

  check("5.1 publish: the last weekly key is what depositors see", async (subject) => {
    const { store, take, put } = await opened(subject);
    const key = bytes(132);
    assert.deepEqual(await store.look(put, [], DAY), { states: [], weeklyKey: null, isStopped: false });
    for (const one of [bytes(132), key, key]) assert.equal(await store.publish(take, one), CODE.ok);
    assert.deepEqual(await store.look(put, [], DAY), { states: [], weeklyKey: key, isStopped: false });
    assert.equal(await store.publish(put, key), CODE.unknown);
  });

  check("5.1 close: bodies are erased, depositors are told while tombstones last, the owner for ever", async (subject) => {
    const { store, token, take, put, parcel, stateOf, sweepAll } = await opened(subject);
    const one = parcel();
    await store.put(put, one, DAY);
    assert.equal(await store.close(take, DAY), CODE.ok);
    const isClosed = async () => {
      assert.equal(await store.close(take, DAY), CODE.closed);
      assert.equal(await store.acknowledge(take, [], [], DAY), CODE.closed);
      assert.equal(await store.grant(take, { slot: 9, putId: bytes(16), expiryDay: DAY }), CODE.closed);
      assert.equal(await store.revoke(take, 7, DAY), CODE.closed);
      assert.equal(await store.publish(take, bytes(132)), CODE.closed);
      assert.equal(await store.open(token, take, [], DAY), CODE.closed);
    };
    await isClosed();
    assert.equal(await store.put(put, parcel(), DAY), CODE.closed);
    assert.equal(await store.withdraw(put, one.tag, DAY), CODE.closed);
    assert.equal(await store.rotate(put, bytes(16), DAY), CODE.closed);
    assert.deepEqual(await stateOf(one.tag), { state: STATE.closed, day: DAY });
    await sweepAll(DAY + TOMBSTONE_DAYS);
    assert.equal(await store.put(put, parcel(), DAY), CODE.unknown);
    await isClosed();
  });
}
