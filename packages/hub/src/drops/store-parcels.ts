import type { DatabaseSync } from "node:sqlite";
import { equal } from "@ojak/core/bytes/bytes";
import { assert } from "@ojak/core/errors";
import { PARCELS_WAITING_A_SLOT_MAX, PUTS_A_SLOT_A_DAY_MAX } from "@ojak/core/limits";
import { CODE, STATE, type Code, type State } from "@ojak/core/wire/codes";
import { prepare, prepareChange } from "../engine/sqlite/query.ts";
import type { Erase } from "./store-erase.ts";
import { makeBodyReader, type Places } from "./store-places.ts";
import {
  ANY_CLASS,
  classOf,
  isStopShown,
  ONE_DROP,
  parcelDigest,
  SLOT_FROZEN,
  TOMBSTONE_CLASS,
  type DropRow,
  type ParcelRow,
  type SlotRow,
} from "./store-rows.ts";
import { makePrefixSearch, prepareByTag, wasHandedOverLate } from "./store-search.ts";
import type { UsageCounts } from "./store-usage.ts";

/** What is done to parcels: synchronous, run inside the writer's transaction. */
export interface ParcelMutations {
  put(putId: Uint8Array, tag: Uint8Array, route: Uint8Array | null, envelope: Uint8Array, day: number): Code;
  withdraw(putId: Uint8Array, tag: Uint8Array, day: number): Code;
  acknowledge(takeId: Uint8Array, have: readonly Uint8Array[], done: readonly Uint8Array[], day: number): void;
}

/** A slot, and the class of what stands under a tag in its drop. */
type PutSlot = Omit<SlotRow, "put_id" | "rotated_from" | "weekly_key"> & { readonly found: number | null };

function prepareParcels(database: DatabaseSync) {
  return {
    drop: prepare<DropRow>(database, ONE_DROP),
    // All that a put must know in one question, without the columns that hold bytes, which cost more than the others together.
    slot: prepare<PutSlot>(
      database,
      `SELECT s.drop_id, s.slot, s.expiry_day, s.revoked, d.closed_day, d.stop_day, p.class AS found
      FROM slots s JOIN drops d ON d.id = s.drop_id LEFT JOIN parcels p ON p.drop_id = s.drop_id AND p.${ANY_CLASS} AND p.tag = ?2
      WHERE s.put_id = ?1`,
    ),
    add: prepareChange(
      database,
      `INSERT INTO parcels (drop_id, class, tag, slot, state, day, places) VALUES (?, ?, ?, ?, ${STATE.waiting}, ?, ?)`,
    ),
    keepOut: prepareChange(
      database,
      `INSERT INTO parcels (drop_id, class, tag, slot, state, day, state_day) VALUES (?1, ${TOMBSTONE_CLASS}, ?2, ?3, ${STATE.withdrawn}, ?4, ?4)`,
    ),
    byTag: prepareByTag(database),
    move: prepareChange(database, "UPDATE parcels SET state = ?, state_day = ? WHERE drop_id = ? AND class = ? AND tag = ?"),
  };
}

/** Whether what is put is what lies under its tag. A tombstone without a digest is a withdrawal that came first: whatever comes is kept out, and is told so. */
function makeIsSame(database: DatabaseSync) {
  const byTag = prepareByTag(database);
  const bodyAt = makeBodyReader(database);
  return (slot: PutSlot, tag: Uint8Array, route: Uint8Array | null, envelope: Uint8Array): boolean => {
    const found = byTag.one(slot.drop_id, tag);
    if (found?.slot !== slot.slot) return false;
    if (found.class === TOMBSTONE_CLASS) return found.digest === null || equal(found.digest, parcelDigest(route, envelope));
    assert(found.places !== null, "a parcel that waits has a body");
    const body = bodyAt(found.places);
    return equal(parcelDigest(body.route, body.envelope), parcelDigest(route, envelope));
  };
}

/** What parcels depend on besides the database. */
export interface ParcelParts {
  readonly usage: UsageCounts;
  readonly places: Places;
  readonly erase: Erase;
}

/** The parcels' part of the store. */
export function makeParcelMutations(database: DatabaseSync, { usage, places, erase }: ParcelParts): ParcelMutations {
  const sql = prepareParcels(database);
  const isSame = makeIsSame(database);
  const withPrefix = makePrefixSearch(database);

  const move = (parcel: ParcelRow, state: State, day: number): void =>
    void sql.move(state, day, parcel.drop_id, parcel.class, parcel.tag);

  return {
    put(putId, tag, route, envelope, day) {
      const slot = sql.slot.one(putId, tag);
      if (slot === undefined) return CODE.unknown;
      if (slot.closed_day !== null) return CODE.closed;
      if (slot.found !== null) return isSame(slot, tag, route, envelope) ? CODE.ok : CODE.conflict;
      if (slot.revoked !== 0) return slot.revoked === SLOT_FROZEN ? CODE.frozen : CODE.closed;
      if (isStopShown(slot, day)) return CODE.stopped;
      if (slot.expiry_day < day) return CODE.expired;
      const used = usage.of(slot.drop_id, slot.slot, day);
      if (used.waiting >= PARCELS_WAITING_A_SLOT_MAX || used.puts >= PUTS_A_SLOT_A_DAY_MAX) return CODE.quota;
      sql.add(slot.drop_id, classOf(envelope.length), tag, slot.slot, day, places.keep(route, envelope));
      used.waiting += 1;
      used.puts += 1;
      return CODE.ok;
    },

    withdraw(putId, tag, day) {
      const slot = sql.slot.one(putId, tag);
      if (slot === undefined) return CODE.unknown;
      if (slot.closed_day !== null) return CODE.closed;
      const found = sql.byTag.one(slot.drop_id, tag);
      if (found !== undefined) {
        if (found.slot !== slot.slot) return CODE.conflict;
        if (found.class !== TOMBSTONE_CLASS) erase(found, STATE.withdrawn, day);
        return CODE.ok;
      }
      // A put still on its way is kept out by a tombstone, unless it would be refused anyway.
      if (slot.revoked !== 0 || slot.expiry_day < day) return CODE.ok;
      const used = usage.of(slot.drop_id, slot.slot, day);
      if (used.puts >= PUTS_A_SLOT_A_DAY_MAX) return CODE.quota;
      sql.keepOut(slot.drop_id, tag, slot.slot, day);
      used.puts += 1;
      return CODE.ok;
    },

    acknowledge(takeId, have, done, day) {
      const drop = sql.drop.one(takeId);
      if (drop === undefined || drop.closed_day !== null) return;
      for (const tag of done) {
        const parcel = sql.byTag.one(drop.id, tag);
        if (parcel === undefined) continue;
        if (parcel.class !== TOMBSTONE_CLASS) erase(parcel, STATE.handedOver, day);
        else if (wasHandedOverLate(parcel)) move(parcel, STATE.handedOver, day);
      }
      for (const prefix of have)
        for (const parcel of withPrefix(drop.id, prefix)) if (parcel.state === STATE.waiting) move(parcel, STATE.withReader, day);
    },
  };
}
