import type { DatabaseSync } from "node:sqlite";
import { assert } from "@ojak/core/errors";
import type { State } from "@ojak/core/wire/codes";
import { prepare, prepareChange } from "../engine/sqlite/query.ts";
import { parcelDigest, TOMBSTONE_CLASS, type ParcelRow } from "./store-rows.ts";
import type { UsageCounts } from "./store-usage.ts";

type ParcelName = Pick<ParcelRow, "drop_id" | "class" | "tag">;

/** Turns a waiting parcel into a tombstone: its bytes go, their digest stays. The slot has room for one more then. */
export function makeErase(database: DatabaseSync, usage: UsageCounts): (parcel: ParcelName, state: State, day: number) => void {
  const body = prepare<Pick<ParcelRow, "slot" | "route" | "envelope">>(
    database,
    "SELECT slot, route, envelope FROM parcels WHERE drop_id = ? AND class = ? AND tag = ?",
  );
  const erase = prepareChange(
    database,
    `UPDATE parcels SET class = ${TOMBSTONE_CLASS}, state = ?, state_day = ?, digest = ?, route = NULL, envelope = NULL WHERE drop_id = ? AND class = ? AND tag = ?`,
  );
  return (parcel, state, day) => {
    const name = [parcel.drop_id, parcel.class, parcel.tag] as const;
    const found = body.one(...name);
    assert(found !== undefined && found.envelope !== null, "what is erased is there");
    erase(state, day, parcelDigest(found.route, found.envelope), ...name);
    usage.released(parcel.drop_id, found.slot);
  };
}
