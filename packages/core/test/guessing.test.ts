import assert from "node:assert/strict";
import { test } from "node:test";
import { concat, type Bytes } from "../src/bytes/bytes.ts";
import { hex } from "../src/bytes/text.ts";
import { meetingAnswers } from "../src/contact/answers.ts";
import { cpaceGenerator, cpaceShare, cpaceShareOf, sharedPoint } from "../src/contact/cpace.ts";
import * as enrol from "../src/contact/enrolment.ts";
import * as contact from "../src/contact/request.ts";
import { keyPair, X25519 } from "../src/keys/hpke.ts";
import { X_WING } from "../src/keys/x-wing.ts";
import { rejects } from "./expect.ts";
import { seededStream } from "./stream.ts";

const realm = "guessing";
const random = seededStream("guessing");
const RIGHT = meetingAnswers(["감나무", "glass marbles"]);
const questions = ["뒤뜰에 있던 나무는?", "What did we bury in the yard?"] as const;
const broker = await keyPair(X25519, random(32));
const xwing = await keyPair(X_WING, random(32));
const [requestPsk, requestSecret, tag] = [random(32), random(32), random(16)];
const input = enrol.enrolmentInput(realm, { requestSecret, questions }, RIGHT, 0);
const relative = cpaceShare(input, random(64));
const meeting: contact.Meeting = {
  routing: "well",
  questions,
  cpace: [relative.message, random(32), random(32)],
  xwing: xwing.publicKey,
};

/** All that passes over the wire at first contact. */
const wire = {
  request: await contact.sealRequest(
    broker.publicKey,
    requestPsk,
    { realm, tag },
    { requestSecret, replyPut: random(32), where: "north", language: "ko" },
    random(32),
  ),
  answer: await contact.sealAnswer(requestSecret, { realm, tag }, { accepted: true, refusal: "none" }, random(32)),
  meeting: await contact.sealMeeting(broker.publicKey, requestSecret, { realm, tag }, meeting, random(32)),
  enrolment: await enrolled(RIGHT),
};

function enrolled(answers: readonly [string, string], to: contact.Meeting = meeting): Promise<Bytes> {
  const enrolment = { recipientKey: random(32), tieSecret: random(32), language: "ko" } as const;
  return enrol.sealEnrolment(
    { realm, tag, attempt: 0 },
    { ...to, requestSecret },
    answers,
    enrolment,
    random(enrol.ENROLMENT_RANDOM_BYTES),
  );
}

const guessed = (answers: readonly [string, string]) => enrol.enrolmentInput(realm, { requestSecret, questions }, answers, 0);
const opens = (bytes: Bytes, scalar: Bytes, keys = xwing, guess = input) =>
  enrol.openEnrolment({ realm, tag }, { xwing: keys, input: guess, scalar }, bytes);

test("wire 4.4: with her own scalar the relative opens it: what is withheld below is all that is missing", async () => {
  assert.equal((await opens(wire.enrolment, relative.scalar)).language, "ko");
});

test("wire 4.2 hub: what passes it opens with no key that it could have", async () => {
  const own = await keyPair(X25519, random(32));
  for (const psk of [new Uint8Array(32), random(32), broker.publicKey]) {
    await rejects(contact.openRequest(own, psk, { realm, tag }, wire.request), "cannot-open");
    await rejects(contact.openMeeting(own, psk, { realm, tag }, wire.meeting), "cannot-open");
    await rejects(contact.openAnswer(psk, { realm, tag }, wire.answer), "cannot-open");
  }
  for (const answers of [RIGHT, meetingAnswers(["배나무", "x"])]) {
    assert.ok(!enrol.isEnrolmentOf(random(32), tag, await enrolled(answers)));
  }
});

