import { randomInt } from "node:crypto";
import { setImmediate as turn, setTimeout as wait } from "node:timers/promises";
import { ANSWER_MS_MAX, ANSWER_MS_MIN, ANSWERS_HELD_MAX } from "@ojak/core/limits";

const LOTS = 1 << 20;
const TURNING_MS = 2;

/**
 * Makes a hold on answers: `around` is called with the work on a request when that is whole, and resolves when the answer may leave. The time is drawn by lot, longer
 * than a usual commit: so somebody who times the line cannot tell a check, which only reads, from a parcel, which must be on the disk first. When many requests
 * are under way, answers are not held: there each waits for the others anyhow, and that hides the same.
 */
export function makeHold(): { around<Value>(work: Promise<Value>): Promise<Value> } {
  let underWay = 0;
  const crowded = (): boolean => underWay > ANSWERS_HELD_MAX;
  return {
    async around(work) {
      underWay += 1;
      try {
        const due = crowded() ? undefined : pause(crowded);
        const value = await work;
        await due;
        return value;
      } finally {
        underWay -= 1;
      }
    },
  };
}

/** Turns no more as soon as many requests are under way: each turn is time that their commits lack. */
async function pause(crowded: () => boolean): Promise<void> {
  const dueMs = performance.now() + ANSWER_MS_MIN + (ANSWER_MS_MAX - ANSWER_MS_MIN) * (randomInt(LOTS) / LOTS);
  // A timer ends at whole milliseconds of its own clock, and that clock's phase tells what went on meanwhile: the last one is waited for by turning.
  await wait(Math.max(1, dueMs - performance.now() - TURNING_MS));
  while (performance.now() < dueMs && !crowded()) await turn();
}
