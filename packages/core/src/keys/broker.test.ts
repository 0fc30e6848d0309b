import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { test } from "node:test";
import { flipped, refuses } from "../../test/expect.ts";
import { seededStream } from "../../test/stream.ts";
import { concat, u16 } from "../bytes/bytes.ts";
import { hex, utf8 } from "../bytes/text.ts";
import { brokerKeys } from "./broker.ts";
import { brokerFingerprint, readWeeklyKey, signWeeklyKey } from "./weekly-key.ts";
import { derive, digest } from "./derive.ts";

const random = seededStream("broker tests");
const seed = random(32);
const keys = brokerKeys(seed);
const weekly = { generation: 201, week: 2_951, publicKey: random(32) };
const where = { realm: "realm", fingerprint: brokerFingerprint(keys.signSecret), nowWeek: 2_951 };
const signed = signWeeklyKey(keys.signSecret, "realm", weekly);

test("wire 3.4: a broker's six words give take, signing key and introRoot under their labels", () => {
  assert.deepEqual(keys, {
    take: derive(seed, "broker take", 32),
    signSecret: derive(seed, "broker sign", 32),
    introRoot: derive(seed, "broker intro", 32),
  });
});

test("wire 3.4: a weekly key is 132 bytes, signed over label, realm, generation, week and key, as Node verifies it", () => {
  assert.equal(signed.length, 132);
  assert.equal(hex(signed.subarray(0, 36)), `01c9${hex(u16(2_951))}${hex(weekly.publicKey)}`);
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), signed.subarray(36, 68)]);
  const message = concat(utf8("ojak/1 weekly key"), utf8("realm"), Uint8Array.of(201), u16(2_951), weekly.publicKey);
  assert.ok(verify(null, message, createPublicKey({ key: spki, format: "der", type: "spki" }), signed.subarray(68)));
  assert.deepEqual(readWeeklyKey(signed, where), weekly);
});

test("wire 3.4: with any one of its 1,056 bits changed, a weekly key is refused", () => {
  for (let bit = 0; bit < signed.length * 8; bit++)
    refuses(() => readWeeklyKey(flipped(signed, bit), where), bit < 8 ? "version" : "cannot-open");
});

test("wire 3.4 forgery: another broker's, another realm's, or a swapped key under the right name is refused", () => {
  const forger = brokerKeys(random(32));
  const forged = signWeeklyKey(forger.signSecret, "realm", weekly);
  refuses(() => readWeeklyKey(forged, where), "cannot-open");
  refuses(
    () => readWeeklyKey(concat(forged.subarray(0, 36), signed.subarray(36, 68), forged.subarray(68)), where),
    "cannot-open",
  );
  refuses(() => readWeeklyKey(concat(signed.subarray(0, 4), random(32), signed.subarray(36)), where), "cannot-open");
  refuses(() => readWeeklyKey(signed, { ...where, realm: "realm2" }), "cannot-open");
  refuses(() => readWeeklyKey(signed, { ...where, fingerprint: brokerFingerprint(forger.signSecret) }), "cannot-open");
  refuses(() => readWeeklyKey(signed, { ...where, fingerprint: new Uint8Array() }), "cannot-open");
});

test("wire 3.4 forgery: a signing key of small order under its own fingerprint signs nothing", () => {
  const [identity, publicKey] = [Uint8Array.of(1, ...new Uint8Array(31)), new Uint8Array(32)];
  for (const point of [identity, new Uint8Array(32)]) {
    const fingerprint = digest(16, utf8("ojak/1 broker"), point);
    const anybody = concat(signed.subarray(0, 4), publicKey, point, identity, new Uint8Array(32));
    refuses(() => readWeeklyKey(anybody, { ...where, fingerprint }), "cannot-open");
  }
});

test("wire 3.4: a week more than one ahead, another size and another version are refused", () => {
  const at = (week: number) => signWeeklyKey(keys.signSecret, "realm", { ...weekly, week });
  assert.equal(readWeeklyKey(at(2_952), where).week, 2_952);
  refuses(() => readWeeklyKey(at(2_953), where), "malformed");
  refuses(() => readWeeklyKey(at(0xffff), where), "malformed");
  for (const size of [0, 131, 133]) refuses(() => readWeeklyKey(new Uint8Array(size).fill(1), where), "malformed");
  refuses(() => readWeeklyKey(signed.slice().fill(2, 0, 1), where), "version");
});
