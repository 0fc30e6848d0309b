import { equal, type Bytes } from "@ojak/core/bytes/bytes";
import { hex } from "@ojak/core/bytes/text";
import { introductionKeys, introSecretOf } from "@ojak/core/contact/introduction";
import { openMeeting, openRequest, openVerdict } from "@ojak/core/contact/request";
import { dayOf, weekOf } from "@ojak/core/epoch";
import { forgetOldWeeks, weekKey } from "@ojak/core/keys/ratchet";
import type { KeyPair } from "@ojak/core/keys/hpke";
import {
  BROKER_KEY_WEEKS,
  BROKER_PARCELS_BYTES_MAX,
  BROKER_PARCELS_MAX,
  PARCELS_A_SLOT_MAX,
  PARTS_A_SLOT_MAX,
  SKIPPED_MAX,
  CLASS_BASE_BYTES,
  CLASS_PART_BYTES,
  ENVELOPE_OVERHEAD_BYTES,
  MAIL_LIFE_DAYS,
  MARKS_MAX,
  PREFIX_BYTES,
  REQUEST_LIFE_DAYS,
} from "@ojak/core/limits";
import { openRouteBox, routeBoxWeek } from "@ojak/core/seal/route-box";
import type { DownResponse } from "@ojak/core/wire/down";
import { forgetHeads, forgetOldErrands, headsAway } from "../courier/custody.ts";
import type { Ports } from "../ports.ts";
import { unlessRefused } from "../refused.ts";
import { endRequest, isMarked } from "./done.ts";
import type { BrokerState, RequestEntry } from "./state.ts";

type ParcelFrame = Extract<DownResponse, { kind: "parcel" }>;

/** Takes in what a burst brought for the broker himself. Returns how many parcels were new. */
export async function takeIn(
  ports: Ports,
  state: BrokerState,
  parcels: readonly ParcelFrame[],
  gone: readonly Uint8Array[],
): Promise<number> {
  forgetGone(state, gone);
  let fresh = 0;
  // Requests first: a new phone may get one together with what belongs to it.
  for (const parcel of parcels.toSorted((a, b) => Number(mayBeRequest(b)) - Number(mayBeRequest(a)))) {
    if (isHeld(state, parcel.tag)) continue;
    if (isMarked(state, parcel.tag)) {
      if (!state.done.some((tag) => equal(tag, parcel.tag))) state.done.push(parcel.tag);
      continue;
    }
    if (isFull(state, parcel.slot, parcel.envelope.length)) {
      if (state.skipped.length < SKIPPED_MAX)
        state.skipped.push({ slot: parcel.slot, tag: parcel.tag, envelopeBytes: parcel.envelope.length });
      continue;
    }
    await takeInOne(ports, state, parcel);
    fresh += 1;
  }
  return fresh;
}

/** Drops what is past its time. Keys of old weeks go only after a whole answer: a hub must not be able to hold mail back past them. */
export function forgetOld(ports: Ports, state: BrokerState, isWhole: boolean): void {
  const today = dayOf(ports.clock.nowMs());
  const week = weekOf(ports.clock.nowMs());
  state.parcels = state.parcels.filter((parcel) => parcel.arrivedDay + MAIL_LIFE_DAYS >= today);
  forgetOldErrands(state, today);
  state.skipped = state.skipped.filter(({ slot, envelopeBytes }) => isFull(state, slot, envelopeBytes));
  state.held = state.held.filter(({ day }) => day + MAIL_LIFE_DAYS >= today);
  for (const entry of state.requests.filter((one) => one.arrivedDay + REQUEST_LIFE_DAYS < today)) endRequest(ports, state, entry);
  state.marks = state.marks.filter((one) => one.week >= week - BROKER_KEY_WEEKS).slice(-MARKS_MAX);
  if (isWhole) state.ratchet = forgetOldWeeks(state.ratchet, week, BROKER_KEY_WEEKS);
}

async function takeInOne(ports: Ports, state: BrokerState, parcel: ParcelFrame): Promise<void> {
  const entry = state.requests.find((one) => one.slot === parcel.slot);
  if (entry !== undefined && (await takeInContact(ports, state, entry, parcel))) return;
  if (mayBeRequest(parcel) && (await takeInRequest(ports, state, parcel))) return;
  const { slot, tag, envelope } = parcel;
  state.parcels.push({ slot, tag, envelope, routing: await routingOf(state, parcel), arrivedDay: dayOf(ports.clock.nowMs()) });
}

function mayBeRequest({ route, envelope }: ParcelFrame): boolean {
  return route === null && envelope.length === CLASS_BASE_BYTES + ENVELOPE_OVERHEAD_BYTES;
}

