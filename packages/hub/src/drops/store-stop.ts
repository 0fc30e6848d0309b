import type { DatabaseSync } from "node:sqlite";
import { equal, type Bytes } from "@ojak/core/bytes/bytes";
import { SIGNAL_ROWS_MAX, SIGNAL_SHOWN_DAYS, STOP_ROWS_MAX } from "@ojak/core/limits";
import { CODE, STANDING, type Code, type Standing } from "@ojak/core/wire/codes";
import { prepare, prepareChange } from "../engine/sqlite/query.ts";
import type { Random } from "../random.ts";
import type { Watched } from "./port.ts";

/** The answer to `stop`, which changes a bounded number of drops: to be called again from `next` until that is null. */
export interface Stopped {
  readonly code: Code;
  readonly next: number | null;
}

/** Arming, stopping and signalling: synchronous, run inside the writer's transaction. */
export interface StopMutations {
  arm(takeId: Uint8Array, deskId: Uint8Array, signalId: Uint8Array): Code;
  stop(deskId: Uint8Array, undo: boolean, from: number | null, day: number): Stopped;
  signal(signalId: Uint8Array, day: number): void;
}

interface ArmedRow {
  readonly id: number;
  readonly closed_day: number | null;
  readonly desk_id: Bytes | null;
  readonly signal_id: Bytes | null;
  readonly signal_fired: number;
}

/** Stops on node:sqlite. */
export function makeStopMutations(database: DatabaseSync, random: Random): StopMutations {
  const armed = prepare<ArmedRow>(
    database,
    "SELECT id, closed_day, desk_id, signal_id, signal_fired FROM drops WHERE take_id = ?",
  );
  const arm = prepareChange(database, "UPDATE drops SET desk_id = ?, signal_id = ?, signal_fired = 0 WHERE id = ?");
  const walk = prepare<{ readonly id: number }>(
    database,
    `SELECT id FROM drops WHERE desk_id = ? AND id > ? ORDER BY id LIMIT ${STOP_ROWS_MAX}`,
  );
  const stop = prepareChange(
    database,
    `UPDATE drops SET standing = max(standing, ${STANDING.stopped}), stop_day = min(coalesce(stop_day, ?1), ?1) WHERE id = ?2`,
  );
  const lift = prepareChange(database, `UPDATE drops SET standing = ${STANDING.running}, stop_day = NULL WHERE id = ?`);
  const signal = prepareChange(
    database,
    `UPDATE drops SET signal_fired = 1, standing = ${STANDING.signalled}, stop_day = coalesce(stop_day, ?1)
    WHERE id IN (SELECT id FROM drops WHERE signal_id = ?2 AND signal_fired = 0 LIMIT ${SIGNAL_ROWS_MAX})`,
  );

  return {
    arm(takeId, deskId, signalId) {
      const drop = armed.one(takeId);
      if (drop === undefined) return CODE.unknown;
      if (drop.closed_day !== null) return CODE.closed;
      // Set once: otherwise whoever gets hold of the phone would choose who may stop it.
      if (drop.desk_id !== null && !equal(drop.desk_id, deskId)) return CODE.conflict;
      if (drop.signal_id !== null && equal(drop.signal_id, signalId)) return drop.signal_fired === 0 ? CODE.ok : CODE.used;
      arm(deskId, signalId, drop.id);
      return CODE.ok;
    },

    stop(deskId, undo, from, day) {
      // Any 32 bits may be a drop's number, nought among them.
      const rows = walk.all(deskId, from ?? -1);
      for (const { id } of rows)
        if (undo) lift(id);
        else stop(day, id);
      const last = rows.length < STOP_ROWS_MAX ? undefined : rows.at(-1);
      return { code: rows.length === 0 && from === null ? CODE.unknown : CODE.ok, next: last?.id ?? null };
    },

    signal(signalId, day) {
      signal(day + (SIGNAL_SHOWN_DAYS[random.u32() % SIGNAL_SHOWN_DAYS.length] ?? SIGNAL_SHOWN_DAYS[0]), signalId);
    },
  };
}

/** What only reads of stops, from a connection of its own. */
export interface StopReads {
  /** True when a take with that signal id stops something. */
  isArmed(signalId: Uint8Array): boolean;
  watch(deskId: Uint8Array): Watched;
}

/** The reading half. */
export function makeStopReads(database: DatabaseSync): StopReads {
  const fired = prepare<{ readonly signal_fired: number }>(
    database,
    `SELECT signal_fired FROM drops WHERE signal_id = ? ORDER BY signal_fired LIMIT ${SIGNAL_ROWS_MAX}`,
  );
  const highest = prepare<{ readonly standing: Standing; readonly stop_day: number | null }>(
    database,
    "SELECT standing, stop_day FROM drops WHERE desk_id = ? ORDER BY standing DESC LIMIT 1",
  );
  return {
    isArmed: (signalId) => fired.one(signalId)?.signal_fired === 0,
    watch(deskId) {
      const found = highest.one(deskId);
      return { standing: found?.standing ?? STANDING.unknown, day: found?.stop_day ?? 0 };
    },
  };
}
