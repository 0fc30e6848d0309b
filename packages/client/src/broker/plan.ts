import type { Bytes } from "@ojak/core/bytes/bytes";
import { dayOf, weekOf } from "@ojak/core/epoch";
import { introductionKeys, introSecretOf } from "@ojak/core/contact/introduction";
import { assert } from "@ojak/core/errors";
import { putId, takeId } from "@ojak/core/keys/capability";
import { weekKey } from "@ojak/core/keys/ratchet";
import {
  DOWN_FRAMES_MAX,
  DOWN_RESPONSE_BYTES_MAX,
  INTRODUCTION_STOCK,
  PREFIX_BYTES,
  PREFIXES_A_FRAME_MAX,
  STOCK_LIFE_DAYS,
  STOCK_RENEW_DAYS,
  TAGS_A_FRAME_MAX,
  UP_BODY_BYTES_MAX,
  UP_FRAMES_MAX,
} from "@ojak/core/limits";
import { padBurst } from "@ojak/core/wire/burst";
import { encodeDown, type DownRequest } from "@ojak/core/wire/down";
import { bodyLength } from "@ojak/core/wire/frames";
import { padmeWithin } from "@ojak/core/wire/padme";
import type { UpRequest } from "@ojak/core/wire/up";
import { headsAway } from "../courier/custody.ts";
import type { Ports } from "../ports.ts";
import type { BrokerState } from "./state.ts";

/** What a burst will send, most vital first, and how many bytes that is. Everything is prepared before the radio goes on. */
export interface BurstPlan {
  readonly ups: readonly UpRequest[];
  readonly downs: readonly DownRequest[];
  readonly upBytes: number;
}

/** Weeks after which a new weekly key goes out even if it makes the burst larger. */
const PUBLISH_OVERDUE_WEEKS = 2;
/** Frames kept free for a weekly key and the stock's grants. */
const HOUSEKEEPING_FRAMES = 8;
/** So that a request keeps to the hub's bound, whatever piled up. */
const DONE_A_BURST_MAX = 1_024;
/** At most what a put adds to its envelope when it has no route box. */
const PUT_OVERHEAD_BYTES = 100;

/** Plans the next burst; `seek` adds the tie's own drop of the recipient who sits beside the broker. */
export async function planBurst(ports: Ports, state: BrokerState, seek?: Bytes): Promise<BurstPlan> {
  const downs = downsOf(state);
  if (state.budget.bytesMax < DOWN_RESPONSE_BYTES_MAX) downs.push({ op: "limit", bytes: state.budget.bytesMax });
  if (seek !== undefined) downs.push({ op: "take", take: seek, have: [], done: [] });
  const open: UpRequest = { op: "open", token: state.token, takeId: takeId(state.keys.take), slots: [] };
  const waiting = [...state.outbox, ...state.held.map(({ request }) => request)];
  const vital = withinBounds(
    [...(state.isOpen ? [] : [open]), ...waiting.toSorted((a, b) => vitality(a) - vitality(b))],
    padmeWithin(state.budget.bytesMax) - bodyLength(downs.map(encodeDown)),
  );
  const { urgent, spare } = await housekeeping(ports, state);
  const ups = [...vital, ...urgent];
  const target = sizeOf(ups, downs);
  // What can wait rides along only where padding would have gone: a burst with it looks like one without.
  for (const one of spare) if (ups.length < UP_FRAMES_MAX && sizeOf([...ups, one], downs) === target) ups.push(one);
  return { ups, downs, upBytes: target };
}

/** Makes sure that put capabilities wait for coming introductions, and that none of them is about to end. Changes the state. */
export function refillStock(ports: Ports, state: BrokerState): void {
  const today = dayOf(ports.clock.nowMs());
  state.stock = state.stock.filter((one) => one.expiryDay >= today + 1);
  for (const one of state.stock) {
    if (one.expiryDay < today + STOCK_RENEW_DAYS) Object.assign(one, { expiryDay: today + STOCK_LIFE_DAYS, granted: false });
  }
  while (state.stock.length < INTRODUCTION_STOCK) {
    const [high, low] = ports.random(2);
    const slot = ((high ?? 0) << 8) | (low ?? 0);
    if (!state.stock.some((one) => one.slot === slot))
      state.stock.push({ slot, expiryDay: today + STOCK_LIFE_DAYS, granted: false });
  }
}

