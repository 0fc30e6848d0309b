import assert from "node:assert/strict";
import { test } from "node:test";
import { type CutRow, PIECE_BYTES, runCuts } from "@ojak/tools/bench/link/cuts";

/** Asking what arrived, and the headers of two more requests. */
const ASKING_BYTES = 1_800;

test("a burst cut anywhere, up or down, loses nothing, brings nothing twice, and costs one piece more and the asking", async () => {
  const rows: CutRow[] = [];
  await runCuts({ every: 223, onRow: (row) => rows.push(row) });
  assert.deepEqual(
    rows.filter(({ problems }) => problems.length > 0),
    [],
  );
  assert.deepEqual(new Set(rows.map(({ way }) => way)), new Set(["up", "down"]));
  assert.ok(rows.length > 30, `${rows.length} cuts`);
  const dearest = rows.toSorted((a, b) => b.overBytes - a.overBytes)[0];
  assert.ok((dearest?.overBytes ?? 0) > 1_000, "a cut costs something, or none was made");
  assert.ok((dearest?.overBytes ?? 0) <= PIECE_BYTES + ASKING_BYTES, JSON.stringify(dearest));
});