async function takeInContact(
  ports: Ports,
  state: BrokerState,
  entry: RequestEntry,
  { tag, envelope }: ParcelFrame,
): Promise<boolean> {
  const where = { realm: state.realm, tag };
  const verdict = await withAnyKey(ports, state, (key) => openVerdict(key, entry.requestSecret, where, envelope));
  if (verdict !== null) {
    entry.tags.push(tag);
    if (!verdict.again) endRequest(ports, state, entry);
    else if (verdict.attempt >= entry.attempt) Object.assign(entry, { answered: false, attempt: verdict.attempt + 1 });
    return true;
  }
  const meeting = await withAnyKey(ports, state, (key) => openMeeting(key, entry.requestSecret, where, envelope));
  if (meeting === null) return false;
  entry.tags.push(tag);
  entry.meeting = meeting;
  return true;
}

async function takeInRequest(ports: Ports, state: BrokerState, { slot, tag, envelope }: ParcelFrame): Promise<boolean> {
  const { requestPsk } = introductionKeys(introSecretOf(state.keys.introRoot, slot));
  const request = await withAnyKey(ports, state, (key) => openRequest(key, requestPsk, { realm: state.realm, tag }, envelope));
  if (request === null) return false;
  // One request a slot: an introduction is for one relative.
  const known = state.requests.find((one) => one.slot === slot);
  if (known !== undefined) {
    known.tags.push(tag);
    return true;
  }
  const id = hex(ports.random(8));
  const fresh = { tags: [tag], accepted: false, meeting: null, attempt: 0, answered: false };
  state.requests.push({ id, slot, ...request, arrivedDay: dayOf(ports.clock.nowMs()), ...fresh });
  return true;
}

async function routingOf(state: BrokerState, { slot, tag, route }: ParcelFrame): Promise<string | null> {
  if (route === null) return null;
  const { routePsk } = introductionKeys(introSecretOf(state.keys.introRoot, slot));
  return unlessRefused(async () => {
    const key = await weekKey(state.ratchet, routeBoxWeek(route));
    return key === undefined ? null : openRouteBox(key, { realm: state.realm, routePsk, tag }, route);
  });
}

/** The weekly keys that something may be sealed to, newest first. */
async function withAnyKey<T>(ports: Ports, state: BrokerState, open: (key: KeyPair) => Promise<T>): Promise<T | null> {
  const week = weekOf(ports.clock.nowMs());
  for (let w = week; w >= state.ratchet.week; w--) {
    const key = await weekKey(state.ratchet, w);
    const opened = key === undefined ? null : await unlessRefused(() => open(key));
    if (opened !== null) return opened;
  }
  return null;
}

function forgetGone(state: BrokerState, gone: readonly Uint8Array[]): void {
  const isGone = (tag: Bytes) => gone.some((prefix) => equal(prefix, tag.subarray(0, PREFIX_BYTES)));
  state.parcels = state.parcels.filter((parcel) => !isGone(parcel.tag));
  forgetHeads(state, isGone);
  for (const entry of state.requests) entry.tags = entry.tags.filter((tag) => !isGone(tag));
  // The relative withdrew it before answers were sealed: its routing lines and questions go as well.
  state.requests = state.requests.filter((entry) => entry.tags.length > 0 || entry.answered);
}

/** One depositor may not fill the phone; what is left at the hub comes when there is room. */
function isFull(state: BrokerState, slot: number, envelopeBytes: number): boolean {
  const ofSlot = state.parcels.filter((one) => one.slot === slot);
  // Voices are left at the hub first: letters must always find room.
  const isPart = (bytes: number): boolean => bytes === CLASS_PART_BYTES + ENVELOPE_OVERHEAD_BYTES;
  const parts = ofSlot.filter(({ envelope }) => isPart(envelope.length)).length;
  if (isPart(envelopeBytes) && parts >= PARTS_A_SLOT_MAX) return true;
  const bytes = state.parcels.reduce((sum, one) => sum + one.envelope.length, 0);
  return (
    ofSlot.length >= PARCELS_A_SLOT_MAX ||
    bytes >= BROKER_PARCELS_BYTES_MAX ||
    state.parcels.length + state.requests.length >= BROKER_PARCELS_MAX
  );
}

function isHeld(state: BrokerState, tag: Bytes): boolean {
  return (
    [...state.parcels, ...headsAway(state)].some((one) => equal(one.tag, tag)) ||
    state.requests.some((one) => one.tags.some((held) => equal(held, tag)))
  );
}
