import { hex } from "../../src/bytes/text.ts";
import { writeAccess } from "../../src/contact/access.ts";
import { writeStopCode } from "../../src/contact/stop-code.ts";
import { normaliseAnswer } from "../../src/contact/answers.ts";
import { cpaceShare } from "../../src/contact/cpace.ts";
import { ENROLMENT_RANDOM_BYTES, enrolmentInput, sealEnrolment } from "../../src/contact/enrolment.ts";
import { introductionKeys, introSecretOf, writeIntroduction } from "../../src/contact/introduction.ts";
import { type Meeting, REFUSALS, sealAnswer, sealMeeting, sealRequest, sealVerdict } from "../../src/contact/request.ts";
import { keyPair, X25519 } from "../../src/keys/hpke.ts";
import { stopId } from "../../src/keys/stop.ts";
import { X_WING } from "../../src/keys/x-wing.ts";
import type { StreamOf, VectorFile } from "./file.ts";

const REALM = "ojak vectors";
const QUESTIONS = ["뒤뜰에 있던 나무는?", "What did we bury in the yard?"] as const;

/** Introductions as text, and access codes (4.1, 7). */
export function codeVectors(streamOf: StreamOf): VectorFile {
  const random = streamOf("codes");
  const [introRoot, fingerprint, token] = [random(32), random(16), random(16)];
  const vectors: Record<string, unknown>[] = [0, 517, 65_535].map((slot) => {
    const introSecret = introSecretOf(introRoot, slot);
    const keys = Object.entries(introductionKeys(introSecret)).map(([name, value]) => [name, hex(value)]);
    const fields = { slot, expiryDay: 20_657, introSecret: hex(introSecret), fingerprint: hex(fingerprint) };
    const text = writeIntroduction(REALM, { slot, expiryDay: 20_657, introSecret, fingerprint });
    return { name: "introduction", realm: REALM, introRoot: hex(introRoot), ...fields, ...Object.fromEntries(keys), text };
  });
  for (const hubOrigin of ["https://hub.example.org", "http://127.0.0.1:8080"]) {
    vectors.push({
      name: "access",
      token: hex(token),
      hubOrigin,
      realm: REALM,
      text: writeAccess({ token, hubOrigin, realm: REALM }),
    });
  }
  const [stop, hubOrigin] = [random(32), "https://hub.example.org"];
  const withStop = { token, hubOrigin, realm: REALM, stopId: stopId(stop) };
  vectors.push({
    name: "access",
    ...withStop,
    token: hex(token),
    stopId: hex(withStop.stopId),
    text: writeAccess(withStop),
  });
  vectors.push({ name: "stopCode", stop: hex(stop), hubOrigin, text: writeStopCode({ stop, hubOrigin }) });
  return { clause: "wire 4.1, 7", about: "introductions, access codes and stop codes as text", vectors };
}

/** Answers before and after normalising (4.4). */
export function answerVectors(): VectorFile {
  const answers = [
    "감 나무",
    "감-나무!",
    "감나무".normalize("NFD"),
    "「감나무」",
    "柿 子 树。",
    "Old Song",
    "ｏｌｄ　ＳＯＮＧ",
    "Ⅳ ½ ②",
    "CAFÉ",
    "cafe\u0301",
    "ﬁne",
    "İstanbul",
    "ß",
    "👵🏻 할머니",
    "a\u200db",
    "12 : 30",
  ];
  return {
    clause: "wire 4.4",
    about: "answers and what is compared of them",
    vectors: answers.map((answer) => ({ answer, normalised: normaliseAnswer(answer) })),
  };
}

