import assert from "node:assert/strict";
import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { duplexPair } from "node:stream";
import { before, test } from "node:test";
import { connect as connectTls, setDefaultCACertificates } from "node:tls";
import { concat, type Bytes } from "@ojak/core/bytes/bytes";
import { DOWN_BODY_BYTES_MAX, STEP_AHEAD_BYTES, STEP_LOOK_MS, STEP_MS_MAX, TLS_RECORD_BYTES_MAX } from "@ojak/core/limits";
import { encodeBothHead, readParts } from "@ojak/core/wire/both";
import { encodeDown } from "@ojak/core/wire/down";
import { encodeBody } from "@ojak/core/wire/frames";
import { decodeUpResponse, encodeUp } from "@ojak/core/wire/up";
import { makeCertificate } from "../../test/certificate.ts";
import { down, post, putOf, startTestHub, type TestHub, up } from "../../test/hub-client.ts";

const tls = makeCertificate();
const encodeBoth = (first: Uint8Array, second: Uint8Array) => concat(encodeBothHead(first), second);
before(() => setDefaultCACertificates([tls.cert]));

test("5.3: both requests in one are answered as each alone would be", async () => {
  await using hub = await startTestHub();
  const { take, put } = await hub.openDrop();
  const asked = encodeBody([encodeDown({ op: "take", take, have: [], done: [] })]);
  const { status, body, headers } = await post(`${hub.url}/v1/both`, encodeBoth(asked, encodeBody([encodeUp(putOf(put))])));
  assert.deepEqual([status, headers.get("access-control-allow-origin")], [200, "*"]);
  const parts = readParts(body);
  const sent = parts.find(({ path }) => path === "/v1/up");
  assert.deepEqual([sent?.status, sent === undefined ? null : decodeUpResponse(sent.body)], [200, [0]]);
  assert.equal(parts.find(({ path }) => path === "/v1/down")?.body.length, 1_024);
  assert.equal((await down(hub.url, { op: "take", take, have: [], done: [] })).length, 2, "what was put is there");
});

test("5.3: each part has a status of its own, and a head of another form is refused", async () => {
  await using hub = await startTestHub();
  const { body } = await post(`${hub.url}/v1/both`, encodeBoth(Uint8Array.of(9), encodeBody([])));
  const statuses = Object.fromEntries(readParts(body).map(({ path, status }) => [path, status]));
  assert.deepEqual(statuses, { "/v1/down": 400, "/v1/up": 200 });
  const tooLong = concat(Uint8Array.of(0, 1, 0, 0), new Uint8Array(DOWN_BODY_BYTES_MAX));
  assert.equal((await post(`${hub.url}/v1/both`, tooLong)).status, 413);
});

test("5.3: the answer to down goes out while the rest of up is still to come", async () => {
  await using hub = await startTestHub({ tls });
  const session = connectHttp2(hub.url, { ca: tls.cert });
  const stream = session.request({ ":method": "POST", ":path": "/v1/both", "content-type": "text/plain" });
  const whole = encodeBoth(encodeBody([]), encodeBody([]));
  stream.write(whole.subarray(0, -1));
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    if (chunks.length > 1) continue;
    assert.equal(readParts(Uint8Array.from(Buffer.concat(chunks)))[0]?.path, "/v1/down");
    stream.end(whole.subarray(-1));
  }
  assert.deepEqual(
    readParts(Uint8Array.from(Buffer.concat(chunks))).map(({ path, whole: isWhole }) => [path, isWhole]),
    [
      ["/v1/down", true],
      ["/v1/up", true],
    ],
  );
  session.close();
});

test("5.3: of a cut request the whole frames of both parts count", async () => {
  await using hub = await startTestHub({ tls });
  const { take, put } = await hub.openDrop();
  const session = connectHttp2(hub.url, { ca: tls.cert });
  const stream = session.request({ ":method": "POST", ":path": "/v1/both", "content-type": "text/plain" });
  stream.on("error", () => undefined);
  stream.write(encodeBoth(encodeBody([]), encodeBody([encodeUp(putOf(put))])).subarray(0, -2));
  await new Promise((resolve) => setTimeout(resolve, 100));
  session.destroy();
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal((await down(hub.url, { op: "take", take, have: [], done: [] })).length, 2);
});

const END_STREAM = 1;
const FRAME_HEAD_BYTES = 9;

/** A session whose incoming frames can be looked at (RFC 9113, 4.1: u24 length, u8 type, u8 flags, u32 stream). */
async function tappedSession(url: string) {
  const socket = connectTls({ host: "127.0.0.1", port: Number(new URL(url).port), ca: tls.cert, ALPNProtocols: ["h2"] });
  await once(socket, "secureConnect");
  const chunks: Buffer[] = [];
  const [ours, theirs] = duplexPair();
  socket
    .on("data", (chunk: Buffer) => chunks.push(chunk))
    .pipe(theirs)
    .pipe(socket);
  const framesOf = (stream: number) => {
    const frames: { readonly lengthBytes: number; readonly flags: number }[] = [];
    const bytes = Buffer.concat(chunks);
    for (let at = 0; at + FRAME_HEAD_BYTES <= bytes.length;) {
      const lengthBytes = bytes.readUIntBE(at, 3);
      if (bytes.readUInt32BE(at + 5) === stream) frames.push({ lengthBytes, flags: bytes[at + 4] ?? 0 });
      at += FRAME_HEAD_BYTES + lengthBytes;
    }
    return frames;
  };
  return { session: connectHttp2(url, { createConnection: () => ours }), framesOf };
}

