import * as v from "valibot";
import type { Bytes } from "../bytes/bytes.ts";
import { encodeCbor } from "../bytes/cbor.ts";
import { bytesOf, decodeShape, textUpTo, uintUpTo } from "../bytes/schema.ts";
import { derive } from "../keys/derive.ts";
import { type KeyPair, keyPair, type Purpose, X25519 } from "../keys/hpke.ts";
import { ENROL_ATTEMPTS, QUESTION_TEXT_BYTES_MAX, ROUTING_TEXT_BYTES_MAX, WHERE_TEXT_BYTES_MAX } from "../limits.ts";
import { openEnvelope, sealEnvelope } from "../seal/envelope.ts";
import type { SizeKind } from "../seal/padding.ts";
import { languageNumber, languageOf, type WordLanguage } from "../words/words.ts";

/** What a relative asks of a broker before he accepts: a district and a window of time, and where his answer goes (spec/wire.md 4.2). */
export interface Request {
  readonly requestSecret: Bytes;
  readonly replyPut: Bytes;
  readonly where: string;
  readonly language: WordLanguage;
}

/** What follows once he accepted: whom to find, two family questions, and keys for the meeting. */
export interface Meeting {
  readonly routing: string;
  readonly questions: readonly [string, string];
  /** One CPace message for each of three attempts. */
  readonly cpace: readonly [Bytes, Bytes, Bytes];
  readonly xwing: Bytes;
}

/** Why a broker refuses, in the order of the wire's numbers. */
export const REFUSALS = ["none", "too-far", "not-now", "other"] as const;
export type Refusal = (typeof REFUSALS)[number];

/** A broker's answer to a request. */
export interface RequestAnswer {
  readonly accepted: boolean;
  readonly refusal: Refusal;
}

/** What the relative says of an enrolment that did not open: another attempt may be made, or it is over. */
export interface Verdict {
  readonly attempt: number;
  readonly again: boolean;
}

/** Where a contact parcel travels: both are bound into the sealing. */
export interface ContactContext {
  readonly realm: string;
  readonly tag: Uint8Array;
}

const X_WING_PUBLIC_KEY_BYTES = 1216;
const question = textUpTo(QUESTION_TEXT_BYTES_MAX);
const requestShape = v.strictTuple([v.literal(33), bytesOf(32), bytesOf(32), textUpTo(WHERE_TEXT_BYTES_MAX), uintUpTo(2)]);
const answerShape = v.strictTuple([v.literal(34), v.boolean(), uintUpTo(REFUSALS.length - 1)]);
const meetingShape = v.strictTuple([
  v.literal(36),
  textUpTo(ROUTING_TEXT_BYTES_MAX),
  v.strictTuple([question, question]),
  v.strictTuple([bytesOf(32), bytesOf(32), bytesOf(32)]),
  bytesOf(X_WING_PUBLIC_KEY_BYTES),
]);
const verdictShape = v.strictTuple([v.literal(37), uintUpTo(ENROL_ATTEMPTS - 1), v.boolean()]);

/** Seals a request to the broker's weekly key, under the psk of his introduction. */
export function sealRequest(
  to: Uint8Array,
  requestPsk: Uint8Array,
  where: ContactContext,
  request: Request,
  random: Uint8Array,
): Promise<Bytes> {
  const items = [33, request.requestSecret, request.replyPut, request.where.normalize("NFC"), languageNumber(request.language)];
  return sealEnvelope(to, context("request", requestPsk, where), { kind: "mail", content: encodeCbor(items) }, random);
}

/** Opens a request. Throws `cannot-open`, `malformed` or `version`, as all of these do. */
export async function openRequest(
  key: KeyPair,
  requestPsk: Uint8Array,
  where: ContactContext,
  envelope: Uint8Array,
): Promise<Request> {
  const content = await openEnvelope(key, context("request", requestPsk, where), envelope);
  const [, requestSecret, replyPut, place, language] = decodeShape(requestShape, content);
  return { requestSecret, replyPut, where: place, language: languageOf(language) };
}

