import { equal, type Bytes } from "@ojak/core/bytes/bytes";
import { weekOf } from "@ojak/core/epoch";
import { mac } from "@ojak/core/keys/derive";
import { MARK_BYTES } from "@ojak/core/limits";
import type { Ports } from "../ports.ts";
import type { BrokerState, RequestEntry, SittingState } from "./state.ts";

/** Notes that a parcel is over: the hub is told in the next burst, and may not bring it again. */
export function markDone(ports: Ports, state: SittingState, tag: Bytes): void {
  state.done.push(tag);
  addMark(ports, state, tag);
}

/** Remembers a tag for some weeks. */
export function addMark(ports: Ports, state: SittingState, tag: Bytes): void {
  state.marks.push({ mark: markOf(state, tag), week: weekOf(ports.clock.nowMs()) });
}

/** True for a tag that was marked in the last weeks. */
export function isMarked(state: SittingState, tag: Bytes): boolean {
  const own = markOf(state, tag);
  return state.marks.some(({ mark }) => equal(mark, own));
}

/** A first contact is over: held, refused, failed or too old. */
export function endRequest(ports: Ports, state: SittingState, entry: RequestEntry): void {
  for (const tag of entry.tags) markDone(ports, state, tag);
  state.requests = state.requests.filter((one) => one !== entry);
}

/** 6 bytes by which a tag is known again, and that say nothing without this vault. */
function markOf(state: Pick<BrokerState, "markSecret">, tag: Bytes): Bytes {
  return mac(state.markSecret, MARK_BYTES, tag);
}
