import assert from "node:assert/strict";
import { test } from "node:test";
import { accuracyOf, type Sample } from "@ojak/tools/bench/link/classifier";
import { type Cargo, observeBursts } from "@ojak/tools/bench/link/observer";

/** Trained on every other burst, asked about the rest. */
function accuracy(samples: readonly Sample[]): number {
  return accuracyOf(
    samples.filter((_, i) => i % 2 === 0),
    samples.filter((_, i) => i % 2 === 1),
  );
}

test("network watcher: a check, a receipt, a reply and a letter look alike in size, packets and timing", async () => {
  const kinds: readonly Cargo[] = ["check", "receipt", "reply", "letter"];
  const samples = await observeBursts(1_000, kinds);
  const right = accuracy(samples);
  // Four standard deviations above chance for the number of guesses made.
  const chance = 1 / kinds.length;
  const bound = chance + 4 * Math.sqrt((chance * (1 - chance)) / (samples.length / 2));
  assert.ok(
    right <= bound,
    `right in ${(100 * right).toFixed(1)} % of cases, chance is ${100 * chance} %, bound ${(100 * bound).toFixed(1)} %`,
  );
});

test("network watcher: a decoy's exchange that tells the desk looks like a check in size, packets and timing", async () => {
  const samples = await observeBursts(600, ["check", "signal"]);
  const right = accuracy(samples);
  const bound = 0.5 + 4 * Math.sqrt(0.25 / (samples.length / 2));
  assert.ok(
    right <= bound,
    `right in ${(100 * right).toFixed(1)} % of cases, chance is 50 %, bound ${(100 * bound).toFixed(1)} %`,
  );
});

test("network watcher: the same observer sees what is larger, so that the test above can fail", async () => {
  const right = accuracy(await observeBursts(200, ["check", "long letter"]));
  assert.ok(right > 0.95, `right in ${(100 * right).toFixed(1)} % of cases only`);
});
