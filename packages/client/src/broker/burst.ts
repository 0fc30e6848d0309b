import { equal, type Bytes } from "@ojak/core/bytes/bytes";
import { dayOf, weekOf } from "@ojak/core/epoch";
import { OjakError } from "@ojak/core/errors";
import { CODE, type Code } from "@ojak/core/wire/codes";
import type { UpRequest } from "@ojak/core/wire/up";
import { exchange, type OnProgress } from "../hub/exchange.ts";
import type { Ports } from "../ports.ts";
import { forgetOld, takeIn } from "./arrivals.ts";
import { planBurst, refillStock } from "./plan.ts";
import type { BrokerState } from "./state.ts";

/** What one burst did. `complete` is false when it was cut, or more waits at the hub. */
export interface BurstReport {
  readonly upBytes: number;
  readonly downBytes: number;
  readonly airMs: number;
  readonly sent: number;
  readonly arrived: number;
  readonly complete: boolean;
  /** Envelopes out of the tie's own drop, when one was sought; never stored. */
  readonly sought: readonly { readonly tag: Bytes; readonly envelope: Bytes }[];
}

/** One burst: everything is planned before, what came is taken in after. Changes the state. Throws `unreachable`, `busy` or `expired` (access). */
export async function burst(ports: Ports, state: BrokerState, onProgress?: OnProgress, seek?: Bytes): Promise<BurstReport> {
  refillStock(ports, state);
  const { ups, downs } = await planBurst(ports, state, seek);
  const result = await exchange(ports.transportTo(state.hubOrigin), ports.clock, ups, downs, onProgress);
  const own = seek === undefined ? downs.length : downs.length - 1;
  const isOwn = (frame: { readonly index: number }) => frame.index < own;
  if (result.codes !== null) applyCodes(ports, state, ups, result.codes);
  if (result.frames.some((frame) => frame.kind === "last")) {
    const sent = downs.flatMap((down) => (down.op === "take" ? down.done : []));
    state.done = state.done.filter((tag) => !sent.some((one) => equal(one, tag)));
  }
  const parcels = result.frames.flatMap((frame) => (frame.kind === "parcel" ? [frame] : []));
  const gone = result.frames.flatMap((frame) => (frame.kind === "gone" && isOwn(frame) ? frame.prefixes : []));
  const arrived = await takeIn(ports, state, parcels.filter(isOwn), gone);
  forgetOld(ports, state, result.complete);
  const { upBytes, downBytes, airMs, complete } = result;
  state.lastBurst = { day: dayOf(ports.clock.nowMs()), airMs, upBytes, downBytes, complete };
  const sent = ups.filter((up, i) => up.op === "put" && result.codes?.[i] === CODE.ok).length;
  const sought = parcels.filter((frame) => !isOwn(frame)).map(({ tag, envelope }) => ({ tag, envelope }));
  return { upBytes, downBytes, airMs, sent, arrived, complete, sought };
}

function applyCodes(ports: Ports, state: BrokerState, ups: readonly UpRequest[], codes: readonly Code[]): void {
  for (const [i, up] of ups.entries()) applyCode(ports, state, up, codes[i] ?? CODE.malformed);
  if (!state.isOpen) throw new OjakError("expired", "the hub did not take this access code: ask for a new one");
}

function applyCode(ports: Ports, state: BrokerState, up: UpRequest, code: Code): void {
  if (up.op === "open") state.isOpen = code === CODE.ok;
  if (up.op === "publish" && code === CODE.ok) state.publishedWeek = weekOf(ports.clock.nowMs());
  if (up.op === "grant" && !state.outbox.includes(up)) applyGrant(state, up.slot, code);
  // Quota passes with the day, and a way may yet be granted; anything else that is not done will never be.
  if (code === CODE.quota) return;
  const isNew = state.outbox.includes(up);
  if (code === CODE.unknown && up.op === "put") {
    if (isNew) state.held.push({ request: up, day: dayOf(ports.clock.nowMs()) });
  } else state.held = state.held.filter(({ request }) => request !== up);
  state.outbox = state.outbox.filter((one) => one !== up);
}

function applyGrant(state: BrokerState, slot: number, code: Code): void {
  if (code === CODE.conflict) state.stock = state.stock.filter((one) => one.slot !== slot);
  for (const one of state.stock) if (one.slot === slot && code === CODE.ok) one.granted = true;
}
