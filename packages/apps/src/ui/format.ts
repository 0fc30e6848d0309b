import type { WordLanguage } from "@ojak/core/words/words";
import { tagOfLanguage } from "./language.ts";

const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;

/** Writes days and figures for one language. Nothing that happened is ever dated finer than a day. */
export interface Format {
  /** "today", "yesterday", "3 days ago", then the date. */
  ago(day: number, nowMs: number): string;
  /** A date without the year. */
  day(day: number): string;
  /** Bytes in plain figures: "1,024". */
  count(value: number): string;
  /** Seconds with one decimal. */
  seconds(ms: number): string;
  /** The hour of a coming time, on this device's clock, to the quarter. */
  hour(ms: number): string;
}

/** Makes the formats of one language, by Intl. */
export function formatOf(language: WordLanguage): Format {
  const tag = tagOfLanguage(language);
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: "auto" });
  const date = new Intl.DateTimeFormat(tag, { month: "long", day: "numeric", timeZone: "UTC" });
  const clock = new Intl.DateTimeFormat(tag, { hour: "numeric", minute: "2-digit" });
  const figure = new Intl.NumberFormat(tag);
  const decimal = new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const writeDay = (day: number) => date.format(day * DAY_MS);
  return {
    ago: (day, nowMs) => {
      const days = Math.floor(nowMs / DAY_MS) - day;
      return days >= 0 && days < 8 ? relative.format(-days, "day") : writeDay(day);
    },
    day: writeDay,
    count: (value) => figure.format(value),
    seconds: (ms) => decimal.format(ms / 1000),
    hour: (ms) => clock.format(Math.ceil(ms / QUARTER_MS) * QUARTER_MS),
  };
}
