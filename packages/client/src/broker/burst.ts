import { equal, type Bytes } from "@ojak/core/bytes/bytes";
import { dayOf, weekOf } from "@ojak/core/epoch";
import { OjakError } from "@ojak/core/errors";
import { takeId } from "@ojak/core/keys/capability";
import { CODE, type Code } from "@ojak/core/wire/codes";
import type { DownRequest } from "@ojak/core/wire/down";
import type { UpRequest } from "@ojak/core/wire/up";
import { type Exchange, exchange } from "../hub/exchange.ts";
import type { Ports, Transport } from "../ports.ts";
import { forgetOld, takeIn } from "./arrivals.ts";
import { type BurstPlan, planBurst, refillStock } from "./plan.ts";
import { sessionsIn } from "./sessions.ts";
import { applyLooks, looksOf, needsLook } from "./resume.ts";
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
  readonly sought: readonly Sought[];
}

/** Told while a burst runs. */
export interface BurstEvents {
  onBytes?(downBytes: number): void;
  /** Nothing more is sent or awaited: the radio may go off. What came is opened and saved once this has resolved. Also after a failure. */
  onQuiet?(): Promise<void> | void;
}

type Sought = { readonly tag: Bytes; readonly envelope: Bytes };

/**
 * One burst: everything is planned before, what came is taken in after. After one that was cut with much on its way up, the hub is asked first what it has, in
 * the same burst, so that nothing goes twice. Changes the state, also when it throws. Throws `unreachable`, `busy` or `expired` (access).
 */
export async function burst(ports: Ports, state: BrokerState, events: BurstEvents = {}, seek?: Bytes): Promise<BurstReport> {
  refillStock(ports, state);
  const transport = ports.transportTo(state.hubOrigin, { airMsMax: state.budget.airMsMax, sessions: sessionsIn(state) });
  if (!needsLook(state)) return report(ports, state, [await goOut(ports, state, transport, events, seek)]);
  const first = await askFirst(ports, state, transport, events, seek);
  if (!first.result.complete) return report(ports, state, [first]);
  return report(ports, state, [first, await goOut(ports, state, transport, events, undefined, "up only")]);
}

/** What one exchange of the burst brought. */
interface Part {
  readonly result: Exchange;
  readonly arrived: number;
  readonly sent: number;
  readonly sought: readonly Sought[];
}

/** The exchange that both directions share. */
async function goOut(
  ports: Ports,
  state: BrokerState,
  transport: Transport,
  events: BurstEvents,
  seek: Bytes | undefined,
  how: "both ways" | "up only" = "both ways",
): Promise<Part> {
  const { ups, downs } = await planBurst(ports, state, seek);
  const asked = how === "up only" ? null : downs;
  // Until the hub has answered for them, nobody knows how much of them arrived.
  state.isUpUnsure = ups.some((up) => up.op === "put");
  const result = await told(events, exchange(transport, ports.clock, ups, asked, events.onBytes), () => true);
  if (result.codes !== null) {
    state.isUpUnsure = false;
    applyCodes(ports, state, ups, result.codes);
  }
  const sent = ups.filter((up, i) => up.op === "put" && result.codes?.[i] === CODE.ok).length;
  return { result, sent, ...(await takeAnswer(ports, state, asked ?? [], result, seek)) };
}

/** After a cut: takes what waits, and learns what of the puts had arrived. */
async function askFirst(
  ports: Ports,
  state: BrokerState,
  transport: Transport,
  events: BurstEvents,
  seek: Bytes | undefined,
): Promise<Part> {
  const { downs }: BurstPlan = await planBurst(ports, state, seek);
  const looks = looksOf(state);
  const asked = [...looks, ...downs];
  const result = await told(events, exchange(transport, ports.clock, null, asked, events.onBytes), ({ complete }) => !complete);
  const sent = applyLooks(state, looks, result.frames);
  return { result, sent, ...(await takeAnswer(ports, state, asked, result, seek)) };
}

/** Tells when an exchange was the last, or failed. */
async function told(
  { onQuiet }: BurstEvents,
  exchanging: Promise<Exchange>,
  isLast: (result: Exchange) => boolean,
): Promise<Exchange> {
  const result = await exchanging.catch(async (error: unknown) => {
    await onQuiet?.();
    throw error;
  });
  if (isLast(result)) await onQuiet?.();
  return result;
}

async function takeAnswer(
  ports: Ports,
  state: BrokerState,
  asked: readonly DownRequest[],
  result: Exchange,
  seek: Bytes | undefined,
): Promise<Pick<Part, "arrived" | "sought">> {
  const isOwn = ({ index }: { readonly index: number }): boolean => {
    const request = asked[index];
    return request?.op === "take" && (seek === undefined || !equal(request.take, seek));
  };
  if (result.frames.some((frame) => frame.kind === "last")) {
    const sent = asked.flatMap((down) => (down.op === "take" ? down.done : []));
    state.done = state.done.filter((tag) => !sent.some((one) => equal(one, tag)));
  }
  const parcels = result.frames.flatMap((frame) => (frame.kind === "parcel" ? [frame] : []));
  const gone = result.frames.flatMap((frame) => (frame.kind === "gone" && isOwn(frame) ? frame.prefixes : []));
  const arrived = await takeIn(ports, state, parcels.filter(isOwn), gone);
  const sought = parcels.filter((frame) => !isOwn(frame)).map(({ tag, envelope }) => ({ tag, envelope }));
  forgetOld(ports, state, result.complete && asked.some(({ op }) => op === "take"));
  return { arrived, sought };
}

function report(ports: Ports, state: BrokerState, parts: readonly Part[]): BurstReport {
  const sum = (figure: (part: Part) => number): number => parts.reduce((total, part) => total + figure(part), 0);
  const figures = {
    upBytes: sum(({ result }) => result.upBytes),
    downBytes: sum(({ result }) => result.downBytes),
    airMs: sum(({ result }) => result.airMs),
    complete: parts.every(({ result }) => result.complete) && parts.at(-1)?.result.codes !== null,
  };
  state.lastBurst = { day: dayOf(ports.clock.nowMs()), ...figures };
  return {
    ...figures,
    sent: sum((part) => part.sent),
    arrived: sum((part) => part.arrived),
    sought: parts.flatMap((one) => one.sought),
  };
}

function applyCodes(ports: Ports, state: BrokerState, ups: readonly UpRequest[], codes: readonly Code[]): void {
  for (const [i, up] of ups.entries()) applyCode(ports, state, up, codes[i] ?? CODE.malformed);
  if (!state.isOpen) throw new OjakError("expired", "the hub did not take this access code: ask for a new one");
}

function applyCode(ports: Ports, state: BrokerState, up: UpRequest, code: Code): void {
  if (up.op === "open" && equal(up.takeId, takeId(state.keys.take))) state.isOpen = code === CODE.ok;
  if (up.op === "publish" && code === CODE.ok) state.publishedWeek = weekOf(ports.clock.nowMs());
  if (up.op === "grant" && !state.outbox.includes(up)) applyGrant(state, up.slot, code);
  // Quota passes with the day, and a way may yet be granted; anything else that is not done will never be. Arming waits for the drop itself.
  if (code === CODE.quota || (code === CODE.unknown && up.op === "arm")) return;
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
