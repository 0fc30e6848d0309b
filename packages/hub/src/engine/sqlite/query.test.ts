import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openDatabase } from "./database.ts";
import { prepare, prepareChange, prepareSnapshot } from "./query.ts";

test("reads: what is read in one snapshot is of one moment, and the next sees what was committed since", () => {
  using stack = new DisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "ojak-query-"));
  stack.defer(() => rmSync(folder, { recursive: true }));
  const open = () =>
    stack.adopt(openDatabase(join(folder, "x.sqlite"), ["CREATE TABLE t (n)", "INSERT INTO t VALUES (1)"]), (database) =>
      database.close(),
    );
  const [reader, writer] = [open(), open()];
  const read = prepare<{ readonly n: number }>(reader, "SELECT n FROM t");
  const write = prepareChange(writer, "UPDATE t SET n = ?");
  const snapshot = prepareSnapshot(reader);
  const twice = (n: number) =>
    snapshot(() => {
      const before = read.one()?.n;
      write(n);
      return [before, read.one()?.n];
    });
  assert.deepEqual(
    [twice(2), twice(3)],
    [
      [1, 1],
      [2, 2],
    ],
  );
  assert.throws(
    () =>
      snapshot(() => {
        throw new Error("no");
      }),
    /no/u,
  );
  assert.deepEqual(twice(4), [3, 3], "one that failed has ended");
  assert.deepEqual(
    [...read.each()].map((row) => row.n),
    [4],
  );
});
