import type { DatabaseSync } from "node:sqlite";
import { prepare } from "../engine/sqlite/query.ts";
import { TOMBSTONE_CLASS } from "./store-rows.ts";

const DROPS_REMEMBERED_MAX = 10_000;

/** What a slot has used of its quotas. */
export interface Usage {
  waiting: number;
  /** Tombstones of withdrawals that came first count too: they are rows that somebody made. */
  puts: number;
  /** The day of `puts`. */
  day: number;
}

/**
 * What slots have used of their quotas: counted from the parcels when a drop is first asked about, then kept in memory. In the database these counts would
 * cost each put a page more, a quarter of all it writes. True as long as one writer makes all changes and tells of each.
 */
export interface UsageCounts {
  /** The usage on `day`; what is changed in it is remembered. */
  of(dropId: number, slot: number, day: number): Usage;
  /** One parcel less waits. */
  released(dropId: number, slot: number): void;
  /** Forgets all: after a rollback memory may be ahead of the database. */
  forget(): void;
}

/** Counts on node:sqlite. */
export function makeUsageCounts(database: DatabaseSync): UsageCounts {
  const drops = new Map<number, Map<number, Usage>>();
  const count = prepare<{ readonly slot: number; readonly waiting: number; readonly puts: number }>(
    database,
    `SELECT slot, count(*) FILTER (WHERE class < ${TOMBSTONE_CLASS}) AS waiting, count(*) FILTER (WHERE day = ?2) AS puts
    FROM parcels WHERE drop_id = ?1 GROUP BY slot`,
  );

  const remember = (dropId: number, day: number): Map<number, Usage> => {
    const slots = new Map(count.all(dropId, day).map(({ slot, waiting, puts }) => [slot, { waiting, puts, day }]));
    const [oldest] = drops.keys();
    if (oldest !== undefined && drops.size >= DROPS_REMEMBERED_MAX) drops.delete(oldest);
    drops.set(dropId, slots);
    return slots;
  };

  return {
    of(dropId, slot, day) {
      const slots = drops.get(dropId) ?? remember(dropId, day);
      let usage = slots.get(slot);
      if (usage === undefined) slots.set(slot, (usage = { waiting: 0, puts: 0, day }));
      if (usage.day !== day) {
        usage.puts = 0;
        usage.day = day;
      }
      return usage;
    },
    released(dropId, slot) {
      const usage = drops.get(dropId)?.get(slot);
      if (usage !== undefined) usage.waiting -= 1;
    },
    forget: () => drops.clear(),
  };
}
