import assert from "node:assert/strict";
import { test } from "node:test";
import { OPENINGS, shuffled, timingRows } from "./vault-stats.ts";

/** Repeats itself, so that the test does. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function rounds(extraMs: number) {
  const random = dice(7);
  const noise = () => 500 + 40 * (random() + random() + random() - 1.5);
  return Array.from({ length: 200 }, () => ({ right: noise(), wrong: noise(), duress: noise() + extraMs }));
}

test("times from one distribution are alike, and a duress opening that takes 5 % longer is not", () => {
  const alike = timingRows(rounds(0), dice(1));
  assert.deepEqual(
    alike.map(({ kind, tries }) => [kind, tries]),
    OPENINGS.map((kind) => [kind, 200]),
  );
  assert.ok(alike.every(({ differences }) => differences.every(({ isAlike }) => isAlike)));
  const longer = timingRows(rounds(25), dice(1)).find(({ kind }) => kind === "duress");
  assert.ok(longer?.differences.every(({ isAlike, lowMs }) => !isAlike && lowMs > 10));
});

test("each round holds every kind once, in changing order", () => {
  const random = dice(3);
  const orders = new Set(Array.from({ length: 60 }, () => shuffled(random).join()));
  assert.equal(orders.size, 6);
  for (const order of orders) assert.deepEqual(order.split(",").toSorted(), OPENINGS.toSorted());
});
