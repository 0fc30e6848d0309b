/**
 * The schema, step by step: entry n leads from schema n to n + 1. Never edit one that was released, append.
 *
 * What the shape must not tell whoever takes the file: in which order parcels came, which drops one token bought, and which two drops were
 * written by one sender. So no key is counted up (a counter would put the two copies of a letter side by side): drops have random numbers,
 * parcels stand where their drop and tag put them, their bodies in `places` drawn at random among the free ones, and no table names a token and
 * a drop together. What a place's number still tells: its body came after the file had grown that far. The file grows by a chunk when more waits than
 * ever before, and then a quarter of its places, and never fewer than a thousand, is free. Of what came since it last grew, it tells nothing.
 *
 * `class` is 0 to 3 for the envelope's size and 4 for a tombstone: one tree finds a tag, what waits, and what is gone. A put writes one page
 * of it, and one for each place: that is why slots hold no counts, and why old mail is found by walking the tree once a day and not by an index.
 * All places are of one size, and none is ever deleted (store-places.ts says why).
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE tokens (
    hash BLOB NOT NULL PRIMARY KEY,
    drops_left INTEGER NOT NULL,
    expiry_day INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE drops (
    id INTEGER NOT NULL PRIMARY KEY,
    take_id BLOB NOT NULL UNIQUE,
    weekly_key BLOB,
    closed_day INTEGER
  ) STRICT;

  CREATE TABLE slots (
    drop_id INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    put_id BLOB NOT NULL UNIQUE,
    rotated_from BLOB,
    expiry_day INTEGER NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0,
    forget_day INTEGER,
    PRIMARY KEY (drop_id, slot)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX slots_rotated ON slots (rotated_from) WHERE rotated_from IS NOT NULL;
  CREATE INDEX slots_forget ON slots (forget_day) WHERE forget_day IS NOT NULL;

  CREATE TABLE parcels (
    drop_id INTEGER NOT NULL,
    class INTEGER NOT NULL,
    tag BLOB NOT NULL,
    slot INTEGER NOT NULL,
    state INTEGER NOT NULL,
    day INTEGER NOT NULL,
    state_day INTEGER,
    digest BLOB,
    places BLOB,
    PRIMARY KEY (drop_id, class, tag)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE places (
    id INTEGER NOT NULL PRIMARY KEY,
    bytes BLOB NOT NULL
  ) STRICT;
  `,
  // Stops. Nothing in a decoy's row stands in the row of the drop that it signals for: the signal's id follows from a capability that is not kept. `stop_day` is the day
  // from which relatives are told, drawn by lot after a signal: the signal's own day would be that of the decoy's first weekly key.
  `
  ALTER TABLE drops ADD COLUMN desk_id BLOB;
  ALTER TABLE drops ADD COLUMN signal_id BLOB;
  ALTER TABLE drops ADD COLUMN signal_fired INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE drops ADD COLUMN standing INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE drops ADD COLUMN stop_day INTEGER;
  CREATE INDEX drops_desk ON drops (desk_id) WHERE desk_id IS NOT NULL;
  CREATE INDEX drops_standing ON drops (desk_id, standing) WHERE desk_id IS NOT NULL;
  CREATE INDEX drops_signal ON drops (signal_id, signal_fired) WHERE signal_id IS NOT NULL;
  `,
];
