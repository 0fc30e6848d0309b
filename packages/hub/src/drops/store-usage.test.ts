import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { MIGRATIONS } from "../engine/sqlite/migrations.ts";
import { TOMBSTONE_CLASS } from "./store-rows.ts";
import { makeUsageCounts } from "./store-usage.ts";

test("quota: what memory counts is what the database counts, also after all was forgotten", () => {
  using database = new DatabaseSync(":memory:");
  for (const step of MIGRATIONS) database.exec(step);
  const usage = makeUsageCounts(database);
  const add = database.prepare("INSERT INTO parcels (drop_id, class, tag, slot, state, day) VALUES (?, ?, ?, ?, 1, ?)");
  const put = (slot: number, kind: number, day: number) => {
    const used = usage.of(1, slot, day);
    add.run(1, kind, crypto.getRandomValues(new Uint8Array(16)), slot, day);
    if (kind < TOMBSTONE_CLASS) used.waiting += 1;
    used.puts += 1;
  };
  for (const [slot, kind, day] of [
    [7, 0, 10],
    [7, 1, 10],
    [7, TOMBSTONE_CLASS, 10],
    [8, 2, 10],
    [7, 1, 11],
  ] as const)
    put(slot, kind, day);
  const seen = () =>
    [usage.of(1, 7, 11), usage.of(1, 8, 11), usage.of(1, 9, 11), usage.of(2, 7, 11)].map(({ waiting, puts }) => [waiting, puts]);
  const remembered = seen();
  assert.deepEqual(remembered, [
    [3, 1],
    [1, 0],
    [0, 0],
    [0, 0],
  ]);
  usage.forget();
  assert.deepEqual(seen(), remembered);
  usage.released(1, 7);
  usage.released(99, 1);
  assert.equal(usage.of(1, 7, 11).waiting, 2);
});
