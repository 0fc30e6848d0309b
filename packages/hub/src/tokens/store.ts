import type { DatabaseSync } from "node:sqlite";
import { CODE, type Code } from "@ojak/core/wire/codes";
import { prepare, prepareChange } from "../engine/sqlite/query.ts";

/** The part of a token store that opening a drop needs, inside the same transaction. */
export interface TokenSpender {
  /** Takes one drop off a token; `day` is the caller's. */
  spend(tokenHash: Uint8Array, day: number): Code;
}

/** Tokens by their hashes. */
export interface TokenStore extends TokenSpender {
  add(tokenHash: Uint8Array, drops: number, expiryDay: number): void;
}

/** The token store on node:sqlite. */
export function makeSqliteTokenStore(database: DatabaseSync): TokenStore {
  const find = prepare<{ readonly drops_left: number; readonly expiry_day: number }>(
    database,
    "SELECT drops_left, expiry_day FROM tokens WHERE hash = ?",
  );
  const take = prepareChange(database, "UPDATE tokens SET drops_left = drops_left - 1 WHERE hash = ?");
  const add = prepareChange(database, "INSERT INTO tokens (hash, drops_left, expiry_day) VALUES (?, ?, ?)");
  return {
    add: (tokenHash, drops, expiryDay) => void add(tokenHash, drops, expiryDay),
    spend(tokenHash, day) {
      const token = find.one(tokenHash);
      if (token === undefined) return CODE.unknown;
      if (token.expiry_day < day) return CODE.expired;
      if (token.drops_left <= 0) return CODE.quota;
      take(tokenHash);
      return CODE.ok;
    },
  };
}