test("wire 4.4 broker: with all that is on the wire, his keys and the right answers, but without a scalar, nothing verifies", async () => {
  const { requestSecret: known } = await contact.openRequest(broker, requestPsk, { realm, tag }, wire.request);
  const seen = await contact.openMeeting(broker, known, { realm, tag }, wire.meeting);
  const knownInput = enrol.enrolmentInput(realm, { requestSecret: known, questions: seen.questions }, RIGHT, 0);
  assert.equal(hex(cpaceGenerator(knownInput).toBytes()), hex(cpaceGenerator(input).toBytes()));
  const own = await keyPair(X_WING, random(32));
  const scalars = [
    Uint8Array.of(1, ...new Uint8Array(31)),
    Uint8Array.of(2, ...new Uint8Array(31)),
    cpaceShare(input, random(64)).scalar,
  ];
  for (const scalar of scalars) await rejects(opens(wire.enrolment, scalar, own, knownInput), "cannot-open");
});

test("wire 4.4: not even with the X-Wing key as well, a later quantum computer's prize, and the right answers", async () => {
  for (let i = 0; i < 20; i++) await rejects(opens(wire.enrolment, cpaceShare(input, random(64)).scalar), "cannot-open");
  for (const small of [1, 2, 3, 8])
    await rejects(opens(wire.enrolment, Uint8Array.of(small, ...new Uint8Array(31))), "cannot-open");
});

test("wire 4.4: right and wrong guesses look alike: each gives a generator, and both messages are points under all of them", () => {
  const responder = wire.enrolment.subarray(2, 34);
  const one = Uint8Array.of(1, ...new Uint8Array(31));
  const generators = new Set<string>();
  for (let i = 0; i < 100; i++) {
    const guess = guessed(i === 0 ? RIGHT : meetingAnswers([`guess ${i}`, "glass marbles"]));
    generators.add(hex(cpaceGenerator(guess).toBytes()));
    const share = cpaceShareOf(guess, one);
    for (const message of [relative.message, responder]) {
      assert.equal(hex(sharedPoint(one, message)), hex(message));
      assert.notEqual(hex(share.message), hex(message));
    }
  }
  assert.equal(generators.size, 100);
});

test("wire 4.4: who puts himself between with keys of his own tests one guess a run: the right answers found later open nothing", async () => {
  const own = await keyPair(X_WING, random(32));
  const posed = (guess: readonly [string, string]) => {
    const share = cpaceShare(guessed(guess), random(64));
    return { share, meeting: { ...meeting, xwing: own.publicKey, cpace: [share.message, random(32), random(32)] as const } };
  };
  const wrong = meetingAnswers(["배나무", "glass marbles"]);
  const { share, meeting: poisoned } = posed(wrong);
  const caught = await enrolled(RIGHT, poisoned);
  for (const guess of [wrong, RIGHT]) await rejects(opens(caught, share.scalar, own, guessed(guess)), "cannot-open");
  const lucky = posed(RIGHT);
  const fooled = await enrolled(RIGHT, lucky.meeting);
  assert.equal((await opens(fooled, lucky.share.scalar, own)).language, "ko");
  await rejects(opens(fooled, relative.scalar), "cannot-open");
});

test("wire 4.4: who answers in the recipient's place without the answers is not believed, three times out of three", async () => {
  for (const attempt of [
    ["감나무", "x"],
    ["x", "glassmarbles"],
    ["glassmarbles", "감나무"],
  ] as const) {
    await rejects(opens(await enrolled(attempt), relative.scalar), "cannot-open");
  }
});

test("wire 4.4: an enrolment cannot be given another tag, sealing or message of a genuine one", async () => {
  const second = await enrolled(RIGHT);
  const mixed = [
    concat(wire.enrolment.subarray(0, 34), second.subarray(34)),
    concat(second.subarray(0, 34), wire.enrolment.subarray(34)),
    concat(wire.enrolment.subarray(0, 1_154), second.subarray(1_154)),
  ];
  for (const bytes of mixed) {
    assert.ok(!enrol.isEnrolmentOf(requestSecret, tag, bytes));
    await rejects(opens(bytes, relative.scalar), "cannot-open");
  }
  assert.ok(!enrol.isEnrolmentOf(requestSecret, random(16), wire.enrolment));
});
