import type { Bytes } from "../bytes/bytes.ts";
import { derive } from "./derive.ts";

/** What a broker's device keeps of his six words; the seed itself is forgotten. His ratchet is not made of them (spec/wire.md 3.4). */
export interface BrokerKeys {
  readonly take: Bytes;
  readonly signSecret: Bytes;
  readonly introRoot: Bytes;
}

/** Derives a broker's keys from the seed of his words. */
export function brokerKeys(seed: Uint8Array): BrokerKeys {
  return {
    take: derive(seed, "broker take", 32),
    signSecret: derive(seed, "broker sign", 32),
    introRoot: derive(seed, "broker intro", 32),
  };
}
