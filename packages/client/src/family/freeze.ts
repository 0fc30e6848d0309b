import { equal } from "@ojak/core/bytes/bytes";
import { tagOf, tieKeys } from "@ojak/core/keys/tie";
import { dayOf } from "@ojak/core/epoch";
import { CLOSED_WAYS_MAX } from "@ojak/core/limits";
import type { UpRequest } from "@ojak/core/wire/up";
import type { Ports } from "../ports.ts";
import { endTie } from "./letters.ts";
import type { BrokerRoute } from "./routes.ts";
import { hastenCopies, sealForWay } from "./sealing.ts";
import { type FamilyState, isOver, isUnderWay, type OutItem, type Tie } from "./state.ts";
import { dropPutsTo } from "./ways.ts";
import { numbersOf, placeOf } from "./withdraw.ts";

/** The hub says that the desk stopped this broker: what she would do with one tap is done for her. False when he is none of this tie's. */
export async function heedStop(ports: Ports, state: FamilyState, tie: Tie, put: Uint8Array): Promise<boolean> {
  const { broker, spare } = tie;
  const isSpare = spare !== null && equal(spare.broker.put, put);
  if (isSpare) spare.broker.isStopped = true;
  if (isSpare) freezeSpare(ports, state, tie);
  if (isSpare || !equal(broker.put, put) || isOver(tie.stage)) return isSpare;
  broker.isStopped = true;
  await freezeRoute(ports, state, tie);
  return true;
}

/**
 * Closes the way by this tie's broker, for good: what was to go to him is dropped, the freeze goes before everything else, copies for the tie's own drop go with
 * it, and so does all that is under way when a second broker is ready. A tie without words ends with its only way.
 */
export async function freezeRoute(ports: Ports, state: FamilyState, tie: Tie): Promise<void> {
  const { broker } = tie;
  if (broker.frozenDay !== null) return;
  broker.frozenDay = dayOf(ports.clock.nowMs());
  // Asked one by one as well: a hub that does not know freezes yet takes these back.
  queueFirst(state, tie, broker, mainTags(tie));
  if (tie.keys === null) {
    endTie(ports, state, tie, "ended");
    return;
  }
  hastenCopies(state, tie, broker.frozenDay);
  await takeOver(ports, state, tie);
}

/** Closes the way by the second broker, who has nothing but the request. */
export function freezeSpare(ports: Ports, state: FamilyState, tie: Tie): void {
  const { spare } = tie;
  if (spare === null) return;
  queueFirst(state, tie, spare.broker, spare.tags);
  closed(tie, spare.broker, dayOf(ports.clock.nowMs()));
  tie.spare = null;
}

/** The second broker takes the place of one whose way is closed, once he has accepted; all that is under way is sealed for him. */
export async function takeOver(ports: Ports, state: FamilyState, tie: Tie): Promise<void> {
  const { spare, broker } = tie;
  if (broker.frozenDay === null || spare?.stage !== "ready") return;
  closed(tie, broker, broker.frozenDay);
  tie.broker = spare.broker;
  tie.routing = spare.routing;
  tie.spare = null;
  await sealForWay(ports, state, tie);
}

function closed(tie: Tie, { id, isStopped }: BrokerRoute, day: number): void {
  tie.closedWays = [...tie.closedWays, { id, day, isStopped }].slice(-CLOSED_WAYS_MAX);
}

function queueFirst(state: FamilyState, tie: Tie, { put }: BrokerRoute, tags: readonly Uint8Array<ArrayBuffer>[]): void {
  dropPutsTo(state, put);
  const item = (request: UpRequest): OutItem => ({ tieId: tie.id, request, messageId: null, notBeforeMs: 0, isRetry: false });
  const withdraws = tags.map((tag) => item({ op: "withdraw", put, tag }));
  state.outbox = [item({ op: "freeze", put }), ...withdraws, ...state.outbox];
}

function mainTags(tie: Tie): Uint8Array<ArrayBuffer>[] {
  if (tie.keys === null) return [];
  const { tagKey } = tieKeys(tie.keys.tieSecret);
  const numbers = tie.messages
    .filter((message) => isUnderWay(message) && message.way?.id === tie.broker.id)
    .flatMap((message) => numbersOf(message, message.way?.number ?? 0));
  const card = tie.card === null ? [] : [tie.card.number];
  return [...numbers, ...card].map((number) => tagOf(tagKey, placeOf(number)));
}
