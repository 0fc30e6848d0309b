import { equal, type Bytes } from "@ojak/core/bytes/bytes";
import { DARK_DAYS } from "@ojak/core/limits";
import type { Ports } from "../ports.ts";
import type { BrokerRoute } from "./routes.ts";
import type { FamilyState, Message, Tie } from "./state.ts";

/** True while letters go to the broker as they are sealed: neither closed nor back without having been checked. */
export function isOpenWay({ frozenDay, backDay }: BrokerRoute): boolean {
  return frozenDay === null && backDay === null;
}

/** True when what came in a slot of the tie's reply drop may have been written by whoever holds a phone whose way is closed. */
export function isQuarantined(tie: Tie, slot: number): boolean {
  const closed = tie.closedWays.map(({ id }) => id);
  if (tie.broker.frozenDay !== null) closed.push(tie.broker.id);
  if (closed.length === 0) return false;
  const known = tie.slots.find((one) => one.slot === slot);
  // Not known: the late one, whose capability lies on any phone that used it, or one of before this app kept them.
  return known === undefined || (known.wayId !== null && closed.includes(known.wayId));
}

/** A slot number for a new put capability, kept so that what comes in it is known again. */
export function newSlot(ports: Ports, tie: Tie, wayId: string | null, untilDay: number): number {
  let slot = randomSlot(ports);
  while (tie.slots.some((one) => one.slot === slot)) slot = randomSlot(ports);
  tie.slots.push({ slot, wayId, untilDay });
  return slot;
}

/** The hub had the first number taken. */
export function moveSlot(ports: Ports, tie: Tie, from: number): number {
  const slot = randomSlot(ports);
  tie.slots = tie.slots.map((one) => (one.slot === from ? { ...one, slot } : one));
  return slot;
}

/** A slot number that nothing is kept of. */
export function randomSlot(ports: Ports): number {
  const [high, low] = ports.random(2);
  return ((high ?? 0) << 8) | (low ?? 0);
}

/** Takes out of the outbox whatever would go to a broker with that capability. */
export function dropPutsTo(state: FamilyState, put: Bytes): void {
  state.outbox = state.outbox.filter(({ request }) => request.op !== "put" || !equal(request.put, put));
}

/** The message whose parcel has that number, under whichever way it went. */
export function messageOfNumber(tie: Tie, number: number): Message | undefined {
  return tie.messages.find(
    (one) => one.direction === "out" && number !== 0 && (one.number === number || one.also.includes(number)),
  );
}

/** A broker was there on that day. After darkness it takes her word that it is he. */
export function noteSign(broker: BrokerRoute, day: number, today: number): void {
  const signDay = Math.min(day, today);
  if (signDay <= broker.signDay) return;
  broker.signDay = signDay;
  if (broker.darkSince === null) return;
  broker.darkSince = null;
  broker.backDay = today;
}

/** At the end of a whole sync, which would have brought a sign. */
export function noteSilence(tie: Tie, today: number): void {
  for (const broker of [tie.broker, tie.spare?.broker])
    if (broker !== undefined && broker.frozenDay === null && today - broker.signDay >= DARK_DAYS)
      broker.darkSince = broker.signDay;
}
