import assert from "node:assert/strict";
import { test } from "node:test";
import { flipped, refuses, rejects } from "../../test/expect.ts";
import { seededStream } from "../../test/stream.ts";
import { concat } from "../bytes/bytes.ts";
import { hex } from "../bytes/text.ts";
import { derive } from "../keys/derive.ts";
import { keyPair } from "../keys/hpke.ts";
import { X_WING } from "../keys/x-wing.ts";
import { meetingAnswers } from "./answers.ts";
import { cpaceShare } from "./cpace.ts";
import * as enrol from "./enrolment.ts";
import type { Meeting } from "./request.ts";

const realm = "realm";
const RIGHT = meetingAnswers(["감 나무", "Old Song!"]);
const enrolment = { recipientKey: new Uint8Array(32).fill(1), tieSecret: new Uint8Array(32).fill(2), language: "zh" } as const;

/** A relative's side of one request: what she publishes and what she keeps. */
async function relative(name: string) {
  const random = seededStream(`enrolment ${name}`);
  const requestSecret = random(32);
  const questions = ["무슨 나무였나요?", "which song?"] as const;
  const xwing = await keyPair(X_WING, random(32));
  const attempts = [0, 1, 2].map((attempt) => {
    const input = enrol.enrolmentInput(realm, { requestSecret, questions }, RIGHT, attempt);
    return { xwing, input, scalar: cpaceShare(input, random(64)) };
  });
  const messages = attempts.map(({ scalar }) => scalar.message);
  const [a, b, c] = messages;
  assert.ok(a !== undefined && b !== undefined && c !== undefined);
  const meeting: Meeting & { readonly requestSecret: typeof requestSecret } = {
    requestSecret,
    routing: "x",
    questions,
    cpace: [a, b, c],
    xwing: xwing.publicKey,
  };
  const keysOf = (attempt: number) => {
    const keys = attempts[attempt];
    assert.ok(keys !== undefined);
    return { xwing: keys.xwing, input: keys.input, scalar: keys.scalar.scalar };
  };
  return { meeting, keysOf, random };
}

const { meeting, keysOf, random } = await relative("one");
const tag = random(16);
const answer = (answers: readonly [string, string], attempt = 0, to = meeting) =>
  enrol.sealEnrolment({ realm, tag, attempt }, to, answers, enrolment, random(enrol.ENROLMENT_RANDOM_BYTES));
const genuine = await answer(RIGHT);

test("wire 4.4: right answers open, however they were typed, at each of the three attempts", async () => {
  for (const attempt of [0, 1, 2]) {
    const bytes = await answer(meetingAnswers([" 감나무.", "OLD  SONG"]), attempt);
    assert.deepEqual([bytes.length, enrol.enrolmentAttempt(bytes)], [2_161, attempt]);
    assert.ok(enrol.isEnrolmentOf(meeting.requestSecret, tag, bytes));
    assert.deepEqual(await enrol.openEnrolment({ realm, tag }, keysOf(attempt), bytes), enrolment);
  }
});

test("wire 4.4: wrong answers, one of two, swapped or joined, cannot be opened; the mac is right all the same", async () => {
  const wrong: readonly (readonly [string, string])[] = [
    ["배나무", "oldsong"],
    ["감나무", "newsong"],
    ["oldsong", "감나무"],
    ["감나무o", "ldsong"],
    ["감나무oldsong", "감나무oldsong"],
  ];
  for (const answers of wrong) {
    const bytes = await answer(answers);
    assert.ok(enrol.isEnrolmentOf(meeting.requestSecret, tag, bytes));
    await rejects(enrol.openEnrolment({ realm, tag }, keysOf(0), bytes), "cannot-open");
  }
});

test("wire 4.4: PRS, CI and sid are what the spec says, the sid another for each attempt", () => {
  for (const attempt of [0, 1, 2]) {
    const { prs, ci, sid } = enrol.enrolmentInput(realm, meeting, RIGHT, attempt);
    const lv = (text: string) => Uint8Array.from([Buffer.byteLength(text), ...Buffer.from(text)]);
    assert.deepEqual(prs, concat(lv("감나무"), lv("oldsong")));
    assert.deepEqual(ci, concat(lv("ojak/1 cpace"), lv(realm), ...meeting.questions.map(lv)));
    assert.deepEqual(sid, derive(meeting.requestSecret, Uint8Array.from([...Buffer.from("sid"), attempt]), 16));
  }
});

