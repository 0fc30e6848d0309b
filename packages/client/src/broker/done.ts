import type { Bytes } from "@ojak/core/bytes/bytes";
import { weekOf } from "@ojak/core/epoch";
import { mac } from "@ojak/core/keys/derive";
import { MARK_BYTES } from "@ojak/core/limits";
import type { Ports } from "../ports.ts";
import type { BrokerState, RequestEntry } from "./state.ts";

/** Notes that a parcel is over: the hub is told in the next burst, and may not bring it again. */
export function markDone(ports: Ports, state: BrokerState, tag: Bytes): void {
  state.done.push(tag);
  state.marks.push({ mark: markOf(state, tag), week: weekOf(ports.clock.nowMs()) });
}

/** A first contact is over: held, refused, failed or too old. */
export function endRequest(ports: Ports, state: BrokerState, entry: RequestEntry): void {
  for (const tag of entry.tags) markDone(ports, state, tag);
  state.requests = state.requests.filter((one) => one !== entry);
}

/** 6 bytes by which a tag is known again, and that say nothing without this vault. */
export function markOf(state: BrokerState, tag: Bytes): Bytes {
  return mac(state.markSecret, MARK_BYTES, tag);
}
