import { dayOf, weekOf } from "@ojak/core/epoch";
import { forgetOldWeeks } from "@ojak/core/keys/ratchet";
import { RELATIVE_KEY_WEEKS } from "@ojak/core/limits";
import { CODE } from "@ojak/core/wire/codes";
import type { DownResponse } from "@ojak/core/wire/down";
import { exchange } from "../hub/exchange.ts";
import type { Ports, Transport } from "../ports.ts";
import { unlessRefused } from "../refused.ts";
import { takeIn } from "./arrivals.ts";
import { applyStates, type Ask, asksOf, forgetDone } from "./asks.ts";
import { applyCode } from "./codes.ts";
import { heedStop } from "./freeze.ts";
import { ensureCard } from "./sealing.ts";
import { type FamilyState, isOver, note, type OutItem, stageOf, type Tie } from "./state.ts";
import { dropPutsTo, noteSilence } from "./ways.ts";

/** What a sync did. `complete` is false when something still waits, here or at the hub. */
export interface SyncReport {
  sent: number;
  arrived: number;
  complete: boolean;
  upBytes: number;
  downBytes: number;
}

const ROUNDS_MAX = 6;
const UPS_A_ROUND = 64;

/**
 * Sends what is queued and takes in what waits, in as few exchanges as it needs. Throws `unreachable` or `busy`; what arrived before is kept.
 * `save` is called after every exchange, before anything is acknowledged.
 */
export async function sync(ports: Ports, state: FamilyState, save: () => Promise<void>): Promise<SyncReport> {
  const transport = ports.transportTo(state.hubOrigin);
  const report: SyncReport = { sent: 0, arrived: 0, complete: false, upBytes: 0, downBytes: 0 };
  // A tie that has used up its places this week must not hold up the others.
  for (const tie of state.ties) await unlessRefused(() => ensureCard(ports, state, tie));
  // What is acknowledged must be kept first: the hub erases it then.
  await save();

  for (let round = 0; round < ROUNDS_MAX && !report.complete; round++) await syncRound(ports, state, transport, report, save);
  // Keys go only after a whole answer: nothing may still be on its way that they would open.
  if (report.complete) for (const tie of state.ties) tidy(ports, tie);
  state.lastSyncDay = dayOf(ports.clock.nowMs());
  await save();
  return report;
}

async function syncRound(
  ports: Ports,
  state: FamilyState,
  transport: Transport,
  report: SyncReport,
  save: () => Promise<void>,
): Promise<void> {
  const nowMs = ports.clock.nowMs();
  for (const { broker } of state.ties) if (broker.frozenDay !== null) dropPutsTo(state, broker.put);
  const items = state.outbox.filter((item) => item.notBeforeMs <= nowMs).slice(0, UPS_A_ROUND);
  const asks = asksOf(ports, state);
  const result = await exchange(
    transport,
    ports.clock,
    items.map((item) => item.request),
    asks.map((ask) => ask.request),
  );
  report.upBytes += result.upBytes;
  report.downBytes += result.downBytes;
  if (result.frames.some((frame) => frame.kind === "last")) forgetDone(asks);
  if (result.codes !== null) {
    state.outbox = state.outbox.filter((item) => !items.includes(item));
    for (const [i, item] of items.entries()) await applyCode(ports, state, item, result.codes[i] ?? CODE.malformed);
    noteWaiting(ports, state, items);
    report.sent += items.length;
  }
  report.arrived += await applyFrames(ports, state, asks, result.frames);
  await save();
  const isDue = state.outbox.some((item) => item.notBeforeMs <= nowMs) || state.ties.some((tie) => tie.done.length > 0);
  report.complete = result.complete && result.codes !== null && !isDue;
}

/** A message waits at the hub when nothing of it is left here: a voice goes in several parts. */
function noteWaiting(ports: Ports, state: FamilyState, sent: readonly OutItem[]): void {
  const day = dayOf(ports.clock.nowMs());
  for (const message of state.ties.flatMap((tie) => tie.messages)) {
    const isOf = (item: OutItem): boolean => item.messageId === message.id;
    if (stageOf(message) === "sealed" && sent.some(isOf) && !state.outbox.some(isOf))
      note(message, message.way === null ? "own-drop" : "waiting", day);
  }
}

async function applyFrames(
  ports: Ports,
  state: FamilyState,
  asks: readonly Ask[],
  frames: readonly DownResponse[],
): Promise<number> {
  let arrived = 0;
  for (const [i, ask] of asks.entries()) {
    const parcels = frames.flatMap((frame) => (frame.kind === "parcel" && frame.index === i ? [frame] : []));
    if (parcels.length > 0) arrived += await takeIn(ports, state, ask.tie, parcels);
    for (const frame of frames) {
      if (frame.kind === "states" && frame.index === i) applyStates(ports, state, ask, frame);
      const isStop = frame.kind === "refused" && frame.index === i && frame.code === CODE.stopped;
      if (isStop && ask.request.op === "look") await heedStop(ports, state, ask.tie, ask.request.put);
    }
  }
  return arrived;
}

function tidy(ports: Ports, tie: Tie): void {
  const week = weekOf(ports.clock.nowMs());
  tie.ratchet = forgetOldWeeks(tie.ratchet, week, RELATIVE_KEY_WEEKS);
  const today = dayOf(ports.clock.nowMs());
  tie.slots = tie.slots.filter((one) => one.untilDay >= today);
  if (tie.stage !== "claimed" && !isOver(tie.stage)) noteSilence(tie, today);
  tie.seen = tie.seen.filter((one) => one.week >= week - RELATIVE_KEY_WEEKS - 1);
}
