import { equal, type Bytes } from "@ojak/core/bytes/bytes";
import { plainCode } from "@ojak/core/bytes/code";
import { hex } from "@ojak/core/bytes/text";
import { bundleBytes } from "@ojak/core/courier/bundle";
import { type CarriedUp, type Return, returnFrames } from "@ojak/core/courier/contents";
import { isOjakError, OjakError } from "@ojak/core/errors";
import { COURIER_PARCELS_MAX, COURIER_RETURNS_MAX } from "@ojak/core/limits";
import { nameOfUp } from "./returned.ts";
import type { CourierState } from "./state.ts";

/**
 * What goes back with one bundle: ends and receipts before letters, these before voices; what finds no room waits for the next. `unfoundIds` are parcels that are
 * given up. Throws `empty`.
 */
export function chooseReturn(state: CourierState, room: number, unfoundIds: readonly string[]): Return {
  if (state.drop === null) throw new OjakError("empty", "there is nothing to bring back");
  const unfound = state.parcels.filter(({ tag }) => unfoundIds.includes(hex(tag))).map(({ tag }) => tag);
  const lists = {
    done: state.done.slice(0, COURIER_PARCELS_MAX),
    unfound: unfound.slice(0, COURIER_PARCELS_MAX),
    stopped: state.stopped.slice(0, COURIER_PARCELS_MAX),
  };
  const back: Return = { realm: state.realm, drop: state.drop, ups: [], ...lists };
  const waiting = state.outbox.filter(isCarried).toSorted((a, b) => sizeOf(a) - sizeOf(b));
  let ups: CarriedUp[] = [];
  for (const up of waiting.slice(0, Math.min(room, COURIER_RETURNS_MAX)))
    if (fits({ ...back, ups: [...ups, up] })) ups = [...ups, up];
  const isEmpty = [ups, ...Object.values(lists)].every(({ length }) => length === 0);
  if (isEmpty) throw new OjakError("empty", "there is nothing to bring back");
  return { ...back, ups };
}

/** Notes what was given, until its receipt is entered. */
export function noteGiven(state: CourierState, { ups, done, unfound, stopped }: Return, receipt: string): void {
  state.given = { receipt, ups: ups.map(nameOfUp), done, unfound, stopped };
}

/** The broker's phone has it all: it is erased here. Throws `checksum` when the return that was given last has another receipt. */
export function confirmReturn(state: CourierState, typed: string): void {
  const { given } = state;
  if (given === null || plainCode(given.receipt) !== plainCode(typed))
    throw new OjakError("checksum", "what was given last has another receipt: compare once more, or give it again");
  const isOf = (tags: readonly Bytes[], tag: Bytes) => tags.some((one) => equal(one, tag));
  state.outbox = state.outbox.filter((up) => !isCarried(up) || !isOf(given.ups, nameOfUp(up)));
  state.done = state.done.filter((tag) => !isOf(given.done, tag));
  state.parcels = state.parcels.filter(({ tag }) => !isOf(given.unfound, tag));
  state.stopped = state.stopped.filter((slot) => !given.stopped.includes(slot));
  state.given = null;
}

function isCarried(up: CourierState["outbox"][number]): up is CarriedUp {
  return up.op === "put" || up.op === "withdraw" || up.op === "close";
}

function sizeOf(up: CarriedUp): number {
  return up.op === "put" ? up.envelope.length : 0;
}

function fits(back: Return): boolean {
  try {
    return bundleBytes(returnFrames(back)) > 0;
  } catch (error) {
    if (isOjakError(error, "too-large")) return false;
    throw error;
  }
}
