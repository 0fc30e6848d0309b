import { concat, u16 } from "../../src/bytes/bytes.ts";
import { hex } from "../../src/bytes/text.ts";
import { cpaceShare } from "../../src/contact/cpace.ts";
import { ENROLMENT_RANDOM_BYTES, enrolmentInput, sealEnrolment } from "../../src/contact/enrolment.ts";
import type { ErrorName } from "../../src/errors.ts";
import { type Context, keyPair, type Purpose, seal, X25519 } from "../../src/keys/hpke.ts";
import { X_WING } from "../../src/keys/x-wing.ts";
import { sealEnvelope } from "../../src/seal/envelope.ts";
import { flipped } from "../expect.ts";
import type { StreamOf, Vector, VectorFile } from "./file.ts";

const REALM = "ojak vectors";
const VERSION = Uint8Array.of(1);

/** Envelopes that do not open, each for one reason (1, 2, 2.1). */
export async function invalidEnvelopes(streamOf: StreamOf): Promise<VectorFile> {
  const random = streamOf("invalid envelopes");
  const [keySecret, psk, tag, content] = [random(32), random(32), random(16), random(20)];
  const { publicKey } = await keyPair(X25519, keySecret);
  const context = { purpose: "down", realm: REALM, psk, aad: tag } as const;
  const under = (other: Partial<Context>) =>
    sealEnvelope(publicKey, { ...context, ...other }, { kind: "note", content }, random(32));
  const plain = async (padded: Uint8Array) => concat(VERSION, await seal(X25519, publicKey, context, padded, random(32)));
  const good = await under({});
  const inputs = { keySecret: hex(keySecret), psk: hex(psk), purpose: "down", realm: REALM, tag: hex(tag) };
  const make = (error: ErrorName, name: string, envelope: Uint8Array, other: Vector = {}) => ({
    name,
    reader: "envelope",
    error,
    ...inputs,
    ...other,
    envelope: hex(envelope),
  });
  const fill = (version: number) => good.slice().fill(version, 0, 1);
  const vectors: Vector[] = [
    ...[0, 2, 255].map((version) => make("version", `version ${version}`, fill(version))),
    make("malformed", "truncated by a byte", good.subarray(0, -1)),
    make("malformed", "extended by a byte", concat(good, Uint8Array.of(0))),
    make("malformed", "nothing", new Uint8Array()),
    make("malformed", "a class that does not exist", concat(good, new Uint8Array(128))),
    make("cannot-open", "extended to the next class", concat(good, new Uint8Array(640))),
    make("cannot-open", "a bit of enc", flipped(good, 8)),
    make("cannot-open", "a bit of the ciphertext", flipped(good, 40 * 8)),
    make("cannot-open", "a bit of the authentication tag", flipped(good, 176 * 8 + 7)),
    make("cannot-open", "enc of small order", concat(VERSION, new Uint8Array(32), good.subarray(33))),
    make("cannot-open", "wrong tag as aad", good, { tag: hex(random(16)) }),
    make("cannot-open", "wrong psk", good, { psk: hex(random(32)) }),
    make("cannot-open", "wrong key", good, { keySecret: hex(random(32)) }),
    make("cannot-open", "of a foreign realm", await under({ realm: "elsewhere" })),
    make("cannot-open", "reflection: an up presented as a down", await under({ purpose: "up" })),
    ...(await Promise.all(
      (["request", "answer", "meeting", "verdict", "route", "enrol"] satisfies Purpose[]).map(async (purpose) =>
        make("cannot-open", `sealed as ${purpose}`, await under({ purpose })),
      ),
    )),
    make("malformed", "padding that is not zero", await plain(concat(u16(3), random(3), new Uint8Array(122), VERSION))),
    make("malformed", "a length past the class", await plain(concat(u16(127), random(126)))),
    make("malformed", "sealed to a class that does not exist", await plain(concat(u16(3), random(3), new Uint8Array(124)))),
  ];
  return {
    clause: "wire 1, 2, 2.1",
    about: "envelopes; keySecret goes through keyPair",
    vectors,
    controls: [make("malformed", "control", good)].map(accepted),
  };
}

