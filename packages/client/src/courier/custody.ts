import { equal, type Bytes } from "@ojak/core/bytes/bytes";
import { plainCode } from "@ojak/core/bytes/code";
import { hex } from "@ojak/core/bytes/text";
import { dayOf } from "@ojak/core/epoch";
import { OjakError } from "@ojak/core/errors";
import { COURIER_HEADS_MAX, MAIL_LIFE_DAYS } from "@ojak/core/limits";
import type { BrokerState, Parcel } from "../broker/state.ts";
import type { Ports } from "../ports.ts";
import type { Head } from "./errand.ts";

const ID_BYTES = 8;

/** Heads of parcels that are no longer on this phone, but with a courier: the hub is told of them as held. */
export function headsAway(state: BrokerState): Head[] {
  return state.errands.flatMap(({ receipt, heads }) => (receipt === null ? heads : []));
}

/** True for a parcel that is in a bundle already, whether or not its receipt was entered. */
export function isOut(state: BrokerState, tag: Bytes): boolean {
  return state.errands.some(({ heads }) => heads.some((head) => equal(head.tag, tag)));
}

/** Notes a bundle; its parcels stay until `confirmReceipt`. Throws `quota` when too much is out, `ended` when one of them went meanwhile. Returns the errand's id. */
export function noteErrand(ports: Ports, state: BrokerState, parcels: readonly Parcel[], receipt: string): string {
  if (parcels.some((parcel) => !state.parcels.includes(parcel) || isOut(state, parcel.tag)))
    throw new OjakError("ended", "one of these went another way meanwhile");
  const out = state.errands.reduce((sum, { heads }) => sum + heads.length, 0);
  if (out + parcels.length > COURIER_HEADS_MAX)
    throw new OjakError("quota", "too much is with couriers: wait, or take some back");
  const id = hex(ports.random(ID_BYTES));
  const heads = parcels.map(({ slot, tag, arrivedDay }) => ({ slot, tag, arrivedDay }));
  state.errands.push({ id, day: dayOf(ports.clock.nowMs()), receipt, heads });
  return id;
}

/** The courier has it all: envelopes and routing lines are erased here, heads stay. Throws `checksum` when no bundle has that receipt. */
export function confirmReceipt(state: BrokerState, typed: string): void {
  const plain = plainCode(typed);
  const errand = state.errands.find(({ receipt }) => receipt !== null && plainCode(receipt) === plain);
  if (errand === undefined) throw new OjakError("checksum", "no bundle of this phone has that receipt: compare once more");
  const isOurs = (tag: Bytes) => errand.heads.some((head) => equal(head.tag, tag));
  // What was handed over or withdrawn since then is not away: it is over.
  errand.heads = errand.heads.filter(({ tag }) => state.parcels.some((parcel) => equal(parcel.tag, tag)));
  state.parcels = state.parcels.filter(({ tag }) => !isOurs(tag));
  errand.receipt = null;
  dropEmpty(state);
}

/** The courier was lost, or did not come: the hub brings again what is not here. Throws `ended`. */
export function takeBack(state: BrokerState, id: string): void {
  if (!state.errands.some((errand) => errand.id === id)) throw new OjakError("ended", "nothing of that bundle is out any more");
  state.errands = state.errands.filter((errand) => errand.id !== id);
}

/** Forgets heads whose parcels are over, or given back. */
export function forgetHeads(state: BrokerState, isOver: (tag: Bytes) => boolean): void {
  for (const errand of state.errands) errand.heads = errand.heads.filter(({ tag }) => !isOver(tag));
  dropEmpty(state);
}

/** Mail's life ends with a courier as anywhere. */
export function forgetOldErrands(state: BrokerState, today: number): void {
  for (const errand of state.errands) errand.heads = errand.heads.filter((head) => head.arrivedDay + MAIL_LIFE_DAYS >= today);
  dropEmpty(state);
}

function dropEmpty(state: BrokerState): void {
  state.errands = state.errands.filter(({ heads }) => heads.length > 0);
}
