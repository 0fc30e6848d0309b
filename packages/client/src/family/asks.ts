import { equal } from "@ojak/core/bytes/bytes";
import { dayOf } from "@ojak/core/epoch";
import { tagOf, tieKeys } from "@ojak/core/keys/tie";
import { DOWN_FRAMES_MAX, TAGS_A_FRAME_MAX } from "@ojak/core/limits";
import { STATE } from "@ojak/core/wire/codes";
import type { DownRequest, DownResponse, ParcelState } from "@ojak/core/wire/down";
import type { Ports } from "../ports.ts";
import { learnKey } from "./broker-key.ts";
import type { BrokerRoute } from "./routes.ts";
import { type FamilyState, isOver, isUnderWay, type Message, note, type Tie } from "./state.ts";
import { noteSign } from "./ways.ts";
import { numbersOf, placeOf } from "./withdraw.ts";

/** Tags over all ties in one request, so that its body keeps to the hub's bound. */
const ASKED_TAGS_MAX = 640;

/** One question of a sync, and whom it is about: `broker` is null for the tie's own drops. */
export interface Ask {
  readonly tie: Tie;
  readonly request: DownRequest;
  readonly broker: BrokerRoute | null;
  /** The messages that a look asks for, each with the number of its first parcel there. */
  readonly looked: readonly { readonly message: Message; readonly number: number }[];
}

/** One take for each tie that is not over, looks at what is under way, and at the keys of second brokers, as many as a request may hold. */
export function asksOf(ports: Ports, state: FamilyState): Ask[] {
  const living = state.ties.filter((tie) => tie.stage !== "claimed" && !isOver(tie.stage));
  const tagsMax = Math.min(TAGS_A_FRAME_MAX, Math.floor(ASKED_TAGS_MAX / Math.max(1, living.length)));
  const [vital, more]: [Ask[], Ask[]] = [[], []];
  for (const tie of living) {
    const messages = withinTags(tie.messages.filter(isUnderWay), tagsMax);
    const take = { op: "take", take: tie.replyTake, have: [], done: tie.done.slice(0, tagsMax) } as const;
    vital.push({ tie, request: take, broker: null, looked: [] });
    if (tie.broker.frozenDay === null) vital.push(lookAtBroker(tie, messages));
    const own = lookAtOwn(tie, messages);
    if (own !== null) more.push(own);
    const spare = tie.spare?.broker;
    if (spare !== undefined && spare.key !== null)
      more.push({ tie, request: { op: "look", put: spare.put, tags: [] }, broker: spare, looked: [] });
  }
  // With very many ties not all of the second kind fit: on another day others come first.
  const from = more.length === 0 ? 0 : dayOf(ports.clock.nowMs()) % more.length;
  return [...vital, ...more.slice(from), ...more.slice(0, from)].slice(0, DOWN_FRAMES_MAX);
}

/** The newest messages, as many as their parcels leave room for. */
function withinTags(messages: readonly Message[], tagsMax: number): Message[] {
  let left = tagsMax;
  return messages.toReversed().filter((message) => (left -= numbersOf(message, 0).length) >= 0);
}

function lookAtBroker(tie: Tie, messages: readonly Message[]): Ask {
  const { broker } = tie;
  const keys = tie.keys === null ? null : tieKeys(tie.keys.tieSecret);
  const looked = messages.flatMap((message) =>
    message.way?.id === broker.id && keys !== null ? [{ message, number: message.way.number }] : [],
  );
  const numbers = looked.flatMap(({ message, number }) => numbersOf(message, number));
  const tags = keys === null ? [] : numbers.map((number) => tagOf(keys.tagKey, placeOf(number)));
  return { tie, request: { op: "look", put: broker.put, tags }, broker, looked };
}

/** What waits in the tie's own drop alone, for it may come back from there. */
function lookAtOwn(tie: Tie, messages: readonly Message[]): Ask | null {
  const looked = messages.flatMap((message) => (message.way === null ? [{ message, number: message.number }] : []));
  if (tie.keys === null || looked.length === 0) return null;
  const { copyKey, tiePut } = tieKeys(tie.keys.tieSecret);
  const numbers = looked.flatMap(({ message, number }) => numbersOf(message, number));
  const tags = numbers.map((number) => tagOf(copyKey, placeOf(number)));
  return { tie, request: { op: "look", put: tiePut, tags }, broker: null, looked };
}

/** What was acknowledged in a whole answer need not be told again. */
export function forgetDone(asks: readonly Ask[]): void {
  for (const { tie, request } of asks) {
    if (request.op === "take") tie.done = tie.done.filter((tag) => !request.done.some((sent) => equal(sent, tag)));
  }
}

/** Takes in what the hub says of parcels, and the broker's key. */
export function applyStates(
  ports: Ports,
  state: FamilyState,
  { broker, looked }: Ask,
  frame: Extract<DownResponse, { kind: "states" }>,
): void {
  const today = dayOf(ports.clock.nowMs());
  let at = 0;
  for (const { message, number } of looked) {
    const states = frame.states.slice(at, (at += numbersOf(message, number).length));
    // Of several parts, the one that is least far says how far the whole is.
    const known = states.toSorted((a, b) => a.state - b.state)[0];
    // What the words proved in this very exchange says more than the hub does; what was sealed anew since is another parcel.
    const isSame = broker === null ? message.number === number : message.way?.id === broker.id && message.way.number === number;
    if (known === undefined || !isUnderWay(message) || !isSame) continue;
    if (broker !== null) noteState(message, known);
    else if (known.state === STATE.expired && message.way === null) note(message, "expired", known.day);
    else if (known.state === STATE.closed) note(message, "refused", known.day);
    const wasThere = known.state === STATE.withReader || known.state === STATE.handedOver;
    if (broker !== null && wasThere) noteSign(broker, known.day, today);
  }
  if (broker !== null && frame.weeklyKey !== null) learnKey(ports, state, broker, frame.weeklyKey);
}

function noteState(message: Message, known: ParcelState): void {
  if (known.state === STATE.waiting) note(message, "waiting", known.day);
  if (known.state === STATE.withReader) note(message, "with-broker", known.day);
  if (known.state === STATE.handedOver) note(message, "handed-over", known.day);
  if (known.state === STATE.expired) note(message, "expired", known.day);
  if (known.state === STATE.closed) note(message, "refused", known.day);
}