/** Route boxes that do not open (2.2). */
export async function invalidRouteBoxes(streamOf: StreamOf): Promise<VectorFile> {
  const random = streamOf("invalid route boxes");
  const [keySecret, routePsk, tag] = [random(32), random(32), random(16)];
  const { publicKey } = await keyPair(X25519, keySecret);
  const context = { purpose: "route", realm: REALM, psk: routePsk, aad: concat(u16(2_951), tag) } as const;
  const box = async (plaintext: Uint8Array, other: Partial<Context> = {}) =>
    concat(VERSION, u16(2_951), await seal(X25519, publicKey, { ...context, ...other }, plaintext, random(32)));
  const blank = (...head: readonly number[]) => concat(Uint8Array.from(head), new Uint8Array(96 - head.length));
  const good = await box(blank(2, 0x61, 0x62));
  const inputs = { keySecret: hex(keySecret), routePsk: hex(routePsk), realm: REALM, tag: hex(tag) };
  const make = (error: ErrorName, name: string, bytes: Uint8Array, other: Vector = {}) => ({
    name,
    reader: "routeBox",
    error,
    ...inputs,
    ...other,
    routeBox: hex(bytes),
  });
  const vectors = [
    make("version", "version 2", good.slice().fill(2, 0, 1)),
    make("malformed", "146 bytes", good.subarray(1)),
    make("malformed", "148 bytes", concat(good, VERSION)),
    make("cannot-open", "another week", concat(VERSION, u16(2_952), good.subarray(3))),
    make("cannot-open", "wrong tag", good, { tag: hex(random(16)) }),
    make("cannot-open", "wrong psk", good, { routePsk: hex(random(32)) }),
    make("cannot-open", "a bit of the ciphertext", flipped(good, 100 * 8)),
    make("cannot-open", "sealed as a letter", await box(blank(2, 0x61, 0x62), { purpose: "down" })),
    make("malformed", "a length past the end", await box(blank(96))),
    make("malformed", "padding that is not zero", await box(blank(1, 0x61, 0x62))),
    make("malformed", "bad UTF-8", await box(blank(1, 0xff))),
  ];
  return {
    clause: "wire 2.2",
    about: "route boxes; keySecret goes through keyPair",
    vectors,
    controls: [make("malformed", "control", good)].map(accepted),
  };
}

/** Enrolments that do not open (4.4). `scalar` is the relative's, `answers` are hers, normalised. */
export async function invalidEnrolments(streamOf: StreamOf): Promise<VectorFile> {
  const random = streamOf("invalid enrolments");
  const [requestSecret, xwingSecret, tag] = [random(32), random(32), random(16)];
  const answers = ["감나무", "glassmarbles"] as const;
  const questions = ["뒤뜰에 있던 나무는?", "What did we bury in the yard?"] as const;
  const input = enrolmentInput(REALM, { requestSecret, questions }, answers, 0);
  const { scalar, message } = cpaceShare(input, random(64));
  const { publicKey: xwing } = await keyPair(X_WING, xwingSecret);
  const meeting = { requestSecret, routing: "x", questions, cpace: [message, message, message] as const, xwing };
  const made = (given: readonly [string, string], attempt = 0, to: typeof meeting = meeting, realm = REALM) =>
    sealEnrolment(
      { realm, tag, attempt },
      to,
      given,
      { recipientKey: random(32), tieSecret: random(32), language: "ko" },
      random(ENROLMENT_RANDOM_BYTES),
    );
  const good = await made(answers);
  const inputs = {
    realm: REALM,
    tag: hex(tag),
    requestSecret: hex(requestSecret),
    xwingSecret: hex(xwingSecret),
    questions,
    answers,
    scalar: hex(scalar),
  };
  const make = (error: ErrorName, name: string, bytes: Uint8Array, other: Vector = {}) => ({
    name,
    reader: "enrolment",
    error,
    ...inputs,
    ...other,
    enrolment: hex(bytes),
  });
  const vectors = [
    make("version", "version 2", good.slice().fill(2, 0, 1)),
    make("malformed", "truncated", good.subarray(0, -1)),
    make("malformed", "attempt 3", good.slice().fill(3, 1, 2)),
    make(
      "malformed",
      "a CPace message that is no point",
      concat(good.subarray(0, 2), new Uint8Array(32).fill(0xff), good.subarray(34)),
    ),
    make("malformed", "the neutral CPace message", concat(good.subarray(0, 2), new Uint8Array(32), good.subarray(34))),
    make("cannot-open", "a wrong answer", await made(["배나무", "glassmarbles"])),
    make("cannot-open", "answers the other way round", await made([answers[1], answers[0]])),
    make("cannot-open", "made for the second attempt, presented as the first", (await made(answers, 1)).slice().fill(0, 1, 2)),
    make("cannot-open", "for another request", await made(answers, 0, { ...meeting, requestSecret: random(32) })),
    make(
      "cannot-open",
      "for another wording of a question",
      await made(answers, 0, {
        ...meeting,
        questions: [questions[0], "What did we bury in the yard"] as unknown as typeof questions,
      }),
    ),
    make("cannot-open", "for a foreign realm", await made(answers, 0, meeting, "elsewhere")),
    make("cannot-open", "wrong tag as aad", good, { tag: hex(random(16)) }),
    make("cannot-open", "a bit of enc", flipped(good, 50 * 8)),
    make("cannot-open", "a bit of the ciphertext", flipped(good, 1_500 * 8)),
    make("cannot-open", "without the relative's scalar", good, { scalar: hex(cpaceShare(input, random(64)).scalar) }),
    { ...make("cannot-open", "a bit of the mac", flipped(good, 2_160 * 8)), reader: "enrolmentMac" },
    {
      ...make("cannot-open", "a mac of another request", await made(answers, 0, { ...meeting, requestSecret: random(32) })),
      reader: "enrolmentMac",
    },
  ];
  const controls = [make("malformed", "control", good), { ...make("malformed", "control", good), reader: "enrolmentMac" }].map(
    accepted,
  );
  return {
    clause: "wire 4.4",
    about: "enrolments; reader enrolmentMac checks the mac alone, whose failure the relative ignores",
    vectors,
    controls,
  };
}

/** The same without an expected error. */
function accepted(vector: Vector): Vector {
  return Object.fromEntries(Object.entries(vector).filter(([name]) => name !== "error"));
}