/** Seals the broker's answer: only who opened the request can write it, only who wrote the request can read it. */
export async function sealAnswer(
  requestSecret: Bytes,
  where: ContactContext,
  answer: RequestAnswer,
  random: Uint8Array,
): Promise<Bytes> {
  const content = encodeCbor([34, answer.accepted, REFUSALS.indexOf(answer.refusal)]);
  return sealFor((await answerKey(requestSecret)).publicKey, requestSecret, "answer", where, { kind: "note", content }, random);
}

/** Opens the broker's answer. */
export async function openAnswer(requestSecret: Bytes, where: ContactContext, envelope: Uint8Array): Promise<RequestAnswer> {
  const content = await openFor(await answerKey(requestSecret), requestSecret, "answer", where, envelope);
  const [, accepted, refusal] = decodeShape(answerShape, content);
  return { accepted, refusal: REFUSALS[refusal] ?? "other" };
}

/** Seals the meeting to the broker's weekly key, under a psk that only an opened request gives. */
export function sealMeeting(
  to: Uint8Array,
  requestSecret: Bytes,
  where: ContactContext,
  meeting: Meeting,
  random: Uint8Array,
): Promise<Bytes> {
  const questions = meeting.questions.map((text) => text.normalize("NFC"));
  const content = encodeCbor([36, meeting.routing.normalize("NFC"), questions, meeting.cpace, meeting.xwing]);
  return sealFor(to, requestSecret, "meeting", where, { kind: "mail", content }, random);
}

/** Opens a meeting. */
export async function openMeeting(
  key: KeyPair,
  requestSecret: Bytes,
  where: ContactContext,
  envelope: Uint8Array,
): Promise<Meeting> {
  const content = await openFor(key, requestSecret, "meeting", where, envelope);
  const [, routing, questions, cpace, xwing] = decodeShape(meetingShape, content);
  return { routing, questions, cpace, xwing };
}

/** Seals a verdict to the broker's weekly key. */
export function sealVerdict(
  to: Uint8Array,
  requestSecret: Bytes,
  where: ContactContext,
  verdict: Verdict,
  random: Uint8Array,
): Promise<Bytes> {
  const content = encodeCbor([37, verdict.attempt, verdict.again]);
  return sealFor(to, requestSecret, "verdict", where, { kind: "note", content }, random);
}

/** Opens a verdict. */
export async function openVerdict(
  key: KeyPair,
  requestSecret: Bytes,
  where: ContactContext,
  envelope: Uint8Array,
): Promise<Verdict> {
  const [, attempt, again] = decodeShape(verdictShape, await openFor(key, requestSecret, "verdict", where, envelope));
  return { attempt, again };
}

type LaterPurpose = Extract<Purpose, "answer" | "meeting" | "verdict">;

function sealFor(
  to: Uint8Array,
  requestSecret: Bytes,
  purpose: LaterPurpose,
  where: ContactContext,
  sized: { readonly kind: SizeKind; readonly content: Uint8Array },
  random: Uint8Array,
): Promise<Bytes> {
  return sealEnvelope(to, context(purpose, derive(requestSecret, `${purpose} psk`, 32), where), sized, random);
}

function openFor(
  key: KeyPair,
  requestSecret: Bytes,
  purpose: LaterPurpose,
  where: ContactContext,
  envelope: Uint8Array,
): Promise<Bytes> {
  return openEnvelope(key, context(purpose, derive(requestSecret, `${purpose} psk`, 32), where), envelope);
}

function answerKey(requestSecret: Bytes): Promise<KeyPair> {
  return keyPair(X25519, derive(requestSecret, "answer key", 32));
}

function context(purpose: Purpose, psk: Uint8Array, { realm, tag }: ContactContext) {
  return { purpose, realm, psk, aad: tag } as const;
}
