import type { DatabaseSync } from "node:sqlite";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { assert } from "@ojak/core/errors";
import { BODY_PLACE_BYTES, BODY_PLACES_A_CHUNK, BODY_PLACES_A_FREE_ONE, BODY_PLACES_FREE_MIN } from "@ojak/core/limits";
import { prepare, prepareChange } from "../engine/sqlite/query.ts";
import type { Random } from "../random.ts";
import { bodyOf, bodyPieces, decodePlaces, encodePlaces, type Body } from "./body.ts";
import { FreePlaces } from "./free-places.ts";
import { TOMBSTONE_CLASS } from "./store-rows.ts";

/**
 * Where the bodies of parcels lie: rows of one size, made before they are needed, and overwritten where they stand. A body between the small rows of its
 * drop would move its neighbours from page to page with each put, three times as much to write. Places are taken at random, so that their numbers
 * do not tell what came first. They stay when they are free, full of zeros: the file does not shrink.
 *
 * Which are free is kept in memory. True as long as one writer makes all changes.
 */
export interface Places {
  /** Writes a body down; answers the list of its places, for the parcel's row. */
  keep(route: Uint8Array | null, envelope: Uint8Array): Bytes;
  /** Overwrites the places of such a list with zeros, and frees them; the parcel's row lets go of the list in the same mutation. */
  erase(list: Uint8Array): void;
  /** Forgets which are free: after a rollback memory may be ahead of the database. */
  forget(): void;
}

function preparePlaces(database: DatabaseSync) {
  return {
    count: prepare<{ readonly count: number }>(database, "SELECT coalesce(max(id) + 1, 0) AS count FROM places"),
    taken: prepare<{ readonly places: Bytes }>(database, `SELECT places FROM parcels WHERE class < ${TOMBSTONE_CLASS}`),
    append: prepareChange(
      database,
      `WITH RECURSIVE chunk (id) AS (SELECT ?1 UNION ALL SELECT id + 1 FROM chunk WHERE id < ?1 + ${BODY_PLACES_A_CHUNK - 1})
      INSERT INTO places (id, bytes) SELECT id, zeroblob(${BODY_PLACE_BYTES}) FROM chunk`,
    ),
    write: prepareChange(database, "UPDATE places SET bytes = ?2 WHERE id = ?1"),
    clear: prepareChange(database, `UPDATE places SET bytes = zeroblob(${BODY_PLACE_BYTES}) WHERE id = ?`),
  };
}

/** Places on node:sqlite. */
export function makePlaces(database: DatabaseSync, random: Random): Places {
  const sql = preparePlaces(database);

  const load = (): FreePlaces => {
    const taken = new Uint8Array(sql.count.one()?.count ?? 0);
    for (const { places } of sql.taken.each()) {
      for (const place of decodePlaces(places)) {
        assert(taken[place] === 0, "a place belongs to one parcel");
        taken[place] = 1;
      }
    }
    return new FreePlaces(taken.length, (place) => taken[place] === 1);
  };
  let known: FreePlaces | null = load();

  /** Grows before few are left: among few free places, the one taken last would tell. */
  const grow = (free: FreePlaces): void => {
    while (free.count < Math.max(BODY_PLACES_FREE_MIN, free.all / BODY_PLACES_A_FREE_ONE)) {
      sql.append(free.all);
      free.append(BODY_PLACES_A_CHUNK);
    }
  };

  return {
    keep(route, envelope) {
      const free = (known ??= load());
      grow(free);
      const places = bodyPieces(route, envelope).map((piece) => {
        const place = free.take(random.u32());
        const written = sql.write(place, piece);
        assert(written === 1, "a free place is a row");
        return place;
      });
      return encodePlaces(places);
    },

    erase(list) {
      for (const place of decodePlaces(list)) {
        sql.clear(place);
        // What is forgotten is read anew from the parcels, of which this one is no more.
        known?.give(place);
      }
    },

    forget() {
      known = null;
    },
  };
}

/** Reads the body that lies in a list of places. Between the list and its places nothing may be written: both belong in one transaction. */
export function makeBodyReader(database: DatabaseSync): (list: Uint8Array) => Body {
  const read = prepare<{ readonly bytes: Bytes }>(database, "SELECT bytes FROM places WHERE id = ?");
  return (list) =>
    bodyOf(
      decodePlaces(list).map((place) => {
        const row = read.one(place);
        assert(row !== undefined, "a parcel's places are there");
        return row.bytes;
      }),
    );
}
