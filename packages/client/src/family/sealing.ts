import { dayOf, weekOf } from "@ojak/core/epoch";
import { assert, OjakError } from "@ojak/core/errors";
import { putId } from "@ojak/core/keys/capability";
import { X25519 } from "@ojak/core/keys/hpke";
import { weekKey } from "@ojak/core/keys/ratchet";
import { type Place, placeNumber, replyPutOf, tagOf, tieKeys } from "@ojak/core/keys/tie";
import { type DownContent, encodeDown, sizeKindOf } from "@ojak/core/letter/content";
import { splitVoice } from "@ojak/core/letter/voice";
import { PLACES_A_WEEK, REPLY_PUT_DAYS } from "@ojak/core/limits";
import { sealEnvelope } from "@ojak/core/seal/envelope";
import type { Ports } from "../ports.ts";
import { unlessRefused } from "../refused.ts";
import { queue, routeBoxFor } from "./contact.ts";
import { type FamilyState, isOver, isUnderWay, type Message, note, stageOf, type Tie } from "./state.ts";
import { isOpenWay, newSlot } from "./ways.ts";
import { copyTimeMs, numbersOf, placeOf, withdrawMessage, withdrawParcel } from "./withdraw.ts";

/** A return card older than this is replaced, since mail lives 45 days. */
const CARD_LIFE_DAYS = 30;
const ALSO_MAX = 8;

/** Where a parcel goes: to the broker with a copy for the tie's own drop, or to one of them alone. */
type Sealings = "both" | "main" | "copy";

/** Why a message is sealed, where that matters. */
export interface SealHow {
  /** The hub had something else under its tag: a letter from before a restore, which is not withdrawn. */
  readonly isConflict?: boolean;
  /** She asks by a way that she has not checked. */
  readonly isQuestion?: boolean;
}

/**
 * Seals a letter under a new place: at first, or anew after it expired or for a broker's new phone; what waits of it is withdrawn. While its way is
 * closed, or not checked, it goes to the tie's own drop alone.
 */
export async function sealMessage(
  ports: Ports,
  state: FamilyState,
  tie: Tie,
  message: Message,
  { isConflict = false, isQuestion = false }: SealHow = {},
): Promise<void> {
  const day = dayOf(ports.clock.nowMs());
  const { broker } = tie;
  if (message.number !== 0 && !isConflict) {
    withdrawMessage(ports, state, tie, message);
    message.also = [...message.also, message.number].slice(-ALSO_MAX);
  }
  const sealings = isOpenWay(broker) || (isQuestion && broker.frozenDay === null) ? "both" : "copy";
  const number = await queueMessage(ports, state, tie, message, { number: null, sealings });
  message.number = number;
  message.way = sealings === "copy" ? null : { id: broker.id, number, generation: broker.key?.generation ?? 0 };
  message.events.length = 0;
  note(message, "sealed", day);
}

/** Whatever does not lie where this tie's broker finds it now: after another one took over, or she checked the one who came back. */
export async function sealForWay(ports: Ports, state: FamilyState, tie: Tie): Promise<void> {
  const { id, key } = tie.broker;
  if (tie.keys === null || !isOpenWay(tie.broker)) return;
  if (tie.card !== null) withdrawParcel(ports, state, tie, tie.card.number);
  tie.card = null;
  // The card before the letters: an answer then names the letter, which is newer.
  await unlessRefused(() => ensureCard(ports, state, tie));
  for (const message of tie.messages.filter(isUnderWay)) {
    if (message.way?.id !== id) await unlessRefused(() => sealForNext(ports, state, tie, message));
    else if (message.way.generation !== key?.generation) await unlessRefused(() => sealMessage(ports, state, tie, message));
  }
}

/** For the next broker: another place, so that two phones share nothing, but the letter's own number, so that it is one letter. Its copy waits already. */
async function sealForNext(ports: Ports, state: FamilyState, tie: Tie, message: Message): Promise<void> {
  const number = await queueMessage(ports, state, tie, message, { number: message.number, sealings: "main" });
  message.also = [...message.also, number].slice(-ALSO_MAX);
  message.way = { id: tie.broker.id, number, generation: tie.broker.key?.generation ?? 0 };
  if (stageOf(message) !== "sealed") message.events.push({ stage: "sealed", day: dayOf(ports.clock.nowMs()) });
}

/** Queues all parcels of a message under new places; those inside say `number`, or that of their first place. Returns the latter. */
async function queueMessage(
  ports: Ports,
  state: FamilyState,
  tie: Tie,
  message: Message,
  { number, sealings }: { readonly number: number | null; readonly sealings: Sealings },
): Promise<number> {
  const parts = message.voice === null ? null : splitVoice(message.voice);
  const places = nextPlaces(ports, tie, parts?.length ?? 1);
  const [first] = places;
  assert(first !== undefined, "a message has a place");
  const replyKey = await replyKeyOf(ports, tie);
  const day = dayOf(ports.clock.nowMs());
  const own = number ?? placeNumber(first);
  for (const [i, place] of places.entries()) {
    const part = parts?.[i];
    const content: DownContent =
      part === undefined
        ? { kind: "letter", number: own, day, text: message.text, replyKey }
        : { kind: "voice", first: own, day, replyKey: i === 0 ? replyKey : null, ...part };
    await queueParcel(ports, state, tie, { place, content, sealings, messageId: message.id });
  }
  return placeNumber(first);
}

