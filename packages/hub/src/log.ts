import { hourOf } from "@ojak/core/epoch";
import type { Clock } from "./clock.ts";

/** Figures and fixed words only: never an address, an id, a tag, a token, or text that a client sent. */
export type LogFields = Readonly<Record<string, string | number | boolean>>;

/** A structured log. */
export interface Log {
  /** Writes one JSON line with the event and the hour. */
  event(event: string, fields?: LogFields): void;
  /** Counts one request; what was counted is written once an hour. */
  request(route: string, status: number, frames: number, ms: number): void;
  /** Writes what was counted. */
  flush(): void;
}

interface Tally {
  count: number;
  frames: number;
  msSum: number;
  msMax: number;
}

/**
 * A log that cannot be used to follow anybody: a collector stamps every line it is given with the second, so that a line a request would be
 * a record of who was on the air. Requests are therefore told by the hour, as counts.
 */
export function makeLog(clock: Clock, write: (line: string) => void): Log {
  let hour = hourOf(clock.nowMs());
  let tallies = new Map<string, Tally>();

  const line = (event: string, fields: LogFields, at: number): void =>
    write(`${JSON.stringify({ event, hour: at, ...fields })}\n`);
  const flush = (): void => {
    const [counted, countedHour] = [tallies, hour];
    tallies = new Map();
    hour = hourOf(clock.nowMs());
    for (const [key, tally] of counted) {
      const [route = "", status = ""] = key.split(" ");
      const { count, frames, msSum, msMax } = tally;
      line(
        "requests",
        { route, status: Number(status), count, frames, msMean: round(msSum / count), msMax: round(msMax) },
        countedHour,
      );
    }
  };

  return {
    event: (event, fields = {}) => line(event, fields, hourOf(clock.nowMs())),
    request(route, status, frames, ms) {
      if (hourOf(clock.nowMs()) !== hour) flush();
      const key = `${route} ${status}`;
      const tally = tallies.get(key) ?? { count: 0, frames: 0, msSum: 0, msMax: 0 };
      tallies.set(key, tally);
      tally.count += 1;
      tally.frames += frames;
      tally.msSum += ms;
      tally.msMax = Math.max(tally.msMax, ms);
    },
    flush,
  };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