/** What waits, and how the answer to it is asked for: `begin` tells it first to whoever reads. */
async function openFull(hub: TestHub, parcels: number): Promise<Bytes> {
  const { take, put } = await hub.openDrop();
  for (let i = 0; i < parcels; i++) await up(hub.url, putOf(put, 3_824));
  return encodeBody([encodeDown({ op: "take", take, have: [], done: [] })]);
}

test("5.3: an answer is at most a little ahead of what goes up, also within a TLS record, and comes whole in the end", async () => {
  await using hub = await startTestHub({ tls });
  const asked = await openFull(hub, 8);
  for (const [path, rest] of [
    ["/v1/both", null],
    ["/v1/begin", "/v1/up"],
  ] as const) {
    const session = connectHttp2(hub.url, { ca: tls.cert });
    const chunks: Buffer[] = [];
    const came = (): number => chunks.reduce((sum, { length }) => sum + length, 0);
    const stream = session.request({ ":method": "POST", ":path": path, "content-type": "text/plain" });
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    const whole = encodeBoth(asked, encodeBody([], 9_000));
    stream.write(whole.subarray(0, -5_000));
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.ok(came() > 1_000, "it begins");
    assert.ok(came() <= STEP_AHEAD_BYTES + whole.length, `${came()} bytes came, ${whole.length - 5_000} went`);
    stream.end(whole.subarray(-5_000));
    if (rest !== null) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      assert.ok(came() <= STEP_AHEAD_BYTES + 2 * whole.length, "the rest is still to come");
      session.request({ ":method": "POST", ":path": rest, "content-type": "text/plain" }).end(Buffer.from(encodeBody([])));
    }
    await once(stream, "end");
    const parts = readParts(Uint8Array.from(Buffer.concat(chunks)));
    assert.deepEqual(
      parts.map((part) => [part.status, part.whole]),
      [
        [200, true],
        [200, true],
      ],
    );
    assert.ok(came() > 8 * 3_824);
    session.close();
  }
});

test("5.3: what keeps step comes in whole TLS records: a packet of a few bytes wants an acknowledgement like any other", async () => {
  await using hub = await startTestHub({ tls });
  const asked = await openFull(hub, 8);
  const session = connectHttp2(hub.url, { ca: tls.cert });
  const sizes: number[] = [];
  const stream = session.request({ ":method": "POST", ":path": "/v1/both", "content-type": "text/plain" });
  stream.on("data", (chunk: Buffer) => sizes.push(chunk.length));
  const whole = encodeBoth(asked, encodeBody([], 9_000));
  for (let at = 0; at < 8_000; at += 1_000) {
    stream.write(whole.subarray(at, at + 1_000));
    await new Promise((resolve) => setTimeout(resolve, STEP_LOOK_MS));
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  const record = TLS_RECORD_BYTES_MAX - FRAME_HEAD_BYTES;
  const came = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(came > STEP_AHEAD_BYTES && came < 8 * 3_824, `${came} bytes came`);
  assert.equal(came % record, 0, sizes.join(" "));
  session.destroy();
});

test("the last bytes of an answer carry its end", async () => {
  await using hub = await startTestHub({ tls });
  for (const path of ["/v1/down", "/v1/up", "/v1/both"]) {
    const { session, framesOf } = await tappedSession(hub.url);
    const body = path === "/v1/both" ? encodeBoth(encodeBody([]), encodeBody([])) : encodeBody([]);
    const stream = session.request({ ":method": "POST", ":path": path, "content-type": "text/plain" });
    stream.end(body).resume();
    await once(stream, "end");
    const last = framesOf(stream.id ?? 0).at(-1);
    assert.ok(last !== undefined && last.lengthBytes > 0 && (last.flags & END_STREAM) !== 0, `${path}: ${JSON.stringify(last)}`);
    session.close();
  }
});

test("5.3: when nothing more goes up for a while, the answer waits no longer; a begun answer has its head before the request is whole", async () => {
  await using hub = await startTestHub({ tls });
  const asked = await openFull(hub, 8);
  const session = connectHttp2(hub.url, { ca: tls.cert });
  const stream = session.request({ ":method": "POST", ":path": "/v1/begin", "content-type": "text/plain" });
  await once(stream, "response");
  let came = 0;
  stream.on("data", (chunk: Buffer) => (came += chunk.length));
  stream.write(encodeBoth(asked, encodeBody([])).subarray(0, -1));
  await new Promise((resolve) => setTimeout(resolve, STEP_MS_MAX + 500));
  assert.ok(came > 8 * 3_824, `${came} bytes`);
  session.destroy();
});

test("5.3: what is refused whole after its head was sent ends without a part", async () => {
  await using hub = await startTestHub({ tls });
  const tooLong = concat(Uint8Array.of(0, 1, 0, 0), new Uint8Array(DOWN_BODY_BYTES_MAX));
  const { status, body } = await post(`${hub.url}/v1/begin`, tooLong);
  assert.deepEqual([status, body.length], [200, 0]);
});
