import { hex } from "@ojak/core/bytes/text";
import { type Place, tagOf, tieKeys } from "@ojak/core/keys/tie";
import { splitVoice } from "@ojak/core/letter/voice";
import { PLACES_A_WEEK } from "@ojak/core/limits";
import type { Ports } from "../ports.ts";
import { queue } from "./contact.ts";
import type { FamilyState, Message, Tie } from "./state.ts";

const HOUR_MS = 3_600_000;
const COPY_DELAY_HOURS_MAX = 12;

/** The place of a letter's number. */
export function placeOf(number: number): Place {
  return { week: Math.floor(number / PLACES_A_WEEK), index: number % PLACES_A_WEEK };
}

/** Numbers of the parcels that a message of this side consists of, from that of the first. */
export function numbersOf({ voice }: Message, first: number): number[] {
  return Array.from({ length: voice === null ? 1 : splitVoice(voice).length }, (_, i) => first + i);
}

/** Copies go one to twelve hours later: what the hub stores by the day should seldom pair them. */
export function copyTimeMs(ports: Ports): number {
  const hours = 1 + ((ports.random(1)[0] ?? 0) % COPY_DELAY_HOURS_MAX);
  return ports.clock.nowMs() + hours * HOUR_MS;
}

/** After the recipient opened it, or to replace it: nothing of it may wait anywhere any more. */
export function withdrawMessage(ports: Ports, state: FamilyState, tie: Tie, message: Message): void {
  const { way, number } = message;
  if (way !== null && way.id === tie.broker.id) for (const one of numbersOf(message, way.number)) withdrawMain(state, tie, one);
  if (number !== 0) for (const one of numbersOf(message, number)) withdrawCopy(ports, state, tie, one);
}

/** Withdraws both sealings of one parcel. */
export function withdrawParcel(ports: Ports, state: FamilyState, tie: Tie, number: number): void {
  withdrawMain(state, tie, number);
  withdrawCopy(ports, state, tie, number);
}

function withdrawMain(state: FamilyState, tie: Tie, number: number): void {
  // A closed way has been emptied by the freeze.
  if (tie.keys === null || tie.broker.frozenDay !== null) return;
  const tag = tagOf(tieKeys(tie.keys.tieSecret).tagKey, placeOf(number));
  unqueue(state, tag);
  queue(state, tie, { op: "withdraw", put: tie.broker.put, tag });
}

function withdrawCopy(ports: Ports, state: FamilyState, tie: Tie, number: number): void {
  if (tie.keys === null) return;
  const { copyKey, tiePut } = tieKeys(tie.keys.tieSecret);
  const tag = tagOf(copyKey, placeOf(number));
  unqueue(state, tag);
  queue(state, tie, { op: "withdraw", put: tiePut, tag }, { notBeforeMs: copyTimeMs(ports) });
}

function unqueue(state: FamilyState, tag: Uint8Array): void {
  state.outbox = state.outbox.filter(({ request }) => request.op !== "put" || hex(request.tag) !== hex(tag));
}
