import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { isOjakError } from "@ojak/core/errors";
import { BODY_PLACE_BYTES } from "@ojak/core/limits";
import { openDatabase, schemaNumber } from "./database.ts";
import { MIGRATIONS } from "./migrations.ts";

function inFolder(body: (path: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "ojak-db-"));
  try {
    body(join(folder, "hub.sqlite"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const setting = (database: ReturnType<typeof openDatabase>, name: string) =>
  Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];

test("durability: write-ahead log, FULL, freed bytes overwritten", () => {
  inFolder((path) => {
    const database = openDatabase(path);
    assert.deepEqual(
      ["journal_mode", "synchronous", "secure_delete", "user_version"].map((name) => setting(database, name)),
      ["wal", 2, 1, MIGRATIONS.length],
    );
    database.close();
  });
});

test("9: data is migrated forward step by step, once", () => {
  inFolder((path) => {
    const steps = ["CREATE TABLE a (n)", "ALTER TABLE a ADD COLUMN m", "INSERT INTO a VALUES (1, 2)"];
    for (let count = 1; count <= 3; count++) {
      const database = openDatabase(path, steps.slice(0, count));
      assert.equal(schemaNumber(database), count);
      database.close();
    }
    const database = openDatabase(path, steps);
    assert.equal(database.prepare("SELECT count(*) AS n FROM a").get()?.["n"], 1);
    database.close();
  });
});

test("9: a step that fails leaves everything as it was", () => {
  inFolder((path) => {
    openDatabase(path, ["CREATE TABLE a (n)"]).close();
    assert.throws(() => openDatabase(path, ["", "CREATE TABLE b (n)", "nonsense"]));
    const database = openDatabase(path, ["CREATE TABLE a (n)"]);
    assert.equal(database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'b'").get()?.["n"], 0);
    database.close();
  });
});

test("9: data of a newer hub is refused by name, and not changed", () => {
  inFolder((path) => {
    openDatabase(path, ["CREATE TABLE a (n)", "CREATE TABLE b (n)"]).close();
    const before = readFileSync(path);
    assert.throws(
      () => openDatabase(path, ["CREATE TABLE a (n)"]),
      (error) => isOjakError(error, "version"),
    );
    assert.deepEqual(readFileSync(path), before);
  });
});

test("storage: four places fill a page, with numbers as high as they come", () => {
  inFolder((path) => {
    const database = openDatabase(path);
    const pages = () => Number(setting(database, "page_count"));
    const before = pages();
    const add = database.prepare("INSERT INTO places (id, bytes) VALUES (?, zeroblob(?))");
    database.exec("BEGIN");
    for (let i = 0; i < 800; i++) add.run(200_000_000 + i, BODY_PLACE_BYTES);
    database.exec("COMMIT");
    assert.equal(pages() - before, 200);
    database.close();
  });
});