/** The grant that lets a slot's introduction be used until `expiryDay`. */
export function grantOf(state: BrokerState, slot: number, expiryDay: number): UpRequest {
  const { introPut } = introductionKeys(introSecretOf(state.keys.introRoot, slot));
  return { op: "grant", take: state.keys.take, slot, putId: putId(introPut), expiryDay };
}

async function housekeeping(
  ports: Ports,
  state: BrokerState,
): Promise<{ readonly urgent: UpRequest[]; readonly spare: UpRequest[] }> {
  const week = weekOf(ports.clock.nowMs());
  const grants = state.stock.filter((one) => !one.granted).map((one) => grantOf(state, one.slot, one.expiryDay));
  const isEmpty = !state.stock.some((one) => one.granted);
  if (state.publishedWeek === week) return isEmpty ? { urgent: grants, spare: [] } : { urgent: [], spare: grants };
  const key = await weekKey(state.ratchet, week);
  assert(key !== undefined, "the ratchet reaches this week");
  const { signWeeklyKey } = await import("@ojak/core/keys/weekly-key");
  const weeklyKey = signWeeklyKey(state.keys.signSecret, state.realm, {
    generation: state.generation,
    week,
    publicKey: key.publicKey,
  });
  const publish: UpRequest = { op: "publish", take: state.keys.take, weeklyKey };
  const isOverdue = state.publishedWeek === null || week - state.publishedWeek >= PUBLISH_OVERDUE_WEEKS;
  const urgent = [...(isOverdue ? [publish] : []), ...(isEmpty ? grants : [])];
  return { urgent, spare: [publish, ...grants].filter((one) => !urgent.includes(one)) };
}

function downsOf(state: BrokerState): DownRequest[] {
  const have = [...state.parcels, ...state.skipped, ...headsAway(state)]
    .map(({ tag }) => tag)
    .concat(state.requests.flatMap(({ tags }) => tags))
    .map((tag) => tag.subarray(0, PREFIX_BYTES));
  const done = state.done.slice(0, DONE_A_BURST_MAX);

  const downs: DownRequest[] = [];
  do {
    const i = downs.length;
    downs.push({
      op: "take",
      take: state.keys.take,
      have: have.slice(i * PREFIXES_A_FRAME_MAX, (i + 1) * PREFIXES_A_FRAME_MAX),
      done: done.slice(i * TAGS_A_FRAME_MAX, (i + 1) * TAGS_A_FRAME_MAX),
    });
  } while (
    downs.length < DOWN_FRAMES_MAX - 1 &&
    (downs.length * PREFIXES_A_FRAME_MAX < have.length || downs.length * TAGS_A_FRAME_MAX < done.length)
  );
  return downs;
}

function sizeOf(ups: readonly UpRequest[], downs: readonly DownRequest[]): number {
  const bodies = padBurst(ups, downs);
  return (bodies.up?.length ?? 0) + (bodies.down?.length ?? 0);
}

/** What one burst may carry, most vital first; from the first that does not fit on, all waits for the next. */
function withinBounds(requests: readonly UpRequest[], budgetBytes: number): UpRequest[] {
  let bytes = 0;
  const boundBytes = Math.min(budgetBytes, UP_BODY_BYTES_MAX / 2);
  return requests.slice(0, UP_FRAMES_MAX - HOUSEKEEPING_FRAMES).filter((request) => {
    bytes += request.op === "put" ? request.envelope.length + PUT_OVERHEAD_BYTES : PUT_OVERHEAD_BYTES;
    return bytes <= boundBytes;
  });
}

/** Ends before receipts and answers, notes before letters, large parts last. */
function vitality(request: UpRequest): number {
  if (request.op !== "put") return 0;
  return request.envelope.length;
}
