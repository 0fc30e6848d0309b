import * as v from "valibot";
import { concat, equal, take, type Bytes } from "../bytes/bytes.ts";
import { encodeCbor } from "../bytes/cbor.ts";
import { bytesOf, decodeShape, uintUpTo } from "../bytes/schema.ts";
import { utf8 } from "../bytes/text.ts";
import { OjakError } from "../errors.ts";
import { derive, mac } from "../keys/derive.ts";
import { type KeyPair, open, seal } from "../keys/hpke.ts";
import { X_WING } from "../keys/x-wing.ts";
import { CLASS_LONG_BYTES, ENROL_ATTEMPTS, ENROLMENT_PLAINTEXT_BYTES, ENVELOPE_OVERHEAD_BYTES, WIRE_VERSION } from "../limits.ts";
import { pad, unpad } from "../seal/padding.ts";
import { languageNumber, languageOf, type WordLanguage } from "../words/words.ts";
import { CPACE_MESSAGE_BYTES, CPACE_RANDOM_BYTES, cpaceIsk, cpaceShare, cpaceShareOf, lvCat, type CpaceInput } from "./cpace.ts";
import type { Meeting } from "./request.ts";

/** What the recipient sends home: all that the relative's app needs to write to her. */
export interface Enrolment {
  readonly recipientKey: Bytes;
  readonly tieSecret: Bytes;
  readonly language: WordLanguage;
}

/** Random bytes that `sealEnrolment` consumes. */
export const ENROLMENT_RANDOM_BYTES = CPACE_RANDOM_BYTES + X_WING.randomBytes;
/** Size of an enrolment: that of a long envelope, so that the hub cannot tell them apart. */
export const ENROLMENT_BYTES = CLASS_LONG_BYTES + ENVELOPE_OVERHEAD_BYTES;

const KIND = 35;
const shape = v.strictTuple([v.literal(KIND), bytesOf(32), bytesOf(32), uintUpTo(2)]);
const HEAD_BYTES = 2 + CPACE_MESSAGE_BYTES;
const MAC_BYTES = 16;

/** The CPace input of one attempt (spec/wire.md 4.4). `answers` are normalised. */
export function enrolmentInput(
  realm: string,
  request: { readonly requestSecret: Bytes; readonly questions: readonly [string, string] },
  answers: readonly [string, string],
  attempt: number,
): CpaceInput {
  const texts = request.questions.map((question) => utf8(question.normalize("NFC")));
  return {
    prs: lvCat(...answers.map((answer) => utf8(answer))),
    ci: lvCat(utf8("ojak/1 cpace"), utf8(realm), ...texts),
    sid: derive(request.requestSecret, concat(utf8("sid"), Uint8Array.of(attempt)), 16),
  };
}

/** At the meeting: answers and the new words' public half, sealed so that neither broker nor hub can test guesses offline. */
export async function sealEnrolment(
  where: { readonly realm: string; readonly tag: Uint8Array; readonly attempt: number },
  request: Meeting & { readonly requestSecret: Bytes },
  answers: readonly [string, string],
  enrolment: Enrolment,
  random: Uint8Array,
): Promise<Bytes> {
  const { realm, tag, attempt } = where;
  const theirs = request.cpace[attempt];
  if (theirs === undefined) throw new OjakError("used", "all three attempts of this request are used up");
  const input = enrolmentInput(realm, request, answers, attempt);
  const own = cpaceShare(input, random.subarray(0, CPACE_RANDOM_BYTES));
  const isk = cpaceIsk(input.sid, own, theirs, "responder");
  const head = concat(Uint8Array.of(WIRE_VERSION, attempt), own.message);
  const content = encodeCbor([KIND, enrolment.recipientKey, enrolment.tieSecret, languageNumber(enrolment.language)]);
  const padded = pad(content, ENROLMENT_PLAINTEXT_BYTES);
  const sealed = await seal(
    X_WING,
    request.xwing,
    hpkeContext(realm, tag, head, isk),
    padded,
    random.subarray(CPACE_RANDOM_BYTES),
  );
  const whole = concat(head, sealed);
  return concat(whole, macOf(request.requestSecret, tag, whole));
}

/** True when someone who holds the request's secret made this enrolment: one of the hub's making must not use up an attempt. */
export function isEnrolmentOf(requestSecret: Bytes, tag: Uint8Array, bytes: Uint8Array): boolean {
  if (bytes.length !== ENROLMENT_BYTES) return false;
  return equal(bytes.subarray(-MAC_BYTES), macOf(requestSecret, tag, bytes.subarray(0, -MAC_BYTES)));
}

function macOf(requestSecret: Bytes, tag: Uint8Array, whole: Uint8Array): Bytes {
  return mac(derive(requestSecret, "enrol mac", 32), MAC_BYTES, tag, whole);
}

/** Which attempt an enrolment uses up; throws `version` or `malformed`. */
export function enrolmentAttempt(bytes: Uint8Array): number {
  if (bytes.length !== ENROLMENT_BYTES) throw new OjakError("malformed", "no enrolment has that size");
  if (bytes[0] !== WIRE_VERSION) throw new OjakError("version", "this program reads version 1 only");
  const attempt = bytes[1] ?? ENROL_ATTEMPTS;
  if (attempt >= ENROL_ATTEMPTS) throw new OjakError("malformed", "a request has three attempts");
  return attempt;
}

/**
 * The relative's side: opens an enrolment with the scalar of its attempt. Throws `cannot-open` when the answers differ (or it was altered), which
 * only this side learns; `malformed` or `version` for what is no enrolment.
 */
export async function openEnrolment(
  where: { readonly realm: string; readonly tag: Uint8Array },
  keys: { readonly xwing: KeyPair; readonly input: CpaceInput; readonly scalar: Bytes },
  bytes: Uint8Array,
): Promise<Enrolment> {
  enrolmentAttempt(bytes);
  const head = take(bytes, 0, HEAD_BYTES);
  const own = cpaceShareOf(keys.input, keys.scalar);
  const isk = cpaceIsk(keys.input.sid, own, head.subarray(2), "initiator");
  const padded = await open(
    X_WING,
    keys.xwing,
    hpkeContext(where.realm, where.tag, head, isk),
    bytes.subarray(HEAD_BYTES, -MAC_BYTES),
  );
  const [, recipientKey, tieSecret, language] = decodeShape(shape, unpad(padded));
  return { recipientKey, tieSecret, language: languageOf(language) };
}

function hpkeContext(realm: string, tag: Uint8Array, head: Uint8Array, isk: Bytes) {
  return { purpose: "enrol", realm, psk: derive(isk, "enrol psk", 32), aad: concat(tag, head.subarray(1)) } as const;
}