/** Makes sure that a blank return card waits for the recipient. */
export async function ensureCard(ports: Ports, state: FamilyState, tie: Tie): Promise<void> {
  const day = dayOf(ports.clock.nowMs());
  if (tie.keys === null || isOver(tie.stage) || (tie.card !== null && day - tie.card.day < CARD_LIFE_DAYS)) return;
  if (tie.card !== null) withdrawParcel(ports, state, tie, tie.card.number);
  const [place] = nextPlaces(ports, tie, 1);
  assert(place !== undefined, "a card has a place");
  const replyKey = await replyKeyOf(ports, tie);
  const content = { kind: "card", number: placeNumber(place), day, replyKey } as const;
  await queueParcel(ports, state, tie, { place, content, sealings: isOpenWay(tie.broker) ? "both" : "copy", messageId: null });
  tie.card = { number: placeNumber(place), day };
}

/**
 * After its way was closed, a letter's copy need not wait for its hour: there is no pair to hide any more. Tells of each message whether it
 * still has to go.
 */
export function hastenCopies(state: FamilyState, tie: Tie, day: number): void {
  if (tie.keys === null) return;
  const { copyKey, tiePut } = tieKeys(tie.keys.tieSecret);
  const owners = new Map<string, Message>();
  for (const message of tie.messages.filter(isUnderWay)) {
    for (const number of numbersOf(message, message.number)) owners.set(tagOf(copyKey, placeOf(number)).join(), message);
  }
  const left = new Set<Message>();
  state.outbox = state.outbox.map((item) => {
    if (item.request.op !== "put" || item.request.put.join() !== tiePut.join()) return item;
    const message = owners.get(item.request.tag.join());
    if (message !== undefined) left.add(message);
    return { ...item, notBeforeMs: 0, messageId: message?.id ?? null };
  });
  for (const message of new Set(owners.values())) {
    if (stageOf(message) !== "sealed") note(message, "withdrawn", day);
    note(message, left.has(message) ? "sealed" : "own-drop", day);
    message.way = null;
  }
}

interface ParcelPlan {
  readonly place: Place;
  readonly content: DownContent;
  readonly sealings: Sealings;
  readonly messageId: string | null;
}

async function queueParcel(ports: Ports, state: FamilyState, tie: Tie, plan: ParcelPlan): Promise<void> {
  assert(tie.keys !== null, "parcels need the words' public half");
  const { place, content, sealings } = plan;
  const keys = tieKeys(tie.keys.tieSecret);
  const { recipientKey } = tie.keys;
  const sized = { kind: sizeKindOf(content), content: encodeDown(content) };
  const sealTo = (tag: Uint8Array) => {
    const context = { purpose: "down", realm: state.realm, psk: keys.downPsk, aad: tag } as const;
    return sealEnvelope(recipientKey, context, sized, ports.random(X25519.randomBytes));
  };
  const kinds = (["main", "copy"] as const).filter((one) => sealings === "both" || sealings === one);
  const untilDay = dayOf(ports.clock.nowMs()) + REPLY_PUT_DAYS;
  for (const kind of content.replyKey === null ? [] : kinds) {
    const slot = newSlot(ports, tie, kind === "main" ? tie.broker.id : null, untilDay);
    const replyPutId = putId(replyPutOf(keys.tieSecret, place, kind));
    queue(state, tie, { op: "grant", take: tie.replyTake, slot, putId: replyPutId, expiryDay: untilDay });
  }
  const told = plan.messageId === null ? {} : { messageId: plan.messageId };
  if (sealings !== "copy") {
    const tag = tagOf(keys.tagKey, place);
    // A card travels without routing lines, as do the later parts of a voice: nobody need be fetched for them.
    const isHead = content.kind === "letter" || (content.kind === "voice" && content.part === 0);
    const route = isHead ? await routeBoxFor(ports, state, tie, tag) : null;
    queue(state, tie, { op: "put", put: tie.broker.put, tag, route, envelope: await sealTo(tag) }, told);
  }
  if (sealings === "main") return;
  const tag = tagOf(keys.copyKey, place);
  const copy = { op: "put", put: keys.tiePut, tag, route: null, envelope: await sealTo(tag) } as const;
  queue(state, tie, copy, sealings === "copy" ? told : { notBeforeMs: copyTimeMs(ports) });
}

/** Places side by side in one week. */
function nextPlaces(ports: Ports, tie: Tie, count: number): Place[] {
  const week = weekOf(ports.clock.nowMs());
  const { index } = tie.nextPlace.week === week ? tie.nextPlace : { index: 0 };
  if (index + count > PLACES_A_WEEK) throw new OjakError("quota", "a tie carries 256 parcels a week: wait until next week");
  tie.nextPlace = { week, index: index + count };
  return Array.from({ length: count }, (_, i) => ({ week, index: index + i }));
}

async function replyKeyOf(ports: Ports, tie: Tie) {
  const key = await weekKey(tie.ratchet, weekOf(ports.clock.nowMs()));
  assert(key !== undefined, "the ratchet reaches this week");
  return key.publicKey;
}
