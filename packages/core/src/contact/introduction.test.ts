import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { exactly, refuses } from "../../test/expect.ts";
import { seededStream } from "../../test/stream.ts";
import { concat, u16 } from "../bytes/bytes.ts";
import { encodeCbor } from "../bytes/cbor.ts";
import { decodeCode, encodeCode } from "../bytes/code.ts";
import { hex, utf8 } from "../bytes/text.ts";
import { derive } from "../keys/derive.ts";
import { type Access, readAccess, writeAccess } from "./access.ts";
import { readStopCode, writeStopCode } from "./stop-code.ts";
import { introductionKeys, introSecretOf, readIntroduction, writeIntroduction } from "./introduction.ts";

const random = seededStream("introduction tests");
const realm = "ojak demo 한";
const introduction = { slot: 517, expiryDay: 20_657, introSecret: random(16), fingerprint: random(16) };
const access: Access = { token: random(16), hubOrigin: "https://hub.example.org:8443", realm };

test("wire 4.1: an introduction is 39 bytes as laid out, and reads back up to its last day", () => {
  const bytes = decodeCode(writeIntroduction(realm, introduction));
  const realmId = createHash("sha256").update(`ojak/1 realm${realm}`).digest("hex").slice(0, 4);
  assert.equal(
    hex(bytes),
    `01${realmId}${hex(u16(517))}${hex(u16(20_657))}${hex(introduction.introSecret)}${hex(introduction.fingerprint)}`,
  );
  assert.equal(bytes.length, 39);
  fc.assert(
    fc.property(fc.nat(0xffff), fc.nat(0xffff), exactly(16), exactly(16), (slot, expiryDay, introSecret, fingerprint) => {
      const written = { slot, expiryDay, introSecret, fingerprint };
      assert.deepEqual(readIntroduction(realm, writeIntroduction(realm, written), expiryDay), written);
      refuses(() => readIntroduction(realm, writeIntroduction(realm, written), expiryDay + 1), "expired");
    }),
  );
});

test("wire 4.1: of another realm, another version, another length or mistyped, it is refused by its name", () => {
  const text = writeIntroduction(realm, introduction);
  const bytes = decodeCode(text);
  refuses(() => readIntroduction("elsewhere", text, 20_000), "wrong-realm");
  refuses(() => readIntroduction(realm, encodeCode(bytes.slice().fill(2, 0, 1)), 20_000), "version");
  refuses(() => readIntroduction(realm, encodeCode(bytes.subarray(0, 38)), 20_000), "malformed");
  refuses(() => readIntroduction(realm, encodeCode(concat(bytes, Uint8Array.of(0))), 20_000), "malformed");
  refuses(() => readIntroduction(realm, text.slice(0, -1), 20_000), "checksum");
  refuses(() => readIntroduction(realm, writeAccess(access), 20_000), "malformed");
});

test("wire 4.1: an introduction's secret comes from root and slot, its keys from the secret, under the spec's labels", () => {
  const root = random(32);
  assert.deepEqual(introSecretOf(root, 517), derive(root, concat(utf8("intro "), u16(517)), 16));
  assert.notDeepEqual(introSecretOf(root, 516), introSecretOf(root, 517));
  const { introSecret: secret } = introduction;
  assert.deepEqual(introductionKeys(secret), {
    introPut: derive(secret, "put", 32),
    routePsk: derive(secret, "route psk", 32),
    requestPsk: derive(secret, "request psk", 32),
  });
});

test("wire 7: an access code reads back; its hub is https, or on this machine", () => {
  for (const hubOrigin of [
    "https://hub.example.org",
    "https://hub.example.org:8443",
    "http://127.0.0.1:8080",
    "http://localhost:1",
    "http://[::1]:8080",
  ]) {
    const stopId = new Uint8Array(16).fill(7);
    for (const one of [
      { ...access, hubOrigin },
      { ...access, hubOrigin, stopId },
    ])
      assert.deepEqual(readAccess(writeAccess(one)), one);
    const stop = new Uint8Array(32).fill(9);
    assert.deepEqual(readStopCode(writeStopCode({ stop, hubOrigin })), { stop, hubOrigin });
  }
  const refused = [
    "http://hub.example.org",
    "https://hub.example.org/",
    "https://user@hub.example.org",
    "https://HUB.example.org",
    "ftp://x",
    "javascript:alert(1)",
    "https://",
    "http://127.0.0.1.example.org",
    "https://a\n",
    " https://a",
  ];
  for (const hubOrigin of refused) refuses(() => readAccess(writeAccess({ ...access, hubOrigin })), "malformed");
});

test("wire 7: an access code of another version, form or length is refused by its name", () => {
  const code = (items: Parameters<typeof encodeCbor>[0], version = 1) =>
    encodeCode(concat(Uint8Array.of(version), encodeCbor(items)));
  const { token, hubOrigin } = access;
  refuses(() => readAccess(code([token, hubOrigin, realm], 2)), "version");
  for (const items of [
    [token, hubOrigin],
    [token.subarray(1), hubOrigin, realm],
    [token, hubOrigin, ""],
    [token, hubOrigin, "a".repeat(65)],
    [token, `https://${"a".repeat(200)}`, realm],
  ]) {
    refuses(() => readAccess(code(items)), "malformed");
  }
  refuses(() => readAccess(writeIntroduction(realm, introduction)), "malformed");
  refuses(() => readAccess("0"), "checksum");
});
