import assert from "node:assert/strict";
import { test } from "node:test";
import { rejects } from "../../test/expect.ts";
import { seededStream } from "../../test/stream.ts";
import { type CborValue, encodeCbor } from "../bytes/cbor.ts";
import { derive } from "../keys/derive.ts";
import { keyPair, type Purpose, X25519 } from "../keys/hpke.ts";
import { sealEnvelope } from "../seal/envelope.ts";
import * as contact from "./request.ts";

const random = seededStream("request tests");
const key = await keyPair(X25519, random(32));
const [requestPsk, requestSecret] = [random(32), random(32)];
const where = { realm: "realm", tag: random(16) };
const request = { requestSecret, replyPut: random(32), where: "북쪽 강가, 봄".normalize("NFD"), language: "ko" } as const;
const meeting: contact.Meeting = {
  routing: "우물가".normalize("NFD"),
  questions: ["무슨 나무?".normalize("NFD"), "which song?"],
  cpace: [random(32), random(32), random(32)],
  xwing: random(1_216),
};

test("wire 4.2: a request reads back in NFC, class base whatever it says", async () => {
  for (const place of [request.where, "x", "a".repeat(95)]) {
    const envelope = await contact.sealRequest(key.publicKey, requestPsk, where, { ...request, where: place }, random(32));
    assert.equal(envelope.length, 817);
    assert.deepEqual(await contact.openRequest(key, requestPsk, where, envelope), { ...request, where: place.normalize("NFC") });
  }
});

test("wire 4.2: every answer and verdict is a note and reads back", async () => {
  for (const refusal of contact.REFUSALS) {
    for (const accepted of [true, false]) {
      const envelope = await contact.sealAnswer(requestSecret, where, { accepted, refusal }, random(32));
      assert.equal(envelope.length, 177);
      assert.deepEqual(await contact.openAnswer(requestSecret, where, envelope), { accepted, refusal });
    }
  }
  for (const attempt of [0, 1, 2]) {
    const envelope = await contact.sealVerdict(key.publicKey, requestSecret, where, { attempt, again: attempt < 2 }, random(32));
    assert.equal(envelope.length, 177);
    assert.deepEqual(await contact.openVerdict(key, requestSecret, where, envelope), { attempt, again: attempt < 2 });
  }
});

test("wire 4.2: a meeting is class long and reads back in NFC", async () => {
  const envelope = await contact.sealMeeting(key.publicKey, requestSecret, where, meeting, random(32));
  assert.equal(envelope.length, 2_161);
  const [one, two] = meeting.questions;
  const opened = await contact.openMeeting(key, requestSecret, where, envelope);
  assert.deepEqual(opened, { ...meeting, routing: "우물가", questions: [one.normalize("NFC"), two] });
});

test("wire 4.2: what was sealed for one purpose opens for no other, though keys are shared", async () => {
  const sealed = {
    request: await contact.sealRequest(key.publicKey, requestPsk, where, request, random(32)),
    meeting: await contact.sealMeeting(key.publicKey, requestSecret, where, meeting, random(32)),
    verdict: await contact.sealVerdict(key.publicKey, requestSecret, where, { attempt: 0, again: true }, random(32)),
    answer: await contact.sealAnswer(requestSecret, where, { accepted: true, refusal: "none" }, random(32)),
  };
  const readers = {
    request: (bytes: Uint8Array) => contact.openRequest(key, requestPsk, where, bytes),
    meeting: (bytes: Uint8Array) => contact.openMeeting(key, requestSecret, where, bytes),
    verdict: (bytes: Uint8Array) => contact.openVerdict(key, requestSecret, where, bytes),
    answer: (bytes: Uint8Array) => contact.openAnswer(requestSecret, where, bytes),
  };
  for (const [purpose, envelope] of Object.entries(sealed)) {
    for (const [reader, read] of Object.entries(readers)) {
      if (reader === purpose) await read(envelope);
      else await rejects(read(envelope), "cannot-open");
    }
  }
});

test("wire 4.2: another introduction's or another request's secret, tag or realm does not open", async () => {
  const envelope = await contact.sealRequest(key.publicKey, requestPsk, where, request, random(32));
  await rejects(contact.openRequest(key, random(32), where, envelope), "cannot-open");
  await rejects(contact.openRequest(key, requestPsk, { ...where, tag: random(16) }, envelope), "cannot-open");
  await rejects(contact.openRequest(key, requestPsk, { ...where, realm: "else" }, envelope), "cannot-open");
  const answer = await contact.sealAnswer(requestSecret, where, { accepted: true, refusal: "none" }, random(32));
  await rejects(contact.openAnswer(random(32), where, answer), "cannot-open");
});

test("wire 4.2: content of another shape inside a genuine envelope is malformed", async () => {
  const sealAs = (purpose: Purpose, psk: Uint8Array, kind: "note" | "mail", items: CborValue) =>
    sealEnvelope(
      key.publicKey,
      { purpose, realm: where.realm, psk, aad: where.tag },
      { kind, content: encodeCbor(items) },
      random(32),
    );
  const b32 = new Uint8Array(32);
  const requests = [
    [33, b32, b32, "x", 3],
    [33, b32, b32, "", 0],
    [33, b32, b32, "a".repeat(96), 0],
    [33, b32, b32, "x"],
    [34, b32, b32, "x", 0],
    [33, b32, b32.subarray(1), "x", 0],
  ];
  for (const items of requests)
    await rejects(contact.openRequest(key, requestPsk, where, await sealAs("request", requestPsk, "mail", items)), "malformed");
  const verdictPsk = derive(requestSecret, "verdict psk", 32);
  for (const items of [
    [37, 3, true],
    [37, 0, 1],
    [37, 0],
    [36, 0, true],
  ]) {
    await rejects(
      contact.openVerdict(key, requestSecret, where, await sealAs("verdict", verdictPsk, "note", items)),
      "malformed",
    );
  }
  const meetingPsk = derive(requestSecret, "meeting psk", 32);
  const meetings = [
    [36, "x", ["a"], [b32, b32, b32], meeting.xwing],
    [36, "x", ["a", "b"], [b32, b32], meeting.xwing],
    [36, "x", ["a", "b".repeat(121)], [b32, b32, b32], meeting.xwing],
    [36, "x", ["a", "b"], [b32, b32, b32], b32],
  ];
  for (const items of meetings)
    await rejects(
      contact.openMeeting(key, requestSecret, where, await sealAs("meeting", meetingPsk, "mail", items)),
      "malformed",
    );
});
