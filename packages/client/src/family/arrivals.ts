import { equal, type Bytes } from "@ojak/core/bytes/bytes";
import { enrolmentAttempt, enrolmentInput, isEnrolmentOf, openEnrolment } from "@ojak/core/contact/enrolment";
import { openAnswer } from "@ojak/core/contact/request";
import { dayOf, weekOf } from "@ojak/core/epoch";
import { putId, takeId } from "@ojak/core/keys/capability";
import { keyPair, type KeyPair } from "@ojak/core/keys/hpke";
import { X_WING } from "@ojak/core/keys/x-wing";
import { weekKey } from "@ojak/core/keys/ratchet";
import { lateKeyPair, type Place, placeNumber, tieKeys } from "@ojak/core/keys/tie";
import { decodeUp, isOfNewerProgram, type UpContent } from "@ojak/core/letter/content";
import { ENROL_ATTEMPTS, RELATIVE_KEY_WEEKS } from "@ojak/core/limits";
import { openEnvelope } from "@ojak/core/seal/envelope";
import { NEVER_DAY } from "@ojak/core/wire/shapes";
import type { Ports } from "../ports.ts";
import { unlessRefused } from "../refused.ts";
import { queue, queueMeeting, queueVerdict, withdrawContact } from "./contact.ts";
import { endTie } from "./letters.ts";
import { takeInMessage } from "./incoming.ts";
import { takeInApart } from "./quarantine.ts";
import { ensureCard } from "./sealing.ts";
import { takeInSpareAnswer } from "./second-way.ts";
import { type FamilyState, isUnderWay, note, type Tie } from "./state.ts";
import { isOpenWay, isQuarantined, messageOfNumber, noteSign, randomSlot } from "./ways.ts";
import { withdrawMessage, withdrawParcel } from "./withdraw.ts";

/** Something that came up to a tie's drop. */
export interface Arrived {
  /** Where it was put: tells which way it came by. */
  readonly slot: number;
  readonly tag: Bytes;
  readonly envelope: Bytes;
}

/**
 * Takes in what came for one tie. Everything is acknowledged, also what opens with nothing, since the hub could have made it; but not what a newer program
 * wrote. Returns how many opened.
 */
export async function takeIn(ports: Ports, state: FamilyState, tie: Tie, arrived: readonly Arrived[]): Promise<number> {
  let opened = 0;
  // An enrolment first: what came with it may need its keys.
  const contact = tie.contact;
  const ordered =
    contact === null ? arrived : arrived.toSorted((a, b) => rank(b, contact.requestSecret) - rank(a, contact.requestSecret));
  for (const parcel of ordered) {
    const isSeen = tie.seen.some(({ tag }) => equal(tag, parcel.tag));
    const outcome = isSeen ? "nothing" : await takeInOne(ports, state, tie, parcel);
    if (outcome === "newer") continue;
    if (outcome === "opened") opened += 1;
    tie.done.push(parcel.tag);
    // What opens with nothing is forgotten at once: anybody can make that, and it must not fill the vault.
    if (outcome === "opened") tie.seen.push({ tag: parcel.tag, week: weekOf(ports.clock.nowMs()) });
  }
  return opened;
}

function rank(parcel: Arrived, requestSecret: Bytes): number {
  return isEnrolmentOf(requestSecret, parcel.tag, parcel.envelope) ? 1 : 0;
}

type Outcome = "opened" | "nothing" | "newer";

async function takeInOne(ports: Ports, state: FamilyState, tie: Tie, parcel: Arrived): Promise<Outcome> {
  const { contact } = tie;
  if (contact !== null && isEnrolmentOf(contact.requestSecret, parcel.tag, parcel.envelope))
    return outcomeOf(await takeInEnrolment(ports, state, tie, parcel));
  if (contact !== null && tie.stage === "asked") return outcomeOf(await takeInAnswer(ports, state, tie, parcel));
  if (await takeInSpareAnswer(ports, state, tie, parcel)) return "opened";
  const bytes = await openUp(ports, state, tie, parcel);
  if (bytes === null) return "nothing";
  const content = await unlessRefused(async () => decodeUp(bytes));
  if (content === null) return (await unlessRefused(async () => isOfNewerProgram(bytes))) === true ? "newer" : "nothing";
  applyUp(ports, state, tie, content, parcel.slot);
  return "opened";
}

function outcomeOf(isOpened: boolean): Outcome {
  return isOpened ? "opened" : "nothing";
}

async function takeInAnswer(ports: Ports, state: FamilyState, tie: Tie, { tag, envelope }: Arrived): Promise<boolean> {
  if (tie.contact === null) return false;
  const { requestSecret } = tie.contact;
  const answer = await unlessRefused(() => openAnswer(requestSecret, { realm: state.realm, tag }, envelope));
  if (answer === null) return false;
  if (answer.accepted) {
    tie.stage = "accepted";
    // Routing lines and questions wait until she has checked a phone that is another one.
    if (isOpenWay(tie.broker)) await queueMeeting(ports, state, tie);
  } else {
    endTie(ports, state, tie, "refused");
    tie.refusal = answer.refusal;
  }
  return true;
}