test("wire 4.4: each attempt is separate: its message, sid and scalar fit no other, and a fourth is not made", async () => {
  for (const [made, used] of [
    [0, 1],
    [1, 0],
    [2, 1],
  ] as const) {
    await rejects(enrol.openEnrolment({ realm, tag }, keysOf(used), await answer(RIGHT, made)), "cannot-open");
  }
  const relabelled = concat(Uint8Array.of(1, 1), genuine.subarray(2));
  await rejects(enrol.openEnrolment({ realm, tag }, keysOf(1), relabelled), "cannot-open");
  await rejects(enrol.openEnrolment({ realm, tag }, keysOf(0), relabelled), "cannot-open");
  await rejects(answer(RIGHT, 3), "used");
  await rejects(answer(RIGHT, -1), "used");
});

test("wire 4.4: an enrolment of another request, tag, realm or question does not open, and its mac is wrong", async () => {
  const other = await relative("two");
  const foreign = await answer(RIGHT, 0, other.meeting);
  assert.ok(!enrol.isEnrolmentOf(meeting.requestSecret, tag, foreign));
  await rejects(enrol.openEnrolment({ realm, tag }, keysOf(0), foreign), "cannot-open");
  assert.ok(!enrol.isEnrolmentOf(meeting.requestSecret, random(16), genuine));
  await rejects(enrol.openEnrolment({ realm, tag: random(16) }, keysOf(0), genuine), "cannot-open");
  await rejects(enrol.openEnrolment({ realm: "else", tag }, keysOf(0), genuine), "cannot-open");
  const reworded = await answer(RIGHT, 0, { ...meeting, questions: [meeting.questions[0], "which song"] });
  await rejects(enrol.openEnrolment({ realm, tag }, keysOf(0), reworded), "cannot-open");
  const swappedMessages = await answer(RIGHT, 0, { ...meeting, cpace: [meeting.cpace[1], meeting.cpace[0], meeting.cpace[2]] });
  await rejects(enrol.openEnrolment({ realm, tag }, keysOf(0), swappedMessages), "cannot-open");
});

test("wire 4.4 mac: one bit changed anywhere and it is not of this request, so that the hub cannot use up attempts", () => {
  for (let bit = 0; bit < genuine.length * 8; bit += 5)
    assert.ok(!enrol.isEnrolmentOf(meeting.requestSecret, tag, flipped(genuine, bit)));
  for (const size of [0, 15, 16, 2_160, 2_162]) assert.ok(!enrol.isEnrolmentOf(meeting.requestSecret, tag, new Uint8Array(size)));
  assert.ok(!enrol.isEnrolmentOf(random(32), tag, genuine));
});

test("wire 4.4: one bit changed before the mac never opens; a CPace message that is no point, or the neutral one, is malformed", async () => {
  for (let bit = 8; bit < (genuine.length - 16) * 8; bit += 401) {
    await rejects(enrol.openEnrolment({ realm, tag }, keysOf(0), flipped(genuine, bit)), "cannot-open", "malformed");
  }
  for (const point of [new Uint8Array(32), new Uint8Array(32).fill(0xff)]) {
    const bytes = genuine.slice();
    bytes.set(point, 2);
    await rejects(enrol.openEnrolment({ realm, tag }, keysOf(0), bytes), "malformed");
    await rejects(answer(RIGHT, 0, { ...meeting, cpace: [point, point, point] }), "malformed");
  }
});

test("wire 4.4: another size, version or attempt is refused before anything is computed", () => {
  refuses(() => enrol.enrolmentAttempt(genuine.subarray(1)), "malformed");
  refuses(() => enrol.enrolmentAttempt(genuine.slice().fill(2, 0, 1)), "version");
  for (const attempt of [3, 4, 255]) refuses(() => enrol.enrolmentAttempt(genuine.slice().fill(attempt, 1, 2)), "malformed");
});

test("wire 4.4: right and wrong answers look alike: same size, and no two enrolments share a message", async () => {
  const made = [genuine, await answer(RIGHT), await answer(["배나무", "oldsong"])];
  assert.equal(new Set(made.map((bytes) => bytes.length)).size, 1);
  assert.equal(new Set(made.map((bytes) => hex(bytes.subarray(2, 34)))).size, 3);
});
