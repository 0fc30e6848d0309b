import type { Bytes } from "@ojak/core/bytes/bytes";
import { utf8 } from "@ojak/core/bytes/text";
import { dayOf, weekOf } from "@ojak/core/epoch";
import { assert, OjakError } from "@ojak/core/errors";
import { hex } from "@ojak/core/bytes/text";
import { putId } from "@ojak/core/keys/capability";
import { X25519 } from "@ojak/core/keys/hpke";
import { weekKey } from "@ojak/core/keys/ratchet";
import { type Place, placeNumber, replyPutOf, tagOf, tieKeys } from "@ojak/core/keys/tie";
import { type DownContent, encodeDown, sizeKindOf } from "@ojak/core/letter/content";
import { splitVoice } from "@ojak/core/letter/voice";
import { LETTER_TEXT_BYTES_MAX, PLACES_A_WEEK, REPLY_PUT_DAYS } from "@ojak/core/limits";
import { sealEnvelope } from "@ojak/core/seal/envelope";
import type { Ports } from "../ports.ts";
import { queue, randomSlot, routeBoxFor, withdrawContact } from "./contact.ts";
import { type FamilyState, isOver, type Message, note, stageOf, type Tie } from "./state.ts";

/** A return card older than this is replaced, since mail lives 45 days. */
const CARD_LIFE_DAYS = 30;
const HOUR_MS = 3_600_000;
const COPY_DELAY_HOURS_MAX = 12;

/** Turns the draft into a sealed letter, queued for the next sync. Throws `empty`, `too-large`, `ended`, or `unreachable` before first contact. */
export async function sendDraft(ports: Ports, state: FamilyState, tie: Tie): Promise<Message> {
  const text = tie.draft.normalize("NFC").trim();
  requireLiving(tie);
  if (text === "") throw new OjakError("empty", "there is nothing to send yet");
  if (utf8(text).length > LETTER_TEXT_BYTES_MAX)
    throw new OjakError("too-large", `a letter holds ${LETTER_TEXT_BYTES_MAX} bytes`);
  const message = await sendNew(ports, state, tie, { text, voice: null });
  tie.draft = "";
  return message;
}

/** Seals a voice (1 to 22,504 bytes), queued for the next sync. Throws as `sendDraft` does. */
export async function sendVoice(ports: Ports, state: FamilyState, tie: Tie, voice: Bytes): Promise<Message> {
  requireLiving(tie);
  return sendNew(ports, state, tie, { text: "", voice });
}

async function sendNew(
  ports: Ports,
  state: FamilyState,
  tie: Tie,
  what: { readonly text: string; readonly voice: Bytes | null },
): Promise<Message> {
  const day = dayOf(ports.clock.nowMs());
  const message: Message = { id: hex(ports.random(8)), direction: "out", number: 0, ...what, day, events: [] };
  await sealMessage(ports, state, tie, message);
  tie.messages.push(message);
  return message;
}

function requireLiving(tie: Tie): void {
  if (isOver(tie.stage)) throw new OjakError("ended", "this tie is over: nothing more can be sent");
  if (tie.keys === null) throw new OjakError("unreachable", "letters can be sent when the first contact is done");
}

/**
 * Seals a letter under a new place: at first, after it expired, or for a broker's new phone; what waits of it is withdrawn. After a conflict it is not: what
 * has that place then is another letter, from before a restore.
 */
export async function sealMessage(
  ports: Ports,
  state: FamilyState,
  tie: Tie,
  message: Message,
  how: "anew" | "conflict" = "anew",
): Promise<void> {
  const day = dayOf(ports.clock.nowMs());
  if (message.number !== 0 && how !== "conflict") withdrawMessage(ports, state, tie, message);

  const parts = message.voice === null ? null : splitVoice(message.voice);
  const places = nextPlaces(ports, tie, parts?.length ?? 1);
  const [first] = places;
  assert(first !== undefined, "a message has a place");
  const number = placeNumber(first);
  const replyKey = await replyKeyOf(ports, tie);
  for (const [i, place] of places.entries()) {
    const part = parts?.[i];
    const content: DownContent =
      part === undefined
        ? { kind: "letter", number, day, text: message.text, replyKey }
        : { kind: "voice", first: number, day, replyKey: i === 0 ? replyKey : null, ...part };
    await queueParcel(ports, state, tie, place, content, message.id);
  }
  message.number = number;
  message.events.length = 0;
  note(message, "sealed", day);
}

/** Makes sure that a blank return card waits for the recipient. */
export async function ensureCard(ports: Ports, state: FamilyState, tie: Tie): Promise<void> {
  const day = dayOf(ports.clock.nowMs());
  if (tie.keys === null || isOver(tie.stage) || (tie.card !== null && day - tie.card.day < CARD_LIFE_DAYS)) return;
  if (tie.card !== null) withdrawParcel(ports, state, tie, tie.card.number);
  const [place] = nextPlaces(ports, tie, 1);
  assert(place !== undefined, "a card has a place");
  const replyKey = await replyKeyOf(ports, tie);
  await queueParcel(ports, state, tie, place, { kind: "card", number: placeNumber(place), day, replyKey }, null);
  tie.card = { number: placeNumber(place), day };
}

