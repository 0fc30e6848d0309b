import { equal, type Bytes } from "@ojak/core/bytes/bytes";
import { dayOf, weekOf } from "@ojak/core/epoch";
import { isOjakError } from "@ojak/core/errors";
import { readWeeklyKey } from "@ojak/core/keys/weekly-key";
import { forgetOldWeeks } from "@ojak/core/keys/ratchet";
import { tagOf, tieKeys } from "@ojak/core/keys/tie";
import { RELATIVE_KEY_WEEKS, TAGS_A_FRAME_MAX } from "@ojak/core/limits";
import { CODE, type Code, STATE } from "@ojak/core/wire/codes";
import type { DownRequest, DownResponse } from "@ojak/core/wire/down";
import { exchange } from "../hub/exchange.ts";
import type { Ports, Transport } from "../ports.ts";
import { unlessRefused } from "../refused.ts";
import { randomSlot, sealContactAgain } from "./contact.ts";
import { ensureCard, isUnderWay, numbersOf, placeOf, sealMessage } from "./letters.ts";
import { takeIn } from "./arrivals.ts";
import { type FamilyState, isOver, type Message, note, type OutItem, stageOf, type Tie, tieOf } from "./state.ts";

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
/** Tags over all ties in one request, so that its body keeps to the hub's bound. */
const ASKED_TAGS_MAX = 640;
/** What the hub has no room for today is tried again this much later. */
const QUOTA_PAUSE_MS = 3_600_000;

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
  const items = state.outbox.filter((item) => item.notBeforeMs <= nowMs).slice(0, UPS_A_ROUND);
  const asks = downsOf(state);
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
    if (stageOf(message) === "sealed" && sent.some(isOf) && !state.outbox.some(isOf)) note(message, "waiting", day);
  }
}

interface Ask {
  readonly tie: Tie;
  readonly request: DownRequest;
  readonly messages: readonly Message[];
}

/** One take and one look for each tie that is not over. */
function downsOf(state: FamilyState): Ask[] {
  const living = state.ties.filter((tie) => tie.stage !== "claimed" && !isOver(tie.stage)).length;
  const tagsMax = Math.min(TAGS_A_FRAME_MAX, Math.floor(ASKED_TAGS_MAX / Math.max(1, living)));
  return state.ties.flatMap((tie): Ask[] => {
    if (tie.stage === "claimed" || isOver(tie.stage)) return [];
    const keys = tie.keys === null ? null : tieKeys(tie.keys.tieSecret);
    const messages = keys === null ? [] : withinTags(tie.messages.filter(isUnderWay), tagsMax);
    const tags = keys === null ? [] : messages.flatMap(numbersOf).map((number) => tagOf(keys.tagKey, placeOf(number)));
    return [
      { tie, messages: [], request: { op: "take", take: tie.replyTake, have: [], done: tie.done.slice(0, tagsMax) } },
      { tie, messages, request: { op: "look", put: tie.broker.put, tags } },
    ];
  });
}

/** The newest messages, as many as their parcels leave room for. */
function withinTags(messages: readonly Message[], tagsMax: number): Message[] {
  let left = tagsMax;
  return messages.toReversed().filter((message) => (left -= numbersOf(message).length) >= 0);
}

function forgetDone(asks: readonly Ask[]): void {
  for (const { tie, request } of asks) {
    if (request.op === "take") tie.done = tie.done.filter((tag) => !request.done.some((sent) => equal(sent, tag)));
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
    for (const frame of frames) if (frame.kind === "states" && frame.index === i) await applyStates(ports, state, ask, frame);
  }
  return arrived;
}

async function applyStates(
  ports: Ports,
  state: FamilyState,
  { tie, messages }: Ask,
  frame: Extract<DownResponse, { kind: "states" }>,
): Promise<void> {
  let at = 0;
  for (const message of messages) {
    const states = frame.states.slice(at, (at += numbersOf(message).length));
    // Of several parts, the one that is least far says how far the whole is.
    const known = states.toSorted((a, b) => a.state - b.state)[0];
    // What the words proved in this very exchange says more than the hub does.
    if (!isUnderWay(message)) continue;
    if (known?.state === STATE.waiting) note(message, "waiting", known.day);
    if (known?.state === STATE.withReader) note(message, "with-broker", known.day);
    if (known?.state === STATE.handedOver) note(message, "handed-over", known.day);
    if (known?.state === STATE.expired) note(message, "expired", known.day);
    if (known?.state === STATE.closed) note(message, "refused", known.day);
  }
  if (frame.weeklyKey !== null) await learnKey(ports, state, tie, frame.weeklyKey);
}

