import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { isOjakError } from "@ojak/core/errors";
import { MUTATIONS_QUEUED_MAX } from "@ojak/core/limits";
import { GroupWriter } from "./writer.ts";

function makeWriter() {
  const folder = mkdtempSync(join(tmpdir(), "ojak-writer-"));
  const database = new DatabaseSync(join(folder, "x.sqlite"));
  database.exec("PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER UNIQUE)");
  const other = new DatabaseSync(join(folder, "x.sqlite"));
  const commits: number[] = [];
  const undone = { count: 0 };
  const group = new GroupWriter(database, {
    onCommit: (mutations) => commits.push(mutations),
    onRollback: () => (undone.count += 1),
  });
  const writer = {
    run: (mutation: () => unknown) =>
      new Promise((resolve, reject) => {
        group.add(mutation, (outcome) => (outcome.ok ? resolve(outcome.value) : reject(outcome.error)));
      }),
    close: () => group.close(),
  };
  const add = (n: number) => () => {
    database.prepare("INSERT INTO t VALUES (?)").run(n);
    return n;
  };
  /** What another connection sees: only what is committed. */
  const seen = () =>
    other
      .prepare("SELECT n FROM t ORDER BY n")
      .all()
      .map((row) => row["n"]);
  const end = () => {
    other.close();
    database.close();
    rmSync(folder, { recursive: true });
  };
  return { writer, database, commits, undone, add, seen, [Symbol.dispose]: end };
}

test("group commit: what is asked in one turn shares a commit, and a waiter hears only after it", async () => {
  using one = makeWriter();
  const heard = [1, 2, 3].map((n) => one.writer.run(one.add(n)).then((value) => [value, one.seen()]));
  assert.deepEqual(one.seen(), []);
  assert.deepEqual(
    await Promise.all(heard),
    [1, 2, 3].map((n) => [n, [1, 2, 3]]),
  );
  assert.deepEqual(one.commits, [3]);
});

test("group commit: a mutation that throws is undone alone", async () => {
  using one = makeWriter();
  const half = () => {
    one.add(10)();
    throw new Error("no");
  };
  const settled = await Promise.allSettled(
    [one.add(1), one.add(1), half, one.add(2)].map((mutation) => one.writer.run(mutation)),
  );
  assert.deepEqual(
    settled.map((result) => result.status),
    ["fulfilled", "rejected", "rejected", "fulfilled"],
  );
  assert.deepEqual(one.seen(), [1, 2]);
  assert.equal(one.undone.count, 3, "the whole group, then each of the two");
});

test("group commit: when the database does not commit, every waiter is refused with storage, and later ones are served", async () => {
  using one = makeWriter();
  const breaks = () => one.database.exec("COMMIT");
  const settled = await Promise.allSettled([one.writer.run(one.add(1)), one.writer.run(breaks)]);
  for (const result of settled) assert.ok(result.status === "rejected" && isOjakError(result.reason, "storage"));
  assert.equal(await one.writer.run(one.add(5)), 5);
});

test("limits: a full queue refuses with busy, a closed writer with ended; closing commits what waits", async () => {
  using one = makeWriter();
  const waiting = Array.from({ length: MUTATIONS_QUEUED_MAX }, (_, n) => one.writer.run(one.add(n)));
  await assert.rejects(one.writer.run(one.add(-1)), (error) => isOjakError(error, "busy"));
  one.writer.close();
  assert.equal(one.seen().length, MUTATIONS_QUEUED_MAX);
  await Promise.all(waiting);
  await assert.rejects(one.writer.run(one.add(-1)), (error) => isOjakError(error, "ended"));
});