async function takeInEnrolment(ports: Ports, state: FamilyState, tie: Tie, { tag, envelope }: Arrived): Promise<boolean> {
  const contact = tie.contact;
  if (contact === null) return false;
  const attempt = await unlessRefused(async () => enrolmentAttempt(envelope));
  const scalar = contact.scalars[attempt ?? ENROL_ATTEMPTS];
  // One attempt at a time, and the next only when she asked for it: an altered phone has no three guesses at once.
  if (attempt === null || scalar === undefined || attempt !== tie.attemptsUsed || tie.stage !== "meeting") return false;
  const keys = {
    xwing: await keyPair(X_WING, contact.xwingSecret),
    input: enrolmentInput(state.realm, contact, contact.answers, attempt),
    scalar,
  };
  const enrolment = await unlessRefused(() => openEnrolment({ realm: state.realm, tag }, keys, envelope));
  tie.attemptsUsed = attempt + 1;
  if (enrolment === null) {
    tie.stage = "wrong-answers";
    if (tie.attemptsUsed >= ENROL_ATTEMPTS) await queueVerdict(ports, state, tie, false);
    return true;
  }
  tie.keys = { tieSecret: enrolment.tieSecret, recipientKey: enrolment.recipientKey };
  tie.language = enrolment.language;
  withdrawContact(state, tie);
  queue(state, tie, { op: "revoke", take: tie.replyTake, slot: contact.replySlot });
  tie.contact = null;
  tie.stage = "enrolled";
  const derived = tieKeys(enrolment.tieSecret);
  queue(state, tie, {
    op: "grant",
    take: tie.replyTake,
    slot: randomSlot(ports),
    putId: putId(derived.latePut),
    expiryDay: NEVER_DAY,
  });
  const slot = { slot: 0, putId: putId(derived.tiePut), expiryDay: NEVER_DAY };
  queue(state, tie, { op: "open", token: state.token, takeId: takeId(derived.tieTake), slots: [slot] });
  await ensureCard(ports, state, tie);
  return true;
}

/** Opens with the keys of the last weeks, newest first, then with the late key. Null when nothing opens it. */
async function openUp(ports: Ports, state: FamilyState, tie: Tie, { tag, envelope }: Arrived): Promise<Bytes | null> {
  if (tie.keys === null) return null;
  const { upPsk, tieSecret } = tieKeys(tie.keys.tieSecret);
  const week = weekOf(ports.clock.nowMs());
  const context = { purpose: "up", realm: state.realm, psk: upPsk, aad: tag } as const;
  const open = async (key: KeyPair | undefined) =>
    key === undefined ? null : unlessRefused(() => openEnvelope(key, context, envelope));
  let bytes: Bytes | null = null;
  for (let w = week + 1; bytes === null && w >= week - RELATIVE_KEY_WEEKS; w--) bytes = await open(await weekKey(tie.ratchet, w));
  if (bytes !== null) return bytes;
  const late = await open(await lateKeyPair(tieSecret));
  // The late key never ends, and what was seen is forgotten some day: an old reply must not come again as a new one.
  const day = late === null ? null : await unlessRefused(async () => decodeUp(late).day);
  const isOld = day !== null && day < dayOf(ports.clock.nowMs()) - 7 * RELATIVE_KEY_WEEKS;
  return isOld ? null : late;
}

function applyUp(ports: Ports, state: FamilyState, tie: Tie, content: UpContent, slot: number): void {
  if (content.kind === "stop") {
    endTie(ports, state, tie, "stopped");
    return;
  }
  if (isQuarantined(tie, slot)) {
    takeInApart(ports, tie, content);
    return;
  }
  noteAuthor(ports, tie, slot, content.day);
  if (tie.stage === "enrolled") tie.stage = "holds";
  for (const place of content.opened) markOpened(ports, state, tie, place, content.day);
  if (content.kind === "receipt") return;
  takeInMessage(ports, tie, content, false);
  noteAnswered(ports, state, tie, content.answers);
}

/** An answer to what one of the brokers brought is a sign of him. */
function noteAuthor(ports: Ports, tie: Tie, slot: number, day: number): void {
  const wayId = tie.slots.find((one) => one.slot === slot)?.wayId;
  if (wayId === tie.broker.id) noteSign(tie.broker, day, dayOf(ports.clock.nowMs()));
}

function noteAnswered(ports: Ports, state: FamilyState, tie: Tie, answers: number | null): void {
  const day = dayOf(ports.clock.nowMs());
  const answered = messageOfNumber(tie, answers ?? 0);
  if (answered !== undefined) note(answered, "answered", day);
  if (tie.card !== null && tie.card.number === answers) {
    withdrawParcel(ports, state, tie, tie.card.number);
    tie.card = null;
  }
}

function markOpened(ports: Ports, state: FamilyState, tie: Tie, place: Place, day: number): void {
  const message = messageOfNumber(tie, placeNumber(place));
  if (message === undefined) return;
  const isNews = isUnderWay(message);
  note(message, "opened", day);
  if (isNews) withdrawMessage(ports, state, tie, message);
}
