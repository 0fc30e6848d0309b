import type { DatabaseSync } from "node:sqlite";
import { assert } from "@ojak/core/errors";
import type { State } from "@ojak/core/wire/codes";
import { prepareChange } from "../engine/sqlite/query.ts";
import { makeBodyReader, type Places } from "./store-places.ts";
import { parcelDigest, TOMBSTONE_CLASS, type ParcelRow } from "./store-rows.ts";
import type { UsageCounts } from "./store-usage.ts";

/** What erasing must know of a parcel. */
export type ErasedParcel = Pick<ParcelRow, "drop_id" | "class" | "tag" | "slot" | "places">;

/** Turns a waiting parcel into a tombstone: its bytes go, their digest stays. The slot has room for one more then. */
export type Erase = (parcel: ErasedParcel, state: State, day: number) => void;

/** What erasing changes besides the database. */
export interface EraseParts {
  readonly usage: UsageCounts;
  readonly places: Places;
  /** Called when a body was erased, so that the engine clears its log soon. */
  readonly erased: () => void;
}

/** Erasing on node:sqlite. */
export function makeErase(database: DatabaseSync, { usage, places, erased }: EraseParts): Erase {
  const bodyAt = makeBodyReader(database);
  const bury = prepareChange(
    database,
    `UPDATE parcels SET class = ${TOMBSTONE_CLASS}, state = ?, state_day = ?, digest = ?, places = NULL WHERE drop_id = ? AND class = ? AND tag = ?`,
  );
  return (parcel, state, day) => {
    assert(parcel.places !== null, "what is erased is there");
    const { route, envelope } = bodyAt(parcel.places);
    bury(state, day, parcelDigest(route, envelope), parcel.drop_id, parcel.class, parcel.tag);
    places.erase(parcel.places);
    usage.released(parcel.drop_id, parcel.slot);
    erased();
  };
}