/** Request, answer, meeting and verdict (4.2). */
export async function contactVectors(streamOf: StreamOf): Promise<VectorFile> {
  const random = streamOf("contact");
  const [keySecret, requestPsk, requestSecret, replyPut] = [random(32), random(32), random(32), random(32)];
  const broker = await keyPair(X25519, keySecret);
  const shared = { realm: REALM, keySecret: hex(keySecret), requestSecret: hex(requestSecret) };
  const fresh = () => ({ tag: random(16), ekm: random(32) });
  const vectors: Record<string, unknown>[] = [];
  for (const [language, district] of [
    ["ko", "북쪽 강가, 봄"],
    ["zh", "河北岸, 春天"],
    ["en", "north of the river, in spring"],
  ] as const) {
    const { tag, ekm } = fresh();
    const request = { requestSecret, replyPut, where: district, language };
    const envelope = await sealRequest(broker.publicKey, requestPsk, { realm: REALM, tag }, request, ekm);
    const fields = { requestPsk: hex(requestPsk), replyPut: hex(replyPut), where: district, language };
    vectors.push({ name: "request", ...shared, ...fields, tag: hex(tag), ephemeralRandom: hex(ekm), envelope: hex(envelope) });
  }
  for (const refusal of REFUSALS) {
    const { tag, ekm } = fresh();
    const accepted = refusal === "none";
    const envelope = await sealAnswer(requestSecret, { realm: REALM, tag }, { accepted, refusal }, ekm);
    vectors.push({
      name: "answer",
      ...shared,
      accepted,
      refusal,
      tag: hex(tag),
      ephemeralRandom: hex(ekm),
      envelope: hex(envelope),
    });
  }
  const meeting: Meeting = {
    routing: "우물가, 아침",
    questions: QUESTIONS,
    cpace: [random(32), random(32), random(32)],
    xwing: (await keyPair(X_WING, random(32))).publicKey,
  };
  const { tag, ekm } = fresh();
  const envelope = await sealMeeting(broker.publicKey, requestSecret, { realm: REALM, tag }, meeting, ekm);
  const fields = { routing: meeting.routing, questions: QUESTIONS, cpace: meeting.cpace.map(hex), xwing: hex(meeting.xwing) };
  vectors.push({ name: "meeting", ...shared, ...fields, tag: hex(tag), ephemeralRandom: hex(ekm), envelope: hex(envelope) });
  for (const [attempt, again] of [
    [0, true],
    [1, true],
    [2, false],
  ] as const) {
    const { tag: verdictTag, ekm: verdictEkm } = fresh();
    const sealed = await sealVerdict(
      broker.publicKey,
      requestSecret,
      { realm: REALM, tag: verdictTag },
      { attempt, again },
      verdictEkm,
    );
    vectors.push({
      name: "verdict",
      ...shared,
      attempt,
      again,
      tag: hex(verdictTag),
      ephemeralRandom: hex(verdictEkm),
      envelope: hex(sealed),
    });
  }
  return {
    clause: "wire 4.2",
    about: "request, answer, meeting and verdict as envelopes; keySecret is the broker's, through keyPair",
    vectors,
  };
}

/** Enrolments, one an attempt (4.4). */
export async function enrolmentVectors(streamOf: StreamOf): Promise<VectorFile> {
  const random = streamOf("enrolment");
  const [requestSecret, xwingSecret, recipientKey, tieSecret] = [random(32), random(32), random(32), random(32)];
  const { publicKey: xwing } = await keyPair(X_WING, xwingSecret);
  const answers: [string, string] = [normaliseAnswer("감 나무"), normaliseAnswer("glass marbles")];
  const inputs = [0, 1, 2].map((attempt) => enrolmentInput(REALM, { requestSecret, questions: QUESTIONS }, answers, attempt));
  const shares = inputs.map((input) => cpaceShare(input, random(64)));
  const [a, b, c] = shares.map((share) => share.message);
  if (a === undefined || b === undefined || c === undefined) throw new Error("three attempts");
  const meeting = { requestSecret, routing: "x", questions: QUESTIONS, cpace: [a, b, c] as const, xwing };
  const vectors: Record<string, unknown>[] = [];
  for (const [attempt, language] of [
    [0, "ko"],
    [1, "zh"],
    [2, "en"],
  ] as const) {
    const [tag, randomness] = [random(16), random(ENROLMENT_RANDOM_BYTES)];
    const sealed = await sealEnrolment(
      { realm: REALM, tag, attempt },
      meeting,
      answers,
      { recipientKey, tieSecret, language },
      randomness,
    );
    const fields = {
      requestSecret: hex(requestSecret),
      xwingSecret: hex(xwingSecret),
      recipientKey: hex(recipientKey),
      tieSecret: hex(tieSecret),
      language,
    };
    const cpace = {
      prs: hex(inputs[attempt]?.prs ?? new Uint8Array()),
      ci: hex(inputs[attempt]?.ci ?? new Uint8Array()),
      sid: hex(inputs[attempt]?.sid ?? new Uint8Array()),
    };
    const scalar = hex(shares[attempt]?.scalar ?? new Uint8Array());
    vectors.push({
      realm: REALM,
      attempt,
      questions: QUESTIONS,
      answers,
      ...fields,
      ...cpace,
      scalar,
      Ya: hex([a, b, c][attempt] ?? a),
      tag: hex(tag),
      random: hex(randomness),
      enrolment: hex(sealed),
    });
  }
  return {
    clause: "wire 4.4",
    about: "an enrolment for each attempt; random is 64 bytes for the CPace scalar, then 64 for X-Wing",
    vectors,
  };
}
