import type { Bytes } from "@ojak/core/bytes/bytes";
import { dayOf, weekOf } from "@ojak/core/epoch";
import { isOjakError, OjakError } from "@ojak/core/errors";
import { readWeeklyKey, type WeeklyKey } from "@ojak/core/keys/weekly-key";
import { CODE } from "@ojak/core/wire/codes";
import { exchange } from "../hub/exchange.ts";
import type { Ports } from "../ports.ts";
import { claimOf } from "./contact.ts";
import type { BrokerRoute } from "./routes.ts";
import type { FamilyState } from "./state.ts";
import { noteSign } from "./ways.ts";

/** Claims an introduction at the hub and fetches the broker's key. Throws `used`, `expired`, `unreachable`, `busy`. */
export async function claimRoute(ports: Ports, state: FamilyState, broker: BrokerRoute): Promise<void> {
  const transport = ports.transportTo(state.hubOrigin);
  const claimed = await exchange(transport, ports.clock, [claimOf(broker)], []);
  const code = claimed.codes?.[0];
  if (code === undefined) throw new OjakError("unreachable", "the hub did not answer: try again");
  if (code === CODE.used)
    throw new OjakError("used", "somebody took this introduction up before you: tell the broker, and ask for a new one");
  if (code === CODE.stopped) throw new OjakError("stopped", "the desk has stopped this broker: ask it for another one");
  if (code !== CODE.ok) throw new OjakError("expired", "the hub does not know this introduction: ask the broker for a new one");
  const looked = await exchange(transport, ports.clock, [], [{ op: "look", put: broker.put, tags: [] }]);
  for (const frame of looked.frames) {
    if (frame.kind === "states" && frame.weeklyKey !== null) learnKey(ports, state, broker, frame.weeklyKey);
  }
  if (broker.key === null) throw new OjakError("unreachable", "the broker's key did not come: try again");
}

/**
 * Takes a broker's key in: a sign of him. Another phone's is kept, but nothing more is sealed for it until she says that she has checked. What he did not sign
 * is ignored.
 */
export function learnKey(ports: Ports, state: FamilyState, broker: BrokerRoute, published: Bytes): void {
  const before = broker.key;
  const today = dayOf(ports.clock.nowMs());
  const key = readKey(ports, state, broker, published);
  // Never back: a hub could bring the key of a phone that was lost.
  if (key === null || (before !== null && key.week < before.week)) return;
  if (before !== null && key.week === before.week && key.generation === before.generation) return;
  const past = broker.pastGenerations.find((one) => one.generation === key.generation);
  if (past !== undefined && key.week <= past.week) return;
  broker.key = key;
  noteSign(broker, key.week * 7 + 6, today);
  if (before === null || before.generation === key.generation) return;
  broker.pastGenerations.push({ generation: before.generation, week: before.week });
  broker.backDay = today;
}

function readKey(ports: Ports, { realm }: FamilyState, { fingerprint }: BrokerRoute, published: Bytes): WeeklyKey | null {
  try {
    return readWeeklyKey(published, { realm, fingerprint, nowWeek: weekOf(ports.clock.nowMs()) });
  } catch (error) {
    if (isOjakError(error)) return null;
    throw error;
  }
}
