import assert from "node:assert/strict";
import { test } from "node:test";
import { runKill9 } from "../test/kill9.ts";

test("durability: kill -9 under load loses no acknowledged parcel, and brings none back that was done", async () => {
  const tally = await runKill9({ rounds: 3, clients: 16 });
  assert.deepEqual([tally.rounds, tally.lost, tally.returned], [3, 0, 0]);
  assert.ok(tally.acknowledged > 100 && tally.delivered >= tally.acknowledged, JSON.stringify(tally));
});
