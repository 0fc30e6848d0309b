import assert from "node:assert/strict";
import { createHmac, hkdfSync } from "node:crypto";
import { test } from "node:test";
import { encodeCbor } from "../src/bytes/cbor.ts";
import { concat, u16 } from "../src/bytes/bytes.ts";
import { hex } from "../src/bytes/text.ts";
import { cpaceIsk, cpaceShare, cpaceShareOf } from "../src/contact/cpace.ts";
import { ENROLMENT_RANDOM_BYTES, enrolmentInput, isEnrolmentOf, openEnrolment, sealEnrolment } from "../src/contact/enrolment.ts";
import * as contact from "../src/contact/request.ts";
import { keyPair, X25519 } from "../src/keys/hpke.ts";
import { X_WING } from "../src/keys/x-wing.ts";
import { openEnvelope, sealEnvelope } from "../src/seal/envelope.ts";
import { openRouteBox, sealRouteBox } from "../src/seal/route-box.ts";
import { secondOpen, secondSeal, secondX25519, secondXWing, wireAad, wireContext, wirePadded } from "./second-hpke.ts";
import { seededStream } from "./stream.ts";

const realm = "cross check";
const text = new TextEncoder();
const VERSION = Uint8Array.of(1);

/** derive of spec/wire.md 1, by Node's HKDF. */
const secondDerive = (key: Uint8Array, label: string) =>
  new Uint8Array(hkdfSync("sha256", key, new Uint8Array(), `ojak/1 ${label}`, 32));

/** What is around a sealed envelope, both ways: `seal` and `open` are core's, on the same content. */
async function crossCheck(
  purpose: string,
  {
    secret,
    psk,
    tag,
    size,
  }: { readonly secret: Uint8Array; readonly psk: Uint8Array; readonly tag: Uint8Array; readonly size: number },
  content: Uint8Array,
  core: { readonly seal: (random: Uint8Array) => Promise<Uint8Array>; readonly open: (envelope: Uint8Array) => Promise<unknown> },
  expected: unknown,
): Promise<void> {
  const ekm = seededStream(`cross ${purpose} ${size}`)(32);
  const second = secondX25519.deriveKeyPair(secret);
  const context = wireContext(purpose, realm, psk);
  const theirs = concat(
    VERSION,
    secondSeal(secondX25519, second.publicKey, context, wireAad(tag), wirePadded(content, size), ekm),
  );
  const ours = await core.seal(ekm);
  assert.equal(hex(ours), hex(theirs));
  assert.deepEqual(await core.open(theirs), expected);
  assert.equal(
    hex(secondOpen(secondX25519, second.secret, context, wireAad(tag), ours.subarray(1))),
    hex(wirePadded(content, size)),
  );
}

test("wire 2.1: envelopes of all three classes agree with the second implementation, both ways", async () => {
  const random = seededStream("cross envelope");
  const [secret, psk, tag] = [random(32), random(32), random(16)];
  const key = await keyPair(X25519, secret);
  const context = { purpose: "down", realm, psk, aad: tag } as const;
  for (const [kind, length, size] of [
    ["note", 0, 128],
    ["note", 126, 128],
    ["mail", 1, 768],
    ["mail", 766, 768],
    ["mail", 767, 2112],
    ["mail", 2110, 2112],
  ] as const) {
    const content = random(length);
    await crossCheck(
      "down",
      { secret, psk, tag, size },
      content,
      {
        seal: (ekm) => sealEnvelope(key.publicKey, context, { kind, content }, ekm),
        open: (envelope) => openEnvelope(key, context, envelope),
      },
      content,
    );
  }
});

test("wire 2.2: a route box agrees with the second implementation, both ways", async () => {
  const random = seededStream("cross route box");
  const [secret, routePsk, tag, ekm] = [random(32), random(32), random(16), random(32)];
  const key = await keyPair(X25519, secret);
  const lines = "시장 뒤 우물가, 아침";
  const plaintext = concat(
    Uint8Array.of(text.encode(lines).length),
    text.encode(lines),
    new Uint8Array(95 - text.encode(lines).length),
  );
  const context = wireContext("route", realm, routePsk);
  const second = secondX25519.deriveKeyPair(secret);
  const theirs = concat(
    VERSION,
    u16(2951),
    secondSeal(secondX25519, second.publicKey, context, wireAad(u16(2951), tag), plaintext, ekm),
  );
  const ours = await sealRouteBox({ week: 2951, publicKey: key.publicKey }, { realm, routePsk, tag }, lines, ekm);
  assert.equal(hex(ours), hex(theirs));
  assert.equal(ours.length, 147);
  assert.equal(await openRouteBox(key, { realm, routePsk, tag }, theirs), lines);
  assert.equal(hex(secondOpen(secondX25519, second.secret, context, wireAad(u16(2951), tag), ours.subarray(3))), hex(plaintext));
});

