import type { DatabaseSync } from "node:sqlite";
import { concat } from "@ojak/core/bytes/bytes";
import { PREFIX_BYTES, TAG_BYTES } from "@ojak/core/limits";
import { STATE } from "@ojak/core/wire/codes";
import { prepare, type Query } from "../engine/sqlite/query.ts";
import { ANY_CLASS, type ParcelRow } from "./store-rows.ts";

const HEAD = "SELECT drop_id, class, tag, slot, state, day, state_day, digest, places FROM parcels";
const [LOW, HIGH] = [new Uint8Array(TAG_BYTES - PREFIX_BYTES), new Uint8Array(TAG_BYTES - PREFIX_BYTES).fill(0xff)];

/** Finds a drop's parcel or tombstone by its tag: arguments are the drop's number and the tag. */
export function prepareByTag(database: DatabaseSync): Query<ParcelRow> {
  return prepare<ParcelRow>(database, `${HEAD} WHERE drop_id = ? AND ${ANY_CLASS} AND tag = ?`);
}

/** A search of a drop's parcels and tombstones by the first 6 bytes of their tags. */
export function makePrefixSearch(database: DatabaseSync): (dropId: number, prefix: Uint8Array) => readonly ParcelRow[] {
  const search = prepare<ParcelRow>(database, `${HEAD} WHERE drop_id = ? AND ${ANY_CLASS} AND tag BETWEEN ? AND ?`);
  return (dropId, prefix) => search.all(dropId, concat(prefix, LOW), concat(prefix, HIGH));
}

/** The hub's copy was withdrawn or expired, and then the reader's was handed over: that is what counts. */
export function wasHandedOverLate(parcel: ParcelRow): boolean {
  return parcel.digest !== null && (parcel.state === STATE.withdrawn || parcel.state === STATE.expired);
}
