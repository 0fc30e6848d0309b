import type { DatabaseSync } from "node:sqlite";
import { equal } from "@ojak/core/bytes/bytes";
import { SLOTS_A_DROP_MAX, TOMBSTONE_DAYS } from "@ojak/core/limits";
import { CODE, type Code } from "@ojak/core/wire/codes";
import { NEVER_DAY } from "@ojak/core/wire/shapes";
import type { Slot } from "@ojak/core/wire/up";
import { prepare, prepareChange } from "../engine/sqlite/query.ts";
import { isStopShown, ONE_DROP, prepareSlotSearch, type DropRow } from "./store-rows.ts";
import type { UsageCounts } from "./store-usage.ts";

/** What owners do with slots: synchronous, run inside the writer's transaction. */
export interface SlotMutations {
  grant(takeId: Uint8Array, slot: Slot): Code;
  revoke(takeId: Uint8Array, slot: number, day: number): Code;
  rotate(putId: Uint8Array, newPutId: Uint8Array, day: number): Code;
}

function prepareSlots(database: DatabaseSync) {
  return {
    drop: prepare<DropRow>(database, ONE_DROP),
    ...prepareSlotSearch(database),
    count: prepare<{ readonly n: number }>(database, "SELECT count(*) AS n FROM slots WHERE drop_id = ?"),
    moveExpiry: prepareChange(
      database,
      "UPDATE slots SET expiry_day = ?, forget_day = ? WHERE drop_id = ? AND slot = ? AND revoked = 0",
    ),
    revoke: prepareChange(
      database,
      "UPDATE slots SET revoked = 1, forget_day = min(coalesce(forget_day, ?1), ?1) WHERE drop_id = ?2 AND slot = ?3 AND revoked = 0",
    ),
    rotate: prepareChange(
      database,
      `UPDATE slots SET rotated_from = put_id, put_id = ?, expiry_day = ${NEVER_DAY}, forget_day = NULL WHERE drop_id = ? AND slot = ?`,
    ),
  };
}

/** The slots' part of the store. */
export function makeSlotMutations(database: DatabaseSync, usage: UsageCounts): SlotMutations {
  const sql = prepareSlots(database);
  const { areFree, add } = makeSlotAdding(database);

  return {
    grant(takeId, slot) {
      const drop = sql.drop.one(takeId);
      if (drop === undefined) return CODE.unknown;
      if (drop.closed_day !== null) return CODE.closed;
      const row = sql.slot.one(drop.id, slot.slot);
      if (row !== undefined) {
        if (!equal(row.rotated_from ?? row.put_id, slot.putId)) return CODE.conflict;
        if (row.rotated_from === null && row.expiry_day !== slot.expiryDay)
          sql.moveExpiry(slot.expiryDay, forgetDay(slot), drop.id, slot.slot);
        return CODE.ok;
      }
      if (!areFree([slot])) return CODE.conflict;
      if ((sql.count.one(drop.id)?.n ?? 0) >= SLOTS_A_DROP_MAX) return CODE.quota;
      add(drop.id, slot);
      return CODE.ok;
    },

    revoke(takeId, slot, day) {
      const drop = sql.drop.one(takeId);
      if (drop === undefined) return CODE.unknown;
      if (drop.closed_day !== null) return CODE.closed;
      sql.revoke(day + TOMBSTONE_DAYS, drop.id, slot);
      return CODE.ok;
    },

    rotate(putId, newPutId, day) {
      const row = sql.byPut.one(putId);
      if (row === undefined) return CODE.unknown;
      if (row.closed_day !== null) return CODE.closed;
      if (row.rotated_from !== null) return equal(row.put_id, newPutId) && equal(row.rotated_from, putId) ? CODE.ok : CODE.used;
      if (row.revoked !== 0) return CODE.closed;
      if (isStopShown(row, day)) return CODE.stopped;
      if (row.expiry_day < day) return CODE.expired;
      // An introduction ends some day and nothing was put with it yet. All else may be known to a phone, which must not take it over.
      if (row.expiry_day === NEVER_DAY) return CODE.unknown;
      if (usage.of(row.drop_id, row.slot, day).waiting > 0) return CODE.used;
      if (sql.byPut.one(newPutId) !== undefined) return CODE.conflict;
      sql.rotate(newPutId, row.drop_id, row.slot);
      return CODE.ok;
    },
  };
}

/** How slots come into being, with a drop or later. */
export function makeSlotAdding(database: DatabaseSync) {
  const { byPut } = prepareSlotSearch(database);
  const add = prepareChange(database, "INSERT INTO slots (drop_id, slot, put_id, expiry_day, forget_day) VALUES (?, ?, ?, ?, ?)");
  return {
    /** True when no number and no put id stands twice among these, and no put id is taken. */
    areFree: (slots: readonly Slot[]): boolean =>
      new Set(slots.map((one) => one.slot)).size === slots.length &&
      slots.every(
        (one, i) => byPut.one(one.putId) === undefined && !slots.slice(0, i).some((earlier) => equal(earlier.putId, one.putId)),
      ),
    add: (dropId: number, slot: Slot): void => void add(dropId, slot.slot, slot.putId, slot.expiryDay, forgetDay(slot)),
  };
}

/** When a slot is free again: some time after its last day. */
function forgetDay({ expiryDay }: Slot): number | null {
  return expiryDay === NEVER_DAY ? null : expiryDay + TOMBSTONE_DAYS;
}
