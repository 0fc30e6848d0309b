import type { Bytes } from "@ojak/core/bytes/bytes";
import type { BrokerKeys } from "@ojak/core/keys/broker";
import { derive } from "@ojak/core/keys/derive";
import { CAPABILITY_BYTES } from "@ojak/core/limits";

/**
 * The take capability of a second drop that needs no keeping: for a phone that keeps nothing, which else would open another at each start, and as phones of before
 * schema 4 opened theirs. Every other phone draws its own.
 */
export function decoyTakeOfWords({ signSecret }: BrokerKeys): Bytes {
  return derive(signSecret, "broker decoy take", CAPABILITY_BYTES);
}
