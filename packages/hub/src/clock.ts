import { OjakError } from "@ojak/core/errors";

/** Where the time comes from; only the composition root reads the machine's. */
export interface Clock {
  nowMs(): number;
}

/** The machine's clock. */
export const systemClock: Clock = { nowMs: () => Date.now() };

const DEMO_STEP_MS_MAX = 400 * 24 * 3_600_000;

/** A clock that a demonstration on this machine turns forward, so that weeks of waiting pass in a second. */
export interface DemoClock extends Clock {
  /** Moves the clock forward by `stepMs` (an integer above 0, at most 400 days); throws `malformed` for anything else. */
  advance(stepMs: number): void;
}

/** A clock that begins at another clock's time. */
export function makeDemoClock(base: Clock): DemoClock {
  let offsetMs = 0;
  return {
    nowMs: () => base.nowMs() + offsetMs,
    advance(stepMs) {
      if (!Number.isInteger(stepMs) || stepMs <= 0 || stepMs > DEMO_STEP_MS_MAX)
        throw new OjakError("malformed", "the clock moves forward only, at most 400 days at once");
      offsetMs += stepMs;
    },
  };
}
