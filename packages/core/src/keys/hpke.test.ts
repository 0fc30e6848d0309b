import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import {
  secondNonce,
  secondOpen,
  secondSchedule,
  secondSeal,
  secondX25519,
  secondXWing,
  wireAad,
  wireContext,
} from "../../test/second-hpke.ts";
import { seededStream } from "../../test/stream.ts";
import { fromHex, hex } from "../bytes/text.ts";
import { isOjakError } from "../errors.ts";
import { keyPair, open, seal, X25519 } from "./hpke.ts";
import { X_WING } from "./x-wing.ts";

const published = JSON.parse(
  readFileSync(new URL("../../../../spec/vectors/valid/hpke-rfc9180-a2-psk.json", import.meta.url), "utf8"),
);
const v = published.setup as Readonly<Record<string, string>>;
const bytes = (name: string) => fromHex(v[name] ?? "");
const buffer = (name: string) => bytes(name).buffer;
const parameters = () => ({ info: buffer("info"), psk: { id: buffer("psk_id"), key: buffer("psk") } });
const sequenceMax = 256;

async function contexts() {
  const { kem } = X25519.suite;
  const recipient = await keyPair(X25519, bytes("ikmR"));
  assert.equal(hex(recipient.publicKey), v["pkRm"]);
  const recipientPublicKey = await kem.deserializePublicKey(buffer("pkRm"));
  const sender = await X25519.suite.createSenderContext({ recipientPublicKey, ekm: buffer("ikmE"), ...parameters() });
  assert.equal(hex(new Uint8Array(sender.enc)), v["enc"]);
  return {
    sender,
    receiver: await X25519.suite.createRecipientContext({ recipientKey: recipient.privateKey, enc: sender.enc, ...parameters() }),
  };
}

test("wire 2, RFC 9180 A.2.2: key pairs, enc and every ciphertext of the published PSK-mode vector through the suite that core seals with", async () => {
  const { sender, receiver } = await contexts();
  const encryptions = new Map<number, Readonly<Record<string, string>>>(
    published.encryptions.map((entry: Record<string, string>) => [Number(entry["sequence number"]), entry]),
  );
  let checked = 0;
  for (let sequence = 0; sequence <= sequenceMax; sequence++) {
    const { pt = "00", aad = "00", ct } = encryptions.get(sequence) ?? {};
    const sealed = await sender.seal(fromHex(pt).buffer, fromHex(aad).buffer);
    if (ct !== undefined) assert.equal(hex(new Uint8Array(sealed)), ct);
    assert.equal(hex(new Uint8Array(await receiver.open(sealed, fromHex(aad).buffer))), pt);
    checked += ct === undefined ? 0 : 1;
  }
  assert.equal(checked, 6);
});

test("wire 2, RFC 9180 A.2.2: exported values", async () => {
  const { sender } = await contexts();
  for (const { exporter_context: context, L, exported_value: value } of published.exports) {
    assert.equal(hex(new Uint8Array(await sender.export(fromHex(context).buffer, Number(L)))), value);
  }
});

test("RFC 9180 A.2.2: the second implementation gives every figure of the published vector", () => {
  const recipient = secondX25519.deriveKeyPair(bytes("ikmR"));
  const ephemeral = secondX25519.deriveKeyPair(bytes("ikmE"));
  const figures = [recipient.secret, recipient.publicKey, ephemeral.secret, ephemeral.publicKey].map(hex);
  assert.deepEqual(figures, [v["skRm"], v["pkRm"], v["skEm"], v["pkEm"]]);
  const { enc, shared } = secondX25519.encap(bytes("pkRm"), bytes("ikmE"));
  assert.deepEqual([hex(enc), hex(shared)], [v["enc"], v["shared_secret"]]);
  assert.equal(hex(secondX25519.decap(recipient.secret, enc)), v["shared_secret"]);
  const context = { info: bytes("info"), psk: bytes("psk"), pskId: bytes("psk_id") };
  const schedule = secondSchedule(secondX25519.suiteId, shared, context);
  assert.deepEqual(Object.values(schedule).map(hex), [
    v["key_schedule_context"],
    v["secret"],
    v["key"],
    v["base_nonce"],
    v["exporter_secret"],
  ]);
  for (const entry of published.encryptions)
    assert.equal(hex(secondNonce(schedule.baseNonce, Number(entry["sequence number"]))), entry.nonce);
  const first = published.encryptions[0];
  assert.equal(
    hex(secondSeal(secondX25519, bytes("pkRm"), context, fromHex(first.aad), fromHex(first.pt), bytes("ikmE"))),
    v["enc"] + first.ct,
  );
});

