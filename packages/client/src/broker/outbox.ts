import { OjakError } from "@ojak/core/errors";
import { OUTBOX_MAX } from "@ojak/core/limits";
import type { UpRequest } from "@ojak/core/wire/up";
import type { BrokerState } from "./state.ts";

/** Throws `quota` when nothing more can be queued until a burst has gone out. */
export function queueUp(state: BrokerState, ...requests: readonly UpRequest[]): void {
  if (state.outbox.length + requests.length > OUTBOX_MAX) throw new OjakError("quota", "too much waits to go out: burst first");
  state.outbox.push(...requests);
}
