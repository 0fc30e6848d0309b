import { OjakError } from "@ojak/core/errors";
import { OUTBOX_BYTES_MAX, OUTBOX_MAX } from "@ojak/core/limits";
import type { UpRequest } from "@ojak/core/wire/up";
import type { BrokerState } from "./state.ts";

type Outgoing = Pick<BrokerState, "outbox">;

/** Throws `quota` when nothing more can be queued until a burst has gone out. */
export function queueUp(state: Outgoing, ...requests: readonly UpRequest[]): void {
  requireRoom(state, requests.length);
  state.outbox.push(...requests);
}

/** Throws `quota` unless so many more can be queued: what belongs together is queued whole or not at all. */
export function requireRoom(state: Outgoing, count: number): void {
  if (state.outbox.length + count > OUTBOX_MAX || bytesOf(state.outbox) > OUTBOX_BYTES_MAX)
    throw new OjakError("quota", "too much waits to go out: burst first");
}

function bytesOf(requests: readonly UpRequest[]): number {
  return requests.reduce((sum, request) => sum + (request.op === "put" ? request.envelope.length : 0), 0);
}