test("X-Wing: both implementations derive the same key pair, encapsulate to the same bytes and agree", async () => {
  for (const name of ["a", "b", "c"]) {
    const random = seededStream(`x-wing ${name}`);
    const [ikm, ekm] = [random(32), random(64)];
    const [ours, second] = [await keyPair(X_WING, ikm), secondXWing.deriveKeyPair(ikm)];
    assert.equal(hex(ours.publicKey), hex(second.publicKey));
    const recipientPublicKey = await X_WING.suite.kem.deserializePublicKey(ours.publicKey.buffer);
    const { enc, sharedSecret } = await X_WING.suite.kem.encap({ recipientPublicKey, ekm: ekm.buffer });
    const theirs = secondXWing.encap(second.publicKey, ekm);
    assert.deepEqual([hex(new Uint8Array(enc)), hex(new Uint8Array(sharedSecret))], [hex(theirs.enc), hex(theirs.shared)]);
    assert.equal(hex(secondXWing.decap(second.secret, new Uint8Array(enc))), hex(new Uint8Array(sharedSecret)));
  }
});

test("wire 2: what core seals the second implementation seals to the same bytes, and each opens the other's", async () => {
  const purpose = fc.constantFrom("down", "up", "route", "request", "answer", "meeting", "verdict", "enrol");
  const inputs = fc.tuple(
    purpose,
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.uint8Array({ maxLength: 40 }),
    fc.uint8Array({ maxLength: 300 }),
    fc.string(),
  );
  const check = async (kems: readonly [typeof X25519, typeof secondX25519], runs: number) =>
    fc.assert(
      fc.asyncProperty(inputs, async ([asked, realm, aad, plaintext, name]) => {
        const random = seededStream(name);
        const [secret, psk, ekm] = [random(32), random(32), random(kems[0].randomBytes)];
        const context = { purpose: asked, realm, psk, aad };
        const [ours, second] = [await keyPair(kems[0], secret), kems[1].deriveKeyPair(secret)];
        const sealed = await seal(kems[0], ours.publicKey, context, plaintext, ekm);
        const again = secondSeal(kems[1], second.publicKey, wireContext(asked, realm, psk), wireAad(aad), plaintext, ekm);
        assert.equal(hex(sealed), hex(again));
        assert.equal(
          hex(secondOpen(kems[1], second.secret, wireContext(asked, realm, psk), wireAad(aad), sealed)),
          hex(plaintext),
        );
        assert.equal(hex(await open(kems[0], ours, context, again)), hex(plaintext));
      }),
      { numRuns: runs },
    );
  await check([X25519, secondX25519], 100);
  await check([X_WING, secondXWing], 12);
});

test("wire 2: a public key that leads to the zero secret, or of the wrong length, cannot be sealed to", async () => {
  const random = seededStream("low order");
  const context = { purpose: "down", realm: "r", psk: random(32), aad: random(16) } as const;
  for (const point of [new Uint8Array(32), new Uint8Array(32).fill(1, 0, 1), new Uint8Array(31), new Uint8Array(33)]) {
    await assert.rejects(seal(X25519, point, context, random(8), random(32)), (error) => isOjakError(error, "malformed"));
  }
  const key = await keyPair(X25519, random(32));
  await assert.rejects(open(X25519, key, context, new Uint8Array(80)), (error) => isOjakError(error, "cannot-open"));
});

test("wire 2: a psk, a secret or randomness of another length is a defect, never a refusal", async () => {
  const key = await keyPair(X25519, new Uint8Array(32));
  const context = { purpose: "down", realm: "r", psk: new Uint8Array(31), aad: new Uint8Array() } as const;
  const defect = (error: unknown) => error instanceof Error && !isOjakError(error) && error.message.startsWith("defect");
  await assert.rejects(seal(X25519, key.publicKey, context, new Uint8Array(), new Uint8Array(32)), defect);
  await assert.rejects(open(X25519, key, context, new Uint8Array(64)), defect);
  await assert.rejects(
    seal(X25519, key.publicKey, { ...context, psk: new Uint8Array(32) }, new Uint8Array(), new Uint8Array(31)),
    defect,
  );
  await assert.rejects(keyPair(X25519, new Uint8Array(31)), defect);
});
