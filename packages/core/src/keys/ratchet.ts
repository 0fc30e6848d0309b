import type { Bytes } from "../bytes/bytes.ts";
import { assert } from "../errors.ts";
import { derive } from "./derive.ts";
import { type KeyPair, keyPair, X25519 } from "./hpke.ts";

/** Weekly keys that can be walked forward only (spec/wire.md 3.4): `seed` belongs to `week`, earlier weeks are out of reach. */
export interface Ratchet {
  readonly week: number;
  readonly seed: Bytes;
}

/** Walks the ratchet to `week`; throws a defect for a week before its own. */
export function advance(ratchet: Ratchet, week: number): Ratchet {
  assert(week >= ratchet.week, "a ratchet cannot be turned back");
  let seed = ratchet.seed;
  for (let w = ratchet.week; w < week; w++) seed = derive(seed, "next week", 32);
  return { week, seed };
}

/** Erases what is older than `weeksKept`: what every device does when a week has passed by its own clock, never the hub's. */
export function forgetOldWeeks(ratchet: Ratchet, nowWeek: number, weeksKept: number): Ratchet {
  const oldest = nowWeek - weeksKept;
  return oldest > ratchet.week ? advance(ratchet, oldest) : ratchet;
}

/** The key pair of `week`, or undefined when it has been erased. */
export async function weekKey(ratchet: Ratchet, week: number): Promise<KeyPair | undefined> {
  if (week < ratchet.week) return undefined;
  return keyPair(X25519, derive(advance(ratchet, week).seed, "week key", 32));
}
