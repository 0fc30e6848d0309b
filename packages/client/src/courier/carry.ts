import { equal } from "@ojak/core/bytes/bytes";
import type { Delivery } from "@ojak/core/courier/contents";
import { dayOf, weekOf } from "@ojak/core/epoch";
import { OjakError } from "@ojak/core/errors";
import { BROKER_KEY_WEEKS, COURIER_PARCELS_MAX, MAIL_LIFE_DAYS, MARKS_MAX } from "@ojak/core/limits";
import { isMarked } from "../broker/done.ts";
import type { Ports } from "../ports.ts";
import type { CourierState } from "./state.ts";

/** What a delivery brought: parcels that are new here, and such as were here or had been. */
export interface Received {
  readonly fresh: number;
  readonly known: number;
}

/**
 * Takes in a delivery, all or nothing; a second time it changes nothing. Throws `wrong-realm`, `used` when this phone still carries for another broker, `quota` when
 * it has no room for all that is new.
 */
export function takeDelivery(ports: Ports, state: CourierState, { realm, drop, parcels }: Delivery): Received {
  if (state.realm !== "" && state.realm !== realm) throw new OjakError("wrong-realm", "that broker is with another hub");
  if (state.drop !== null && !equal(state.drop, drop))
    throw new OjakError("used", "this phone still carries for another broker: bring back what is his first");
  const today = dayOf(ports.clock.nowMs());
  const isKnown = (tag: Uint8Array<ArrayBuffer>) =>
    isMarked(state, tag) || state.parcels.some((parcel) => equal(parcel.tag, tag));
  const fresh = parcels.filter(({ tag }, i) => !isKnown(tag) && !parcels.slice(0, i).some((one) => equal(one.tag, tag)));
  if (state.parcels.length + fresh.length > COURIER_PARCELS_MAX)
    throw new OjakError("quota", `a courier's phone carries ${COURIER_PARCELS_MAX} parcels: hand over first`);
  state.realm = realm;
  state.drop = drop;
  // A clock that runs ahead at the broker's must not keep anything longer here.
  state.parcels.push(...fresh.map((parcel) => ({ ...parcel, arrivedDay: Math.min(parcel.arrivedDay, today) })));
  return { fresh: fresh.length, known: parcels.length - fresh.length };
}

/** Drops what is past its time, and forgets the broker once nothing of his is left. */
export function forgetOld(ports: Ports, state: CourierState): void {
  const [today, week] = [dayOf(ports.clock.nowMs()), weekOf(ports.clock.nowMs())];
  state.parcels = state.parcels.filter((parcel) => parcel.arrivedDay + MAIL_LIFE_DAYS >= today);
  state.marks = state.marks.filter((one) => one.week >= week - BROKER_KEY_WEEKS).slice(-MARKS_MAX);
  const isEmpty = [state.parcels, state.outbox, state.done, state.stopped].every(({ length }) => length === 0);
  if (isEmpty) state.drop = null;
}
