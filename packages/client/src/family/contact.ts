import type { Bytes } from "@ojak/core/bytes/bytes";
import { hex } from "@ojak/core/bytes/text";
import { answerWeakness, meetingAnswers, questionWeakness, routingWeakness } from "@ojak/core/contact/answers";
import { CPACE_RANDOM_BYTES, cpaceShare, cpaceShareOf, type CpaceInput } from "@ojak/core/contact/cpace";
import { enrolmentInput } from "@ojak/core/contact/enrolment";
import { type Introduction, introductionKeys, readIntroduction } from "@ojak/core/contact/introduction";
import { sealMeeting, sealRequest, sealVerdict } from "@ojak/core/contact/request";
import { dayOf, weekOf } from "@ojak/core/epoch";
import { assert, OjakError } from "@ojak/core/errors";
import { putId, takeId } from "@ojak/core/keys/capability";
import type { WeeklyKey } from "@ojak/core/keys/weekly-key";
import { keyPair, X25519 } from "@ojak/core/keys/hpke";
import { X_WING } from "@ojak/core/keys/x-wing";
import { ENROL_ATTEMPTS, ROUTING_TEXT_BYTES_MAX, TAG_BYTES, TIES_MAX, WHERE_TEXT_BYTES_MAX } from "@ojak/core/limits";
import { sealRouteBox } from "@ojak/core/seal/route-box";
import { NEVER_DAY } from "@ojak/core/wire/shapes";
import type { UpRequest } from "@ojak/core/wire/up";
import type { WordLanguage } from "@ojak/core/words/words";
import type { Ports } from "../ports.ts";
import type { BrokerRoute } from "./routes.ts";
import type { FamilyState, Tie } from "./state.ts";
import { randomSlot } from "./ways.ts";

/**
 * Takes an introduction up: a new tie, with a drop for its replies. What this queues claims the introduction at the hub.
 * Throws what `readIntroduction` throws, and `quota` when there are too many ties.
 */
export function takeIntroduction(ports: Ports, state: FamilyState, name: string, text: string): Tie {
  if (state.ties.length >= TIES_MAX) throw new OjakError("quota", `this app keeps ${TIES_MAX} ties: end one that is over`);
  const nowMs = ports.clock.nowMs();
  const introduction = readIntroduction(state.realm, text, dayOf(nowMs));
  const tie: Tie = {
    id: hex(ports.random(8)),
    name,
    stage: "claimed",
    createdDay: dayOf(nowMs),
    language: state.language,
    routing: "",
    broker: newBroker(ports, introduction),
    spare: null,
    closedWays: [],
    slots: [],
    contact: null,
    refusal: "none",
    attemptsUsed: 0,
    replyTake: ports.random(32),
    keys: null,
    ratchet: { week: weekOf(nowMs), seed: ports.random(32) },
    nextPlace: { week: weekOf(nowMs), index: 0 },
    card: null,
    seen: [],
    done: [],
    draft: "",
    messages: [],
    voices: [],
  };
  state.ties.push(tie);
  return tie;
}

/** A broker of whom nothing but his introduction is known. */
export function newBroker(ports: Ports, { introSecret, fingerprint }: Introduction): BrokerRoute {
  return {
    id: hex(ports.random(4)),
    introSecret,
    fingerprint,
    put: ports.random(32),
    key: null,
    pastGenerations: [],
    frozenDay: null,
    isStopped: false,
    signDay: dayOf(ports.clock.nowMs()),
    darkSince: null,
    backDay: null,
  };
}

/** Takes the introduction's put capability over, so that nobody else who saw its text can use it. */
export function claimOf({ introSecret, put }: BrokerRoute): UpRequest {
  return { op: "rotate", put: introductionKeys(introSecret).introPut, newPutId: putId(put) };
}

/** What she writes for the first contact. */
export interface AskInput {
  readonly where: string;
  readonly routing: string;
  readonly questions: readonly [string, string];
  readonly answers: readonly [string, string];
  readonly language: WordLanguage;
}

/** Throws `names-or-numbers`, `weak-question` or `weak-answer`; interfaces ask core/contact/answers first, to say which and why. */
export function checkAsk({ where, routing, questions, answers }: AskInput): void {
  checkPlace(where, routing);
  const [first, second] = questions;
  if (questionWeakness(first) !== undefined || questionWeakness(second, first) !== undefined) {
    throw new OjakError("weak-question", "others could answer that question: ask what only the two of you know");
  }
  if (answerWeakness(answers[0], first) !== undefined || answerWeakness(answers[1], second, answers[0]) !== undefined) {
    throw new OjakError("weak-answer", "that answer is easily guessed");
  }
}

/** Throws `names-or-numbers`. */
export function checkPlace(where: string, routing: string): void {
  const isWeak =
    routingWeakness(where, WHERE_TEXT_BYTES_MAX) !== undefined || routingWeakness(routing, ROUTING_TEXT_BYTES_MAX) !== undefined;
  if (isWeak) throw new OjakError("names-or-numbers", "place and routing lines must be short and hold no names or numbers");
}

/** Keeps the secrets of a first contact and queues the request. The broker's key must have been fetched. */
export async function ask(ports: Ports, state: FamilyState, tie: Tie, input: AskInput): Promise<void> {
  checkAsk(input);
  assert(tie.stage === "claimed", "a request is written once");
  const random = (): Bytes => ports.random(CPACE_RANDOM_BYTES);
  const requestSecret = ports.random(32);
  const answers = meetingAnswers(input.answers);
  const scalarOf = (attempt: number) =>
    cpaceShare(enrolmentInput(state.realm, { requestSecret, questions: input.questions }, answers, attempt), random()).scalar;
  tie.contact = {
    requestSecret,
    where: input.where.trim(),
    questions: input.questions,
    answers,
    scalars: [scalarOf(0), scalarOf(1), scalarOf(2)],
    xwingSecret: ports.random(32),
    replyPut: ports.random(32),
    replySlot: randomSlot(ports),
    hasMeeting: false,
    tags: [],
  };
  tie.routing = input.routing.trim();
  tie.language = input.language;
  const slot = { slot: tie.contact.replySlot, putId: putId(tie.contact.replyPut), expiryDay: NEVER_DAY };
  queue(state, tie, { op: "open", token: state.token, takeId: takeId(tie.replyTake), slots: [slot] });
  await queueRequest(ports, state, tie);
  tie.stage = "asked";
}

