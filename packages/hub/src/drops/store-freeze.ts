import type { DatabaseSync } from "node:sqlite";
import { FREEZE_ROWS_MAX, TOMBSTONE_DAYS } from "@ojak/core/limits";
import { CODE, STATE, type Code } from "@ojak/core/wire/codes";
import { prepare, prepareChange } from "../engine/sqlite/query.ts";
import type { Erase, ErasedParcel } from "./store-erase.ts";
import { prepareSlotSearch, SLOT_FROZEN, TOMBSTONE_CLASS, type ParcelRow } from "./store-rows.ts";
import type { UsageCounts } from "./store-usage.ts";

/** Where a walk through a drop's waiting parcels stands: the last one that it looked at. Null: at the beginning. */
export type FreezePlace = Pick<ParcelRow, "class" | "tag"> | null;

/** The answer to `freeze`, which looks at a bounded number of parcels: to be called again from `next` until that is null. */
export interface Frozen {
  readonly code: Code;
  readonly next: FreezePlace;
}

/** What a depositor does to his own slot: synchronous, run inside the writer's transaction. */
export interface FreezeMutation {
  freeze(putId: Uint8Array, from: FreezePlace, day: number): Frozen;
}

/** Freezing on node:sqlite. */
export function makeFreeze(database: DatabaseSync, usage: UsageCounts, erase: Erase): FreezeMutation {
  const { byPut } = prepareSlotSearch(database);
  const mark = prepareChange(
    database,
    `UPDATE slots SET revoked = ${SLOT_FROZEN}, forget_day = min(coalesce(forget_day, ?1), ?1)
    WHERE drop_id = ?2 AND slot = ?3 AND revoked <> ${SLOT_FROZEN}`,
  );
  // Slots have no index, which would cost every put a page more; bodies are not read.
  const walk = prepare<ErasedParcel>(
    database,
    `SELECT drop_id, class, tag, slot, places FROM parcels WHERE drop_id = ? AND class < ${TOMBSTONE_CLASS} AND (class, tag) > (?, ?)
    ORDER BY class, tag LIMIT ${FREEZE_ROWS_MAX}`,
  );

  return {
    freeze(putId, from, day) {
      const slot = byPut.one(putId);
      // Only who took an introduction up: other capabilities lie on phones, or follow from words that were typed on one.
      if (slot === undefined || slot.rotated_from === null || Buffer.compare(slot.put_id, putId) !== 0)
        return { code: CODE.unknown, next: null };
      if (slot.closed_day !== null) return { code: CODE.closed, next: null };
      mark(day + TOMBSTONE_DAYS, slot.drop_id, slot.slot);
      const used = usage.of(slot.drop_id, slot.slot, day);
      // Also a repetition looks: the first may have been cut by the end of the process.
      const rows = used.waiting === 0 ? [] : walk.all(slot.drop_id, from?.class ?? -1, from?.tag ?? new Uint8Array(0));
      const own = rows.filter((row) => row.slot === slot.slot);
      for (const row of own) erase(row, STATE.withdrawn, day);
      const last = rows.length < FREEZE_ROWS_MAX || used.waiting === 0 ? undefined : rows.at(-1);
      return { code: CODE.ok, next: last === undefined ? null : { class: last.class, tag: last.tag } };
    },
  };
}
