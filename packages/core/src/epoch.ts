const HOUR_MS = 3_600_000;

/** Whole hours since the Unix epoch: as fine as anything that leaves a device is ever dated. */
export function hourOf(nowMs: number): number {
  return Math.floor(nowMs / HOUR_MS);
}

/** Whole days since the Unix epoch, UTC. */
export function dayOf(nowMs: number): number {
  return Math.floor(hourOf(nowMs) / 24);
}

/** Whole weeks since the Unix epoch, UTC (weeks begin on Thursdays). */
export function weekOf(nowMs: number): number {
  return Math.floor(dayOf(nowMs) / 7);
}

/** The first millisecond of an hour that `hourOf` counted. */
export function hourStartMs(hour: number): number {
  return hour * HOUR_MS;
}
