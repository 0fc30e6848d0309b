import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fromHex, hex } from "../src/bytes/text.ts";
import type { Enrolment } from "../src/contact/enrolment.ts";
import * as contact from "../src/contact/request.ts";
import { readOffer, receiptOf } from "../src/courier/offer.ts";
import { isOjakError } from "../src/errors.ts";
import { keyPair, X25519 } from "../src/keys/hpke.ts";
import { signalId, stopId } from "../src/keys/stop.ts";
import { decodeDown, decodeDownResponse } from "../src/wire/down.ts";
import { decodeUp } from "../src/wire/up.ts";
import { makeVectors, VECTORS } from "./make-vectors.ts";
import { secondOpen, secondX25519, wireAad, wireContext } from "./second-hpke.ts";
import { nodeArgon2id, seededStream } from "./stream.ts";
import type { Vector, VectorFile } from "./vectors/file.ts";
import { READERS, readEnvelope } from "./vectors/readers.ts";

const COPIED = ["valid/cpace-ristretto255.json", "valid/hpke-rfc9180-a2-psk.json"];
const onDisk = (path: string) => readFileSync(new URL(path, VECTORS), "utf8");
const parsed = (path: string) => JSON.parse(onDisk(path)) as VectorFile;
const namesIn = (folder: string) => readdirSync(new URL(folder, VECTORS)).map((name) => `${folder}${name}`);
const field = (vector: Vector, name: string) => fromHex(String(vector[name]));

test("wire: the vectors in spec/vectors are byte for byte what this code makes, and there are no others", async () => {
  const made = await makeVectors(seededStream, nodeArgon2id);
  const files = [...namesIn("valid/"), ...namesIn("invalid/")].filter((path) => !COPIED.includes(path));
  assert.deepEqual(files.toSorted(), [...made.keys()].toSorted());
  for (const [path, text] of made)
    assert.ok(onDisk(path) === text, `${path} differs: the wire changed, or node packages/core/test/make-vectors.ts was not run`);
});

test("wire 2.1, 6: the envelopes in the files open, here and in the second implementation, to the content beside them", async () => {
  for (const vector of parsed("valid/letters.json").vectors) {
    const content = hex(await readEnvelope(vector));
    assert.equal(content, vector["content"]);
    READERS[String(vector["purpose"])]?.({ bytes: content });
    const { secret } = secondX25519.deriveKeyPair(field(vector, "keySecret"));
    const context = wireContext(String(vector["purpose"]), String(vector["realm"]), field(vector, "psk"));
    const padded = hex(
      secondOpen(secondX25519, secret, context, wireAad(field(vector, "tag")), field(vector, "envelope").subarray(1)),
    );
    assert.match(padded.slice(4 + content.length), /^(?:00)*$/u);
    assert.equal(padded.slice(4, 4 + content.length), content);
  }
});

test("wire 2.2, 3.1, 3.4, 4.1, 4.4, 7: every other valid vector is accepted by its reader", async () => {
  for (const vector of parsed("valid/route-boxes.json").vectors)
    assert.equal(await READERS["routeBox"]?.(vector), vector["lines"]);
  for (const vector of parsed("valid/words.json").vectors)
    assert.deepEqual(await READERS["words"]?.({ ...vector, text: vector["words"] }), vector["indices"]);
  for (const vector of parsed("valid/codes.json").vectors)
    await READERS[String(vector["name"])]?.({ ...vector, nowDay: vector["expiryDay"] });
  for (const vector of parsed("valid/padding.json").vectors)
    assert.equal(hex((await READERS["padding"]?.({ bytes: vector["padded"] })) as Uint8Array), vector["content"]);
  for (const vector of parsed("valid/enrolment.json").vectors) {
    await READERS["enrolmentMac"]?.(vector);
    const opened = (await READERS["enrolment"]?.(vector)) as Enrolment | undefined;
    assert.equal(hex(opened?.recipientKey ?? new Uint8Array()), vector["recipientKey"]);
  }
});