/** Numbers of the parcels that a message of this side consists of. */
export function numbersOf({ number, voice }: Message): number[] {
  return Array.from({ length: voice === null ? 1 : splitVoice(voice).length }, (_, i) => number + i);
}

/** After the recipient opened it, or to replace it: nothing of it may wait anywhere any more. */
export function withdrawMessage(ports: Ports, state: FamilyState, tie: Tie, message: Message): void {
  for (const number of numbersOf(message)) withdrawParcel(ports, state, tie, number);
}

/** Withdraws both sealings of one parcel. */
export function withdrawParcel(ports: Ports, state: FamilyState, tie: Tie, number: number): void {
  if (tie.keys === null) return;
  const keys = tieKeys(tie.keys.tieSecret);
  const place = placeOf(number);
  const main = tagOf(keys.tagKey, place);
  const copy = tagOf(keys.copyKey, place);
  state.outbox = state.outbox.filter(
    ({ request }) => request.op !== "put" || (hex(request.tag) !== hex(main) && hex(request.tag) !== hex(copy)),
  );
  queue(state, tie, { op: "withdraw", put: tie.broker.put, tag: main });
  queue(state, tie, { op: "withdraw", put: keys.tiePut, tag: copy }, { notBeforeMs: copyTimeMs(ports) });
}

/**
 * Ends a tie: nothing of it may go out, wait or come in any more. Withdrawals and the closing of its drop are all that is still sent; keys are erased, letters
 * stay to be read.
 */
export function endTie(ports: Ports, state: FamilyState, tie: Tie, stage: "ended" | "stopped" | "refused"): void {
  state.outbox = state.outbox.filter(
    (item) => item.tieId !== tie.id || item.request.op === "withdraw" || item.request.op === "close",
  );
  withdrawContact(state, tie);
  for (const message of tie.messages.filter(isUnderWay)) withdrawMessage(ports, state, tie, message);
  if (tie.card !== null) withdrawParcel(ports, state, tie, tie.card.number);
  queue(state, tie, { op: "close", take: tie.replyTake });
  Object.assign(tie, { stage, keys: null, contact: null, draft: "", card: null });
}

/** The place of a letter's number. */
export function placeOf(number: number): Place {
  return { week: Math.floor(number / PLACES_A_WEEK), index: number % PLACES_A_WEEK };
}

/** True for a letter that may still be on its way. */
export function isUnderWay(message: Message): boolean {
  const stage = stageOf(message);
  return (
    message.direction === "out" &&
    (stage === "sealed" || stage === "waiting" || stage === "with-broker" || stage === "handed-over")
  );
}

async function queueParcel(
  ports: Ports,
  state: FamilyState,
  tie: Tie,
  place: Place,
  content: DownContent,
  messageId: string | null,
): Promise<void> {
  assert(tie.keys !== null, "parcels need the words' public half");
  const keys = tieKeys(tie.keys.tieSecret);
  const { recipientKey } = tie.keys;
  const sized = { kind: sizeKindOf(content), content: encodeDown(content) };
  const sealTo = (tag: Uint8Array) => {
    const context = { purpose: "down", realm: state.realm, psk: keys.downPsk, aad: tag } as const;
    return sealEnvelope(recipientKey, context, sized, ports.random(X25519.randomBytes));
  };
  const tag = tagOf(keys.tagKey, place);
  const copyTag = tagOf(keys.copyKey, place);
  const expiryDay = dayOf(ports.clock.nowMs()) + REPLY_PUT_DAYS;
  // A card travels without routing lines, as do the later parts of a voice: nobody need be fetched for them.
  const isHead = content.kind === "letter" || (content.kind === "voice" && content.part === 0);
  const route = isHead ? await routeBoxFor(ports, state, tie, tag) : null;
  for (const sealing of content.replyKey === null ? [] : (["main", "copy"] as const)) {
    const replyPutId = putId(replyPutOf(keys.tieSecret, place, sealing));
    queue(state, tie, { op: "grant", take: tie.replyTake, slot: randomSlot(ports), putId: replyPutId, expiryDay });
  }
  queue(
    state,
    tie,
    { op: "put", put: tie.broker.put, tag, route, envelope: await sealTo(tag) },
    messageId === null ? {} : { messageId },
  );
  const copy = { op: "put", put: keys.tiePut, tag: copyTag, route: null, envelope: await sealTo(copyTag) } as const;
  queue(state, tie, copy, { notBeforeMs: copyTimeMs(ports) });
}

/** Copies go one to twelve hours later: what the hub stores by the day should seldom pair them. */
function copyTimeMs(ports: Ports): number {
  const hours = 1 + ((ports.random(1)[0] ?? 0) % COPY_DELAY_HOURS_MAX);
  return ports.clock.nowMs() + hours * HOUR_MS;
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
