import { DatabaseSync } from "node:sqlite";
import { OjakError } from "@ojak/core/errors";
import { MIGRATIONS } from "./migrations.ts";

/** Four places fit one (`BODY_PLACE_BYTES`). Each page that a put touches is written whole: larger ones cost more, smaller ones are more of them. */
const PAGE_BYTES = 4_096;
/** SQLite walks its cache's table at each commit (a tenth of the writer's time at 64 MiB); what is not in it is in the system's cache. */
const CACHE_KIB = 16_384;
const BUSY_MS_MAX = 5_000;
/** Only in case the checkpointer does not come. */
const CHECKPOINT_PAGES = 65_536;

/**
 * Opens (or creates) the hub's database: WAL, every commit on the disk before it counts, freed bytes overwritten. Several processes may open
 * the same file. Throws `version` when a newer program wrote it, and then changes nothing.
 */
export function openDatabase(path: string, migrations: readonly string[] = MIGRATIONS): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: BUSY_MS_MAX, enableForeignKeyConstraints: false, allowExtension: false });
  try {
    refuseNewer(schemaNumber(database), migrations);
    database.exec(`
      PRAGMA page_size = ${PAGE_BYTES};
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
      PRAGMA temp_store = MEMORY;
      PRAGMA cache_size = -${CACHE_KIB};
      PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
    `);
    migrate(database, migrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The number of migrations that a database has behind it. */
export function schemaNumber(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
}

/** PASSIVE copies what it can while others work; RESTART lets the log begin anew; TRUNCATE also cuts it to nothing. */
export type CheckpointMode = "PASSIVE" | "RESTART" | "TRUNCATE";

/** Copies the log into the database; answers the log's length in pages. */
export function checkpoint(database: DatabaseSync, mode: CheckpointMode): number {
  return Number(database.prepare(`PRAGMA wal_checkpoint(${mode})`).get()?.["log"] ?? 0);
}

function refuseNewer(found: number, migrations: readonly string[]): void {
  if (found > migrations.length) {
    throw new OjakError(
      "version",
      `the data was written by a newer hub (schema ${found}, this program knows ${migrations.length}): start that one`,
    );
  }
}

function migrate(database: DatabaseSync, migrations: readonly string[]): void {
  if (schemaNumber(database) === migrations.length) return;
  database.exec("BEGIN IMMEDIATE");
  try {
    // Another process may have migrated while this one waited for the write lock.
    const found = schemaNumber(database);
    refuseNewer(found, migrations);
    for (const step of migrations.slice(found)) database.exec(step);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}