/** Takes a broker's key in; when it is another phone's, seals again whatever waits. What he did not sign is ignored. */
export async function learnKey(ports: Ports, state: FamilyState, tie: Tie, published: Bytes): Promise<void> {
  const before = tie.broker.key;
  try {
    const where = { realm: state.realm, fingerprint: tie.broker.fingerprint, nowWeek: weekOf(ports.clock.nowMs()) };
    const key = readWeeklyKey(published, where);
    // Never back: a hub could bring the key of a phone that was lost.
    if (before !== null && (key.week < before.week || (key.week === before.week && key.generation === before.generation))) return;
    const past = tie.broker.pastGenerations.find((one) => one.generation === key.generation);
    if (past !== undefined && key.week <= past.week) return;
    tie.broker.key = key;
  } catch (error) {
    if (isOjakError(error)) return;
    throw error;
  }
  if (before === null || before.generation === tie.broker.key.generation) return;
  tie.broker.pastGenerations.push({ generation: before.generation, week: before.week });
  for (const message of tie.messages.filter(isUnderWay)) await unlessRefused(() => sealMessage(ports, state, tie, message));
  await sealContactAgain(ports, state, tie);
}

async function applyCode(ports: Ports, state: FamilyState, item: OutItem, code: Code): Promise<void> {
  if (!state.ties.some((tie) => tie.id === item.tieId)) return;
  const tie = tieOf(state, item.tieId);
  const { request } = item;
  const message = tie.messages.find((one) => one.id === item.messageId);
  const day = dayOf(ports.clock.nowMs());
  if (code === CODE.ok) {
    if (request.op === "open") state.needsAccess = false;
  } else if (request.op === "open") {
    // The token has ended: kept until she enters another.
    state.needsAccess = true;
    state.outbox.push({ ...item, notBeforeMs: ports.clock.nowMs() + QUOTA_PAUSE_MS });
  } else if (code === CODE.quota) {
    state.outbox.push({ ...item, notBeforeMs: ports.clock.nowMs() + QUOTA_PAUSE_MS });
  } else if (code === CODE.conflict && request.op === "grant" && !item.isRetry) {
    // Another slot, once: after that it is the put id that is known, so the way is open.
    state.outbox.push({ ...item, isRetry: true, request: { ...request, slot: randomSlot(ports) } });
  } else if (code === CODE.conflict && request.op === "put" && message !== undefined) {
    await unlessRefused(() => sealMessage(ports, state, tie, message, "conflict"));
  } else if (code === CODE.unknown && (request.op === "grant" || (request.op === "put" && message === undefined))) {
    // What it needs is not open yet, because an access code ended: it waits with it.
    state.outbox.push({ ...item, notBeforeMs: ports.clock.nowMs() + QUOTA_PAUSE_MS });
  } else if (code === CODE.closed && tie.keys !== null && request.op !== "withdraw" && isTieDrop(tie, request)) {
    // Only the words can close that drop, but only the hub says so: nothing more is sent, and no key is erased.
    tie.stage = "closed";
    state.outbox = state.outbox.filter((one) => one.tieId !== tie.id);
  } else if (request.op === "put" && message !== undefined) {
    note(message, "refused", day);
  }
}

/** True for what goes to the tie's own drop, which only the words can close. */
function isTieDrop(tie: Tie, request: OutItem["request"]): boolean {
  if (tie.keys === null || request.op !== "put") return false;
  return equal(request.put, tieKeys(tie.keys.tieSecret).tiePut);
}

function tidy(ports: Ports, tie: Tie): void {
  const week = weekOf(ports.clock.nowMs());
  tie.ratchet = forgetOldWeeks(tie.ratchet, week, RELATIVE_KEY_WEEKS);
  tie.seen = tie.seen.filter((one) => one.week >= week - RELATIVE_KEY_WEEKS - 1);
}