test("wire 4.2: request, answer, meeting and verdict agree with the second implementation, both ways", async () => {
  const random = seededStream("cross contact");
  const [secret, requestPsk, tag, requestSecret] = [random(32), random(32), random(16), random(32)];
  const key = await keyPair(X25519, secret);
  const where = { realm, tag };
  const request = { requestSecret, replyPut: random(32), where: "北边, 春天", language: "zh" } as const;
  await crossCheck(
    "request",
    { secret, psk: requestPsk, tag, size: 768 },
    encodeCbor([33, requestSecret, request.replyPut, request.where, 1]),
    {
      seal: (ekm) => contact.sealRequest(key.publicKey, requestPsk, where, request, ekm),
      open: (envelope) => contact.openRequest(key, requestPsk, where, envelope),
    },
    request,
  );
  const meeting: contact.Meeting = {
    routing: "우물가",
    questions: ["a tree?", "노래?"],
    cpace: [random(32), random(32), random(32)],
    xwing: random(1216),
  };
  const items = [36, meeting.routing, meeting.questions, meeting.cpace, meeting.xwing];
  await crossCheck(
    "meeting",
    { secret, psk: secondDerive(requestSecret, "meeting psk"), tag, size: 2112 },
    encodeCbor(items),
    {
      seal: (ekm) => contact.sealMeeting(key.publicKey, requestSecret, where, meeting, ekm),
      open: (envelope) => contact.openMeeting(key, requestSecret, where, envelope),
    },
    meeting,
  );
  const verdict = { attempt: 1, again: true };
  await crossCheck(
    "verdict",
    { secret, psk: secondDerive(requestSecret, "verdict psk"), tag, size: 128 },
    encodeCbor([37, 1, true]),
    {
      seal: (ekm) => contact.sealVerdict(key.publicKey, requestSecret, where, verdict, ekm),
      open: (envelope) => contact.openVerdict(key, requestSecret, where, envelope),
    },
    verdict,
  );
  const answer = { accepted: false, refusal: "not-now" } as const;
  const answerSide = {
    secret: secondDerive(requestSecret, "answer key"),
    psk: secondDerive(requestSecret, "answer psk"),
    tag,
    size: 128,
  };
  await crossCheck(
    "answer",
    answerSide,
    encodeCbor([34, false, 2]),
    {
      seal: (ekm) => contact.sealAnswer(requestSecret, where, answer, ekm),
      open: (envelope) => contact.openAnswer(requestSecret, where, envelope),
    },
    answer,
  );
});

test("wire 4.4: an enrolment agrees with the second implementation on X-Wing, both ways", async () => {
  const random = seededStream("cross enrolment");
  const [requestSecret, xwingSecret, tag, scalarA, randomB] = [
    random(32),
    random(32),
    random(16),
    random(64),
    random(ENROLMENT_RANDOM_BYTES),
  ];
  const [xwing, second] = [await keyPair(X_WING, xwingSecret), secondXWing.deriveKeyPair(xwingSecret)];
  const answers = ["감나무", "oldsong"] as const;
  const questions = ["무슨 나무?", "which song?"] as const;
  const inputs = [0, 1, 2].map((attempt) => enrolmentInput(realm, { requestSecret, questions }, answers, attempt));
  const input = inputs[2];
  assert.ok(input !== undefined);
  const a = cpaceShare(input, scalarA);
  const meeting = {
    requestSecret,
    routing: "x",
    questions,
    cpace: [random(32), random(32), a.message] as const,
    xwing: xwing.publicKey,
  };
  const enrolment = { recipientKey: random(32), tieSecret: random(32), language: "ko" } as const;
  const ours = await sealEnrolment({ realm, tag, attempt: 2 }, meeting, answers, enrolment, randomB);

  const b = cpaceShare(input, randomB.subarray(0, 64));
  const psk = secondDerive(cpaceIsk(input.sid, b, a.message, "responder"), "enrol psk");
  assert.equal(hex(cpaceShareOf(input, b.scalar).message), hex(b.message));
  const context = wireContext("enrol", realm, psk);
  const aad = wireAad(tag, Uint8Array.of(2), b.message);
  const plaintext = wirePadded(encodeCbor([35, enrolment.recipientKey, enrolment.tieSecret, 0]), 975);
  const sealed = secondSeal(secondXWing, second.publicKey, context, aad, plaintext, randomB.subarray(64));
  const whole = concat(VERSION, Uint8Array.of(2), b.message, sealed);
  const mac = createHmac("sha256", secondDerive(requestSecret, "enrol mac")).update(tag).update(whole).digest().subarray(0, 16);
  const theirs = concat(whole, mac);

  assert.equal(hex(ours), hex(theirs));
  assert.equal(ours.length, 2161);
  assert.ok(isEnrolmentOf(requestSecret, tag, theirs));
  assert.deepEqual(await openEnrolment({ realm, tag }, { xwing, input, scalar: a.scalar }, theirs), enrolment);
  assert.equal(hex(secondOpen(secondXWing, second.secret, context, aad, ours.subarray(34, -16))), hex(plaintext));
});
