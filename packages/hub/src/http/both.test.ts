import assert from "node:assert/strict";
import { connect as connectHttp2 } from "node:http2";
import { before, test } from "node:test";
import { setDefaultCACertificates } from "node:tls";
import { concat } from "@ojak/core/bytes/bytes";
import { DOWN_BODY_BYTES_MAX } from "@ojak/core/limits";
import { encodeBothHead, readParts } from "@ojak/core/wire/both";
import { encodeDown } from "@ojak/core/wire/down";
import { encodeBody } from "@ojak/core/wire/frames";
import { decodeUpResponse, encodeUp } from "@ojak/core/wire/up";
import { makeCertificate } from "../../test/certificate.ts";
import { down, post, putOf, startTestHub } from "../../test/hub-client.ts";

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
  const up = parts.find(({ path }) => path === "/v1/up");
  assert.deepEqual([up?.status, up === undefined ? null : decodeUpResponse(up.body)], [200, [0]]);
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
