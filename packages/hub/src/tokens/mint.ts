import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { utf8 } from "@ojak/core/bytes/text";
import { dayOf } from "@ojak/core/epoch";
import { OjakError } from "@ojak/core/errors";
import { digest } from "@ojak/core/keys/derive";
import { TOKEN_BYTES, TOKEN_DROPS_DEFAULT, TOKEN_DROPS_MAX, TOKEN_LIFE_DAYS, TOKEN_LIFE_DAYS_MAX } from "@ojak/core/limits";
import { systemClock, type Clock } from "../clock.ts";
import { openDatabase } from "../engine/sqlite/database.ts";
import { makeSystemRandom, type Random } from "../random.ts";
import { makeSqliteTokenStore } from "./store.ts";

/** What a token is worth, and how long. */
export interface MintOptions {
  /** How many drops the token buys: 1 to 65,536, 64 when left out. */
  readonly drops?: number | undefined;
  /** How many days it may be used: 1 to 365, 30 when left out. */
  readonly lifeDays?: number | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
}

/** A fresh token, which only its holder keeps. */
export interface MintedToken {
  readonly token: Bytes;
  readonly drops: number;
  /** The last day on which it buys anything. */
  readonly expiryDay: number;
}

/** What the hub keeps of a token. */
export function tokenHash(token: Uint8Array): Bytes {
  return digest(32, utf8("ojak/1 token"), token);
}

/** The hub's database in a data folder. */
export function databasePath(folder: string): string {
  return join(folder, "hub.sqlite");
}

/**
 * Makes an operator's token in a data folder, whether a hub is running there or not: it writes one row to the same database and
 * takes no lock. Throws `malformed` for figures out of range, `version` for data of a newer hub.
 */
export function mintToken(folder: string, options: MintOptions = {}): MintedToken {
  const { drops = TOKEN_DROPS_DEFAULT, lifeDays = TOKEN_LIFE_DAYS, clock = systemClock, random = makeSystemRandom() } = options;
  requireWithin("drops", drops, TOKEN_DROPS_MAX);
  requireWithin("days", lifeDays, TOKEN_LIFE_DAYS_MAX);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const token = random.bytes(TOKEN_BYTES);
  const expiryDay = dayOf(clock.nowMs()) + lifeDays;
  const database = openDatabase(databasePath(folder));
  try {
    makeSqliteTokenStore(database).add(tokenHash(token), drops, expiryDay);
  } finally {
    database.close();
  }
  return { token, drops, expiryDay };
}

function requireWithin(name: string, value: number, max: number): void {
  if (!Number.isInteger(value) || value < 1 || value > max)
    throw new OjakError("malformed", `${name} must be an integer from 1 to ${max}`);
}
