import type { DatabaseSync } from "node:sqlite";
import { MAIL_LIFE_DAYS, TOMBSTONE_DAYS } from "@ojak/core/limits";
import { STATE } from "@ojak/core/wire/codes";
import { prepare, prepareChange } from "../engine/sqlite/query.ts";
import type { Erase } from "./store-erase.ts";
import { isPast, TOMBSTONE_CLASS, type ParcelRow } from "./store-rows.ts";

/** Where a walk through all parcels stands: the last one that it looked at. Null: at the beginning. */
export type SweepPlace = Pick<ParcelRow, "drop_id" | "class" | "tag"> | null;

/** What one batch did. */
export interface Swept {
  readonly changed: number;
  readonly more: boolean;
  /** Where the next batch goes on, once this one is committed; null when the walk is over. */
  readonly next: SweepPlace;
}

/** One batch of expiry and forgetting, as a mutation: looks at `rowsMax` parcels at most. */
export interface SweepMutation {
  sweep(from: SweepPlace, day: number, rowsMax: number): Swept;
}

type Walked = Pick<ParcelRow, "drop_id" | "class" | "tag" | "slot" | "day" | "state_day" | "places">;

function prepareSweep(database: DatabaseSync) {
  return {
    walk: prepare<Walked>(
      database,
      "SELECT drop_id, class, tag, slot, day, state_day, places FROM parcels WHERE (drop_id, class, tag) > (?, ?, ?) ORDER BY drop_id, class, tag LIMIT ?",
    ),
    forget: prepareChange(database, "DELETE FROM parcels WHERE drop_id = ? AND class = ? AND tag = ?"),
    forgetSlots: prepareChange(
      database,
      "DELETE FROM slots WHERE (drop_id, slot) IN (SELECT drop_id, slot FROM slots WHERE forget_day <= ? AND forget_day IS NOT NULL LIMIT ?)",
    ),
    tokens: prepareChange(database, "DELETE FROM tokens WHERE hash IN (SELECT hash FROM tokens WHERE expiry_day < ? LIMIT ?)"),
  };
}

/** `erased` is called when rows were erased, so that the engine clears its log soon. */
export function makeSweep(database: DatabaseSync, erase: Erase, erased: () => void): SweepMutation {
  const sql = prepareSweep(database);

  const sweepOne = (row: Walked, day: number): 0 | 1 => {
    if (row.class !== TOMBSTONE_CLASS) {
      if (!isPast(row.day, day)) return 0;
      erase(row, STATE.expired, row.day + MAIL_LIFE_DAYS);
      return 1;
    }
    if ((row.state_day ?? row.day) + TOMBSTONE_DAYS > day) return 0;
    sql.forget(row.drop_id, row.class, row.tag);
    return 1;
  };

  return {
    sweep(from, day, rowsMax) {
      const rows = sql.walk.all(from?.drop_id ?? -1, from?.class ?? 0, from?.tag ?? new Uint8Array(0), rowsMax);
      const others = [sql.forgetSlots(day, rowsMax), sql.tokens(day, rowsMax)];
      let changed = others.reduce((sum, count) => sum + count, 0);
      for (const row of rows) changed += sweepOne(row, day);
      if (changed > 0) erased();
      const last = rows.length < rowsMax ? undefined : rows.at(-1);
      const more = last !== undefined || others.includes(rowsMax);
      return { changed, more, next: last === undefined ? null : { drop_id: last.drop_id, class: last.class, tag: last.tag } };
    },
  };
}
