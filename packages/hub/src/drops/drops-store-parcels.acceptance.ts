import assert from "node:assert/strict";
import {
  MAIL_LIFE_DAYS,
  PARCELS_WAITING_A_SLOT_MAX,
  PREFIX_BYTES,
  PUTS_A_SLOT_A_DAY_MAX,
  TOMBSTONE_DAYS,
} from "@ojak/core/limits";
import { CODE, STATE } from "@ojak/core/wire/codes";
import { NEVER_DAY } from "@ojak/core/wire/shapes";
import { BASE, bytes, DAY, NOTE, opened, prefix, type Check } from "./drops-store.fixture.ts";

/** Putting, taking, withdrawing, looking. */
export function parcelTests(check: Check): void {
  check("5.1 put: the same bytes again are ok and one parcel; other bytes under the tag are a conflict", async (subject) => {
    const { store, put, parcel, waiting } = await opened(subject);
    const one = parcel();
    for (let i = 0; i < 3; i++) assert.equal(await store.put(put, one, DAY), CODE.ok);
    assert.equal(await store.put(put, { ...one, envelope: bytes(BASE) }, DAY), CODE.conflict);
    assert.equal(await store.put(put, { ...one, route: null }, DAY), CODE.conflict);
    assert.equal(await store.put(put, { ...one, route: bytes(147) }, DAY), CODE.conflict);
    assert.deepEqual(await waiting(), [{ slot: 7, ...one }]);
  });

  check("5.1 put: tags are unique in a drop, and free in another", async (subject) => {
    const { store, token, take, put, parcel, waiting } = await opened(subject);
    const [second, elsewhere, one] = [bytes(16), bytes(16), parcel()];
    await store.grant(take, { slot: 8, putId: second, expiryDay: NEVER_DAY });
    await store.open(token, bytes(16), [{ slot: 7, putId: elsewhere, expiryDay: NEVER_DAY }], DAY);
    assert.deepEqual(
      [await store.put(put, one, DAY), await store.put(second, one, DAY), await store.put(elsewhere, one, DAY)],
      [CODE.ok, CODE.conflict, CODE.ok],
    );
    assert.equal((await waiting()).length, 1);
  });

  check("5.1 put: a parcel without a route box comes back without one", async (subject) => {
    const { store, put, parcel, waiting } = await opened(subject);
    const one = { ...parcel(), route: null };
    for (let i = 0; i < 2; i++) assert.equal(await store.put(put, one, DAY), CODE.ok);
    assert.deepEqual(await waiting(), [{ slot: 7, ...one }]);
  });

  check("limits: at most 64 parcels wait in a slot; a handover makes room", async (subject) => {
    const { store, take, put, parcel } = await opened(subject);
    const first = parcel();
    const codes = await Promise.all(
      [first, ...Array.from({ length: PARCELS_WAITING_A_SLOT_MAX }, () => parcel())].map((one) => store.put(put, one, DAY)),
    );
    assert.deepEqual([codes.filter((code) => code === CODE.ok).length, codes.at(-1)], [PARCELS_WAITING_A_SLOT_MAX, CODE.quota]);
    assert.equal(await store.put(put, first, DAY), CODE.ok, "a repetition costs nothing");
    await store.acknowledge(take, [], [first.tag], DAY);
    assert.equal(await store.put(put, parcel(), DAY), CODE.ok);
  });

  check("limits: at most 96 puts a day in a slot, and again the next day", async (subject) => {
    const { store, take, put, parcel } = await opened(subject);
    for (let i = 0; i < PUTS_A_SLOT_A_DAY_MAX - 1; i++) {
      const one = parcel(NOTE);
      assert.equal(await store.put(put, one, DAY), CODE.ok);
      await store.acknowledge(take, [], [one.tag], DAY);
    }
    assert.equal(await store.withdraw(put, bytes(16), DAY), CODE.ok, "a tombstone counts as a put");
    assert.equal(await store.withdraw(put, bytes(16), DAY), CODE.quota);
    assert.equal(await store.put(put, parcel(), DAY), CODE.quota);
    assert.equal(await store.put(put, parcel(), DAY + 1), CODE.ok);
  });

  check("5.2 take: by size, oldest day first, without what the reader has; gone names tombstones only", async (subject) => {
    const { store, take, put, parcel, waiting, stateOf } = await opened(subject);
    const [late, early, note, done] = [parcel(), parcel(), parcel(NOTE), parcel()];
    for (const [one, day] of [
      [late, DAY + 2],
      [early, DAY],
      [note, DAY + 1],
      [done, DAY],
    ] as const)
      await store.put(put, one, day);
    assert.deepEqual(await store.acknowledge(take, [], [done.tag], DAY + 3), []);
    assert.deepEqual(
      (await waiting(DAY + 3)).map((one) => one.tag),
      [early.tag, late.tag],
    );
    assert.deepEqual(
      (await waiting(DAY + 3, NOTE)).map((one) => one.tag),
      [note.tag],
    );
    const have = [...[early, done].map((one) => prefix(one.tag)), bytes(PREFIX_BYTES)];
    assert.deepEqual(await store.acknowledge(take, have, [], DAY + 4), [prefix(done.tag)]);
    assert.deepEqual(
      (await waiting(DAY + 4, BASE, have)).map((one) => one.tag),
      [late.tag],
    );
    assert.deepEqual(await stateOf(early.tag), { state: STATE.withReader, day: DAY + 4 });
    assert.deepEqual(await stateOf(done.tag), { state: STATE.handedOver, day: DAY + 3 });
    assert.deepEqual(await stateOf(late.tag), { state: STATE.waiting, day: DAY + 2 });
    assert.deepEqual(await store.waiting(take, BASE, have, 0, DAY), []);
    assert.equal(await store.acknowledge(bytes(16), [], [], DAY), CODE.unknown);
  });

  check("5.2 take: done and have may be repeated, and a parcel put again after handover does not come back", async (subject) => {
    const { store, take, put, parcel, waiting, stateOf } = await opened(subject);
    const one = parcel();
    await store.put(put, one, DAY);
    for (let day = DAY; day < DAY + 3; day++) assert.deepEqual(await store.acknowledge(take, [prefix(one.tag)], [], day), []);
    assert.deepEqual(await stateOf(one.tag), { state: STATE.withReader, day: DAY });
    for (let day = DAY; day < DAY + 3; day++) await store.acknowledge(take, [], [one.tag], day);
    assert.equal(await store.put(put, one, DAY), CODE.ok);
    assert.equal(await store.put(put, { ...one, envelope: bytes(BASE) }, DAY), CODE.conflict, "a digest of what was put is kept");
    assert.deepEqual(await waiting(), []);
    assert.deepEqual(await stateOf(one.tag), { state: STATE.handedOver, day: DAY });
  });

  check("5.1 withdraw: in one's own slot only, repeatable, and reported as gone", async (subject) => {
    const { store, take, put, parcel, waiting } = await opened(subject);
    const [other, one] = [bytes(16), parcel()];
    await store.grant(take, { slot: 8, putId: other, expiryDay: NEVER_DAY });
    await store.put(put, one, DAY);
    assert.equal(await store.withdraw(other, one.tag, DAY), CODE.conflict);
    assert.equal((await waiting()).length, 1);
    for (let i = 0; i < 2; i++) assert.equal(await store.withdraw(put, one.tag, DAY), CODE.ok);
    assert.equal((await waiting()).length, 0);
    assert.deepEqual(await store.acknowledge(take, [prefix(one.tag)], [], DAY), [prefix(one.tag)]);
    assert.equal(await store.withdraw(bytes(16), one.tag, DAY), CODE.unknown);
  });

  check("5.1 withdraw: of a tag that never came keeps a put on its way out", async (subject) => {
    const { store, put, parcel, waiting, stateOf } = await opened(subject);
    const one = parcel();
    for (let i = 0; i < 2; i++) assert.equal(await store.withdraw(put, one.tag, DAY), CODE.ok);
    assert.equal(await store.put(put, one, DAY), CODE.ok);
    assert.deepEqual(await waiting(), []);
    assert.deepEqual(await stateOf(one.tag), { state: STATE.withdrawn, day: DAY });
  });

  check("5.1 withdraw: a done after a withdrawal still makes the state handed over", async (subject) => {
    const { store, take, put, parcel, stateOf } = await opened(subject);
    const one = parcel();
    await store.put(put, one, DAY);
    await store.withdraw(put, one.tag, DAY);
    for (let day = DAY + 1; day < DAY + 3; day++) await store.acknowledge(take, [], [one.tag], day);
    assert.deepEqual(await stateOf(one.tag), { state: STATE.handedOver, day: DAY + 1 });
  });

  check("5.2 look: a depositor sees his own slot only", async (subject) => {
    const { store, take, put, parcel } = await opened(subject);
    const [other, one] = [bytes(16), parcel()];
    await store.grant(take, { slot: 8, putId: other, expiryDay: NEVER_DAY });
    await store.put(put, one, DAY);
    const looked = await store.look(other, [one.tag, bytes(16)], DAY);
    assert.deepEqual(typeof looked === "object" && looked.states, [
      { state: STATE.unknown, day: 0 },
      { state: STATE.unknown, day: 0 },
    ]);
    assert.equal(await store.look(take, [one.tag], DAY), CODE.unknown);
  });
}

