import type { DatabaseSync } from "node:sqlite";
import { equal } from "@ojak/core/bytes/bytes";
import { CLOSE_ROWS_MAX, TOMBSTONE_DAYS } from "@ojak/core/limits";
import { CODE, STATE, type Code } from "@ojak/core/wire/codes";
import type { Slot } from "@ojak/core/wire/up";
import { prepare, prepareChange } from "../engine/sqlite/query.ts";
import type { Random } from "../random.ts";
import type { TokenSpender } from "../tokens/store.ts";
import type { Erase, ErasedParcel } from "./store-erase.ts";
import { ONE_DROP, TOMBSTONE_CLASS, type DropRow } from "./store-rows.ts";
import { makeSlotAdding } from "./store-slots.ts";

/** The answer to `close`, which erases a bounded number of parcels: to be called again while there are `more`. */
export interface Closed {
  readonly code: Code;
  readonly more: boolean;
}

/** What owners do with drops: synchronous, run inside the writer's transaction. */
export interface DropMutations {
  open(tokenHash: Uint8Array, takeId: Uint8Array, slots: readonly Slot[], day: number): Code;
  publish(takeId: Uint8Array, weeklyKey: Uint8Array): Code;
  close(takeId: Uint8Array, day: number): Closed;
}

function prepareDrops(database: DatabaseSync) {
  return {
    drop: prepare<DropRow>(database, ONE_DROP),
    addDrop: prepareChange(database, "INSERT OR IGNORE INTO drops (id, take_id) VALUES (?, ?)"),
    publish: prepareChange(database, "UPDATE drops SET weekly_key = ? WHERE id = ?"),
    closeDrop: prepareChange(database, "UPDATE drops SET closed_day = ?, weekly_key = NULL WHERE id = ?"),
    closeSlots: prepareChange(database, "UPDATE slots SET revoked = 1, forget_day = ? WHERE drop_id = ?"),
    waiting: prepare<ErasedParcel>(
      database,
      `SELECT drop_id, class, tag, slot, places FROM parcels WHERE drop_id = ? AND class < ${TOMBSTONE_CLASS} LIMIT ${CLOSE_ROWS_MAX}`,
    ),
  };
}

/** What drops depend on besides the database. */
export interface DropParts {
  readonly tokens: TokenSpender;
  readonly random: Random;
  readonly erase: Erase;
}

/** The drops' part of the store. */
export function makeDropMutations(database: DatabaseSync, { tokens, random, erase }: DropParts): DropMutations {
  const sql = prepareDrops(database);
  const slotAdding = makeSlotAdding(database);

  return {
    open(tokenHash, takeId, slots, day) {
      const found = sql.drop.one(takeId);
      if (found !== undefined) return found.closed_day === null ? CODE.ok : CODE.closed;
      if (!slotAdding.areFree(slots)) return CODE.conflict;
      const spent = tokens.spend(tokenHash, day);
      if (spent !== CODE.ok) return spent;
      let id = 0;
      do id = random.u32();
      while (sql.addDrop(id, takeId) === 0);
      for (const one of slots) slotAdding.add(id, one);
      return CODE.ok;
    },

    publish(takeId, weeklyKey) {
      const drop = sql.drop.one(takeId);
      if (drop === undefined) return CODE.unknown;
      if (drop.closed_day !== null) return CODE.closed;
      if (drop.weekly_key === null || !equal(drop.weekly_key, weeklyKey)) sql.publish(weeklyKey, drop.id);
      return CODE.ok;
    },

    close(takeId, day) {
      const drop = sql.drop.one(takeId);
      if (drop === undefined) return { code: CODE.unknown, more: false };
      if (drop.closed_day === null) {
        sql.closeDrop(day, drop.id);
        sql.closeSlots(day + TOMBSTONE_DAYS, drop.id);
      }
      // Also a repetition erases: the first may have been cut by the end of the process.
      const parcels = sql.waiting.all(drop.id);
      for (const parcel of parcels) erase(parcel, STATE.closed, drop.closed_day ?? day);
      return { code: drop.closed_day === null ? CODE.ok : CODE.closed, more: parcels.length === CLOSE_ROWS_MAX };
    },
  };
}
