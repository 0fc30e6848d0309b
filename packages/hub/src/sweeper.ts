import { dayOf } from "@ojak/core/epoch";
import { SWEEP_ROWS_MAX } from "@ojak/core/limits";
import type { Clock } from "./clock.ts";
import type { DropsStore } from "./drops/port.ts";

const LOOK_EVERY_MS = 60_000;

/** Lets mail expire while a hub runs. */
export interface Sweeper extends AsyncDisposable {
  /** Sweeps until nothing is left to do; resolves with the rows changed. */
  sweep(): Promise<number>;
}

/** Lets mail expire and tombstones be forgotten, once on each new day, in bounded batches between which requests are served. */
export function startSweeper(
  store: DropsStore,
  clock: Clock,
  onSwept: (rows: number) => void,
  onError: (error: unknown) => void,
): Sweeper {
  let sweptDay = -1;
  const stop = new AbortController();
  const stopping = stop.signal;
  let running: Promise<number> = Promise.resolve(0);

  const sweepAll = async (): Promise<number> => {
    const day = dayOf(clock.nowMs());
    let rows = 0;
    for (let more = true; more; more &&= !stopping.aborted) {
      const batch = await store.sweep(day, SWEEP_ROWS_MAX);
      rows += batch.changed;
      more = batch.more;
    }
    sweptDay = day;
    if (rows > 0) onSwept(rows);
    return rows;
  };
  const sweep = (): Promise<number> => {
    running = running.catch(() => 0).then(sweepAll);
    return running;
  };
  const look = (): void => {
    if (dayOf(clock.nowMs()) !== sweptDay) sweep().catch(onError);
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  look();

  return {
    sweep,
    async [Symbol.asyncDispose]() {
      stop.abort();
      clearInterval(timer);
      await running.catch(() => 0);
    },
  };
}
