import type { DatabaseSync } from "node:sqlite";
import { MAIL_LIFE_DAYS, PREFIX_BYTES, TAKE_ROWS_MAX } from "@ojak/core/limits";
import { CODE, STATE, type State } from "@ojak/core/wire/codes";
import type { ParcelState } from "@ojak/core/wire/down";
import { prepare, prepareSnapshot } from "../engine/sqlite/query.ts";
import type { Looked, ParcelOut, Refusal } from "./port.ts";
import { makeBodyReader } from "./store-places.ts";
import {
  classOf,
  isPast,
  isStopShown,
  ONE_DROP,
  TOMBSTONE_CLASS,
  type DropRow,
  type ParcelRow,
  type SlotRow,
} from "./store-rows.ts";
import { makePrefixSearch, prepareByTag, wasHandedOverLate } from "./store-search.ts";

/** What only reads, from a connection of its own. */
export interface DropsReads {
  /** True when an acknowledgement would change something: most bursts change nothing and need no commit. */
  wouldChange(takeId: Uint8Array, have: readonly Uint8Array[], done: readonly Uint8Array[]): boolean;
  gone(takeId: Uint8Array, have: readonly Uint8Array[], day: number): readonly Uint8Array[] | Refusal;
  waiting(
    takeId: Uint8Array,
    envelopeBytes: number,
    have: readonly Uint8Array[],
    countMax: number,
    day: number,
  ): readonly ParcelOut[];
  look(putId: Uint8Array, tags: readonly Uint8Array[], day: number): Looked | Refusal;
}

function prepareReads(database: DatabaseSync) {
  return {
    drop: prepare<DropRow>(database, ONE_DROP),
    slot: prepare<SlotRow>(
      database,
      "SELECT s.*, d.closed_day, d.weekly_key, d.stop_day FROM slots s JOIN drops d ON d.id = s.drop_id WHERE s.put_id = ?",
    ),
    byTag: prepareByTag(database),
    waiting: prepare<Pick<ParcelRow, "slot" | "tag" | "places">>(
      database,
      `SELECT slot, tag, places FROM
        (SELECT slot, tag, day, places FROM parcels WHERE drop_id = ?1 AND class = ?2 AND day > ?3 LIMIT ?4 + ${TAKE_ROWS_MAX})
      ORDER BY day LIMIT ?4 + ?5`,
    ),
  };
}

/** The reading half of the store. */
export function makeDropsReads(database: DatabaseSync): DropsReads {
  const sql = prepareReads(database);
  const withPrefix = makePrefixSearch(database);
  const bodyAt = makeBodyReader(database);
  const atOneMoment = prepareSnapshot(database);

  return {
    wouldChange(takeId, have, done) {
      const drop = sql.drop.one(takeId);
      if (drop === undefined || drop.closed_day !== null) return false;
      const isOpen = (tag: Uint8Array): boolean => {
        const parcel = sql.byTag.one(drop.id, tag);
        return parcel !== undefined && (parcel.class !== TOMBSTONE_CLASS || wasHandedOverLate(parcel));
      };
      return (
        done.some(isOpen) || have.some((prefix) => withPrefix(drop.id, prefix).some((parcel) => parcel.state === STATE.waiting))
      );
    },

    gone(takeId, have, day) {
      const drop = sql.drop.one(takeId);
      if (drop === undefined) return CODE.unknown;
      if (drop.closed_day !== null) return CODE.closed;
      return have.filter((prefix) => {
        const found = withPrefix(drop.id, prefix);
        return found.length > 0 && found.every((parcel) => parcel.class === TOMBSTONE_CLASS || isPast(parcel.day, day));
      });
    },

    waiting(takeId, envelopeBytes, have, countMax, day) {
      const drop = sql.drop.one(takeId);
      if (drop === undefined || drop.closed_day !== null || drop.stop_day !== null || countMax <= 0) return [];
      const prefixes = new Set(have.map(prefixKey));
      return atOneMoment(() => {
        const rows = sql.waiting.all(drop.id, classOf(envelopeBytes), day - MAIL_LIFE_DAYS, prefixes.size, countMax);
        const wanted = rows.filter((row) => !prefixes.has(prefixKey(row.tag))).slice(0, countMax);
        return wanted.flatMap(({ slot, tag, places }) => (places === null ? [] : [{ slot, tag, ...bodyAt(places) }]));
      });
    },

    look(putId, tags, day) {
      const slot = sql.slot.one(putId);
      if (slot === undefined) return CODE.unknown;
      const states = tags.map((tag) => {
        const parcel = sql.byTag.one(slot.drop_id, tag);
        return stateOn(parcel?.slot === slot.slot ? parcel : undefined, slot.closed_day, day);
      });
      const isStopped = isStopShown(slot, day);
      return { states, weeklyKey: isStopped ? null : slot.weekly_key, isStopped };
    },
  };
}

function stateOn(parcel: ParcelRow | undefined, closedDay: number | null, day: number): ParcelState {
  if (parcel === undefined) return { state: STATE.unknown, day: 0 };
  if (parcel.class !== TOMBSTONE_CLASS && closedDay !== null) return { state: STATE.closed, day: closedDay };
  // The sweep comes a little later than midnight; whoever asks before it is told what it will find.
  if (parcel.class !== TOMBSTONE_CLASS && isPast(parcel.day, day))
    return { state: STATE.expired, day: parcel.day + MAIL_LIFE_DAYS };
  return { state: parcel.state as State, day: parcel.state_day ?? parcel.day };
}

function prefixKey(tag: Uint8Array): string {
  return String.fromCharCode(...tag.subarray(0, PREFIX_BYTES));
}