/** Expiry and forgetting. */
export function lifeTests(check: Check): void {
  check("5.2: after 45 days mail is expired, swept or not, and 90 days later its tag is unknown", async (subject) => {
    const { store, take, put, parcel, waiting, stateOf, sweepAll } = await opened(subject);
    const mail = Array.from({ length: 8 }, () => parcel());
    for (const one of mail) await store.put(put, one, DAY);
    const tag = mail[0]?.tag ?? bytes(16);
    const end = DAY + MAIL_LIFE_DAYS;
    await sweepAll(end - 1);
    assert.equal((await waiting(end - 1)).length, 8);
    assert.deepEqual(await waiting(end), []);
    assert.deepEqual(await store.acknowledge(take, [prefix(tag)], [], end), [prefix(tag)]);
    const expired = { state: STATE.expired, day: end };
    assert.deepEqual(await stateOf(tag, end), expired);
    await sweepAll(end + 5);
    assert.deepEqual(await stateOf(tag, end + 5), expired);
    await sweepAll(end + TOMBSTONE_DAYS - 1);
    assert.deepEqual(await stateOf(tag, end), expired);
    await sweepAll(end + TOMBSTONE_DAYS);
    assert.deepEqual(await stateOf(tag, end), { state: STATE.unknown, day: 0 });
    const codes = await Promise.all(
      Array.from({ length: PARCELS_WAITING_A_SLOT_MAX }, () => store.put(put, parcel(), end + 100)),
    );
    assert.ok(
      codes.every((code) => code === CODE.ok),
      "what expired no longer counts as waiting",
    );
  });

  check("5.1 grant: a slot is free again 90 days after its last day, and not before", async (subject) => {
    const { store, take, put, parcel, sweepAll } = await opened(subject);
    const [old, revoked] = [bytes(16), bytes(16)];
    await store.grant(take, { slot: 8, putId: old, expiryDay: DAY });
    await store.grant(take, { slot: 9, putId: revoked, expiryDay: NEVER_DAY });
    await store.revoke(take, 9, DAY);
    const grant = (slot: number, day: number) => store.grant(take, { slot, putId: bytes(16), expiryDay: day + 1 });
    await sweepAll(DAY + TOMBSTONE_DAYS - 1);
    assert.deepEqual(
      [await store.put(old, parcel(), DAY + 89), await store.put(revoked, parcel(), DAY + 89)],
      [CODE.expired, CODE.closed],
    );
    assert.deepEqual([await grant(8, DAY), await grant(9, DAY)], [CODE.conflict, CODE.conflict]);
    await sweepAll(DAY + TOMBSTONE_DAYS);
    assert.deepEqual(
      [await store.put(old, parcel(), DAY + 90), await store.put(revoked, parcel(), DAY + 90)],
      [CODE.unknown, CODE.unknown],
    );
    assert.deepEqual([await grant(8, DAY), await grant(9, DAY), await grant(7, DAY)], [CODE.ok, CODE.ok, CODE.conflict]);
    assert.equal(await store.put(put, parcel(), DAY + 90), CODE.ok);
  });

  check("tokens: an expired one is forgotten", async ({ store, addToken }) => {
    const token = bytes(32);
    addToken(token, 1, DAY);
    assert.deepEqual(await store.sweep(DAY, 10), { changed: 0, more: false });
    assert.deepEqual(await store.sweep(DAY + 1, 10), { changed: 1, more: false });
    assert.equal(await store.open(token, bytes(16), [], DAY), CODE.unknown);
  });
}