test("wire 3.3, 5.4: stop capabilities in the files have these ids, and the frames read to the fields beside them", () => {
  const fields = (name: string) => parsed("valid/stop.json").vectors.find((one) => one["name"] === name) ?? assert.fail(name);
  assert.equal(hex(stopId(field(fields("desk"), "stop"))), fields("desk")["id"]);
  assert.equal(hex(signalId(field(fields("signal"), "take"))), fields("signal")["id"]);
  const readers = { arm: decodeUp, stop: decodeUp, undo: decodeUp, watch: decodeDown, watched: decodeDownResponse };
  for (const [name, read] of Object.entries(readers)) {
    const vector = fields(name);
    const rest = Object.entries(vector).filter(([key]) => key !== "name" && key !== "frame");
    const content = Object.entries(read(field(vector, "frame")) ?? {}).filter(([key]) => key !== "op" && key !== "kind");
    assert.deepEqual(
      Object.fromEntries(
        content.map(([key, value]: [string, unknown]) => [key, value instanceof Uint8Array ? hex(value) : value]),
      ),
      Object.fromEntries(rest),
    );
  }
});

test("wire 10: bundles in the files open to their frames, which read, and their patterns give them back", async () => {
  for (const vector of parsed("valid/courier.json").vectors.filter(({ name }) => name !== "drop")) {
    const opened = (await READERS["bundle"]?.({ ...vector, bytes: vector["bundle"] })) as readonly Uint8Array[];
    assert.deepEqual(opened.map(hex), vector["frames"]);
    READERS[String(vector["name"])]?.(vector);
    const bundle = field(vector, "bundle");
    for (const { text } of vector["patterns"] as readonly { text: string }[])
      assert.deepEqual(READERS["pattern"]?.({ text }), { known: 1, blocks: vector["count"], bundle: null });
    assert.equal(receiptOf(readOffer(String(vector["offer"])), bundle), vector["receipt"]);
  }
});

test("wire 4.2: request, answer, meeting and verdict in the files open to the fields beside them", async () => {
  for (const vector of parsed("valid/contact.json").vectors) {
    const opened = await openContact(vector);
    const fields = Object.entries(opened).map(([name, value]) => [name, plain(value)]);
    for (const [name, value] of fields)
      assert.deepEqual(value, vector[String(name)], `${String(vector["name"])} ${String(name)}`);
    assert.ok(fields.length >= 2);
  }
});

async function openContact(vector: Vector): Promise<object> {
  const where = { realm: String(vector["realm"]), tag: field(vector, "tag") };
  const [secret, envelope] = [field(vector, "requestSecret"), field(vector, "envelope")];
  const key = await keyPair(X25519, field(vector, "keySecret"));
  if (vector["name"] === "request") return contact.openRequest(key, field(vector, "requestPsk"), where, envelope);
  if (vector["name"] === "answer") return contact.openAnswer(secret, where, envelope);
  if (vector["name"] === "meeting") return contact.openMeeting(key, secret, where, envelope);
  return contact.openVerdict(key, secret, where, envelope);
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return hex(value);
  return Array.isArray(value) ? value.map(plain) : value;
}

for (const path of namesIn("invalid/")) {
  const { clause, about, vectors, controls = [] } = parsed(path);
  test(`${clause}: ${path}: ${vectors.length} ${about} are refused by name, ${controls.length} controls accepted`, async () => {
    assert.ok(vectors.length > 0 && controls.length > 0);
    for (const vector of vectors) {
      const read = READERS[String(vector["reader"])];
      assert.ok(read !== undefined, `no reader ${String(vector["reader"])}`);
      const named = (error: unknown) => isOjakError(error) && error.name === vector["error"];
      await assert.rejects(
        async () => read(vector),
        named,
        `${String(vector["name"])} must be refused as ${String(vector["error"])}`,
      );
    }
    for (const control of controls) await READERS[String(control["reader"])]?.(control);
  });
}
