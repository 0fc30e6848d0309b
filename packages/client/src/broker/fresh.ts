import { weekOf } from "@ojak/core/epoch";
import type { BrokerKeys } from "@ojak/core/keys/broker";
import { CAPABILITY_BYTES } from "@ojak/core/limits";
import type { Ports } from "../ports.ts";
import { DEFAULT_BUDGET } from "./budget.ts";
import type { BrokerState } from "./state.ts";

/** The state that a broker's app begins with: the real one and a decoy alike, so that neither has a field that the other lacks. */
export function freshState(
  ports: Ports,
  { language, realm, hubOrigin, token }: Pick<BrokerState, "language" | "realm" | "hubOrigin" | "token">,
  keys: BrokerKeys,
): BrokerState {
  return {
    language,
    realm,
    hubOrigin,
    token,
    keys,
    generation: ports.random(1)[0] ?? 0,
    ratchet: { week: weekOf(ports.clock.nowMs()), seed: ports.random(32) },
    isOpen: false,
    publishedWeek: null,
    stock: [],
    requests: [],
    parcels: [],
    outbox: [],
    isUpUnsure: false,
    budget: DEFAULT_BUDGET,
    held: [],
    skipped: [],
    done: [],
    markSecret: ports.random(32),
    marks: [],
    lastBurst: null,
    decoyTake: ports.random(CAPABILITY_BYTES),
    decoy: null,
    errands: [],
    tlsSession: null,
  };
}