/** Seals the request for the broker's present key and queues it. */
export async function queueRequest(ports: Ports, state: FamilyState, tie: Tie): Promise<void> {
  const contact = contactOf(tie);
  const tag = ports.random(TAG_BYTES);
  const { requestPsk } = introductionKeys(tie.broker.introSecret);
  const request = {
    requestSecret: contact.requestSecret,
    replyPut: contact.replyPut,
    where: contact.where,
    language: tie.language,
  };
  const where = { realm: state.realm, tag };
  const envelope = await sealRequest(keyOf(tie).publicKey, requestPsk, where, request, ports.random(X25519.randomBytes));
  queue(state, tie, { op: "put", put: tie.broker.put, tag, route: null, envelope });
  contact.tags.push(tag);
}

/** After the broker accepted: routing lines, questions and keys for the meeting. */
export async function queueMeeting(ports: Ports, state: FamilyState, tie: Tie): Promise<void> {
  const contact = contactOf(tie);
  const tag = ports.random(TAG_BYTES);
  const messageOf = (attempt: number) => {
    const input = enrolmentInput(state.realm, contact, contact.answers, attempt);
    return shareMessage(input, contact.scalars[attempt]);
  };
  const meeting = {
    routing: tie.routing,
    questions: contact.questions,
    cpace: [messageOf(0), messageOf(1), messageOf(2)] as const,
    xwing: (await keyPair(X_WING, contact.xwingSecret)).publicKey,
  };
  const random = ports.random(X25519.randomBytes);
  const envelope = await sealMeeting(keyOf(tie).publicKey, contact.requestSecret, { realm: state.realm, tag }, meeting, random);
  queue(state, tie, { op: "put", put: tie.broker.put, tag, route: await routeBoxFor(ports, state, tie, tag), envelope });
  contact.hasMeeting = true;
  contact.tags.push(tag);
  tie.stage = "meeting";
}

/** After a wrong answer: lets the recipient answer once more, or ends it. Throws `ended` when no attempt is left. */
export async function queueVerdict(ports: Ports, state: FamilyState, tie: Tie, again: boolean): Promise<void> {
  if (again && tie.attemptsUsed >= ENROL_ATTEMPTS)
    throw new OjakError("ended", "three wrong answers: begin anew with a new introduction");
  const contact = contactOf(tie);
  const tag = ports.random(TAG_BYTES);
  const verdict = { attempt: Math.max(0, tie.attemptsUsed - 1), again };
  const random = ports.random(X25519.randomBytes);
  const envelope = await sealVerdict(keyOf(tie).publicKey, contact.requestSecret, { realm: state.realm, tag }, verdict, random);
  queue(state, tie, { op: "put", put: tie.broker.put, tag, route: null, envelope });
  if (again) {
    contact.tags.push(tag);
    tie.stage = "meeting";
  } else {
    tie.stage = "failed";
    tie.contact = null;
  }
}

/** For a broker's new phone: whatever of a first contact had gone to the old one's key. */
export async function sealContactAgain(ports: Ports, state: FamilyState, tie: Tie): Promise<void> {
  if (tie.contact === null) return;
  const { stage } = tie;
  withdrawContact(state, tie);
  await queueRequest(ports, state, tie);
  if (tie.contact.hasMeeting) await queueMeeting(ports, state, tie);
  if (tie.attemptsUsed > 0 && stage === "meeting") await queueVerdict(ports, state, tie, true);
  tie.stage = stage;
}

/** Nothing of a first contact may wait at the hub once it is over. */
export function withdrawContact(state: FamilyState, tie: Tie): void {
  for (const tag of tie.contact?.tags.splice(0) ?? []) queue(state, tie, { op: "withdraw", put: tie.broker.put, tag });
}

/** Routing lines, sealed for the broker under the tag of the parcel that they go with. */
export async function routeBoxFor(ports: Ports, state: FamilyState, tie: Tie, tag: Bytes): Promise<Bytes> {
  const { routePsk } = introductionKeys(tie.broker.introSecret);
  return sealRouteBox(keyOf(tie), { realm: state.realm, routePsk, tag }, tie.routing, ports.random(X25519.randomBytes));
}

/** Queues something for the next sync. */
export function queue(
  state: FamilyState,
  tie: Tie,
  request: UpRequest,
  more: { messageId?: string; notBeforeMs?: number } = {},
): void {
  state.outbox.push({
    tieId: tie.id,
    request,
    messageId: more.messageId ?? null,
    notBeforeMs: more.notBeforeMs ?? 0,
    isRetry: false,
  });
}

function keyOf(tie: Tie): WeeklyKey {
  if (tie.broker.key === null) throw new OjakError("unreachable", "the broker's key has not come yet: connect once");
  return tie.broker.key;
}

function contactOf(tie: Tie) {
  assert(tie.contact !== null, "a first contact is under way");
  return tie.contact;
}

function shareMessage(input: CpaceInput, scalar: Bytes | undefined): Bytes {
  assert(scalar !== undefined, "three scalars");
  return cpaceShareOf(input, scalar).message;
}
