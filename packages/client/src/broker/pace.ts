import { PAUSE_BETWEEN_MS_MAX, PAUSE_BETWEEN_MS_MIN } from "@ojak/core/limits";
import type { Random } from "../ports.ts";
import type { LastBurst } from "./state.ts";

/** A poor link, as long as no burst of this phone has shown another: three round trips of 600 ms, then 40 kbit/s. */
const POOR_START_MS = 1_800;
const POOR_BYTES_A_MS = 5;

/** About how long a burst with so many bytes on its way up will be on the air, in ms: after a whole one by its figures, else over a poor link. */
export function expectedAirMs(upBytes: number, last: LastBurst | null): number {
  const poorMs = POOR_START_MS + upBytes / POOR_BYTES_A_MS;
  if (last === null || !last.complete) return poorMs;
  const more = upBytes - Math.max(last.upBytes, last.downBytes);
  // What is more than last time is counted as over a poor link: better less time than was said.
  return last.airMs + Math.max(0, more) / POOR_BYTES_A_MS;
}

/** How long to wait at least until the next burst, in ms, by lot: habits are what a direction finder waits for. */
export function pauseMs(random: Random): number {
  const [high, low] = random(2);
  const lot = (((high ?? 0) << 8) | (low ?? 0)) / 0x1_0000;
  return PAUSE_BETWEEN_MS_MIN + Math.round(lot * (PAUSE_BETWEEN_MS_MAX - PAUSE_BETWEEN_MS_MIN));
}
