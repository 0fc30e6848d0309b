import assert from "node:assert/strict";
import { connect } from "node:net";
import { once } from "node:events";
import { test } from "node:test";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { encodeCbor } from "@ojak/core/bytes/cbor";
import { DOWN_BODY_BYTES_MAX, DOWN_FRAMES_MAX, FRAME_BYTES_MAX, UP_BODY_BYTES_MAX, UP_FRAMES_MAX } from "@ojak/core/limits";
import { CODE } from "@ojak/core/wire/codes";
import type { DownResponse } from "@ojak/core/wire/down";
import { decodeDownResponse, encodeDown } from "@ojak/core/wire/down";
import { encodeBody, readBody } from "@ojak/core/wire/frames";
import { decodeUpResponse, encodeUp } from "@ojak/core/wire/up";
import { down, fresh, post, putOf, startTestHub, up } from "../../test/hub-client.ts";

const parcelsOf = (frames: readonly DownResponse[]) => frames.filter((frame) => frame.kind === "parcel");
const take = (capability: Bytes, have: readonly Uint8Array[] = [], done: readonly Uint8Array[] = []) =>
  ({ op: "take", take: capability, have, done }) as const;

/** Sends the beginning of a request and leaves, once `until` says so. */
async function cutRequest(
  url: string,
  path: string,
  announcedBytes: number,
  body: Uint8Array,
  until: () => Promise<boolean>,
): Promise<void> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  await once(socket, "connect");
  socket.on("error", () => {});
  socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: ${announcedBytes}\r\n\r\n`);
  socket.write(body);
  for (let i = 0; i < 200 && !(await until()); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  socket.destroy();
}

test("5: frames stand alone: what is between broken ones is done", async () => {
  await using hub = await startTestHub();
  const { take: owner, put } = await hub.openDrop();
  const [first, second] = [putOf(put), putOf(put)];
  const old = encodeUp({ ...putOf(put), envelope: fresh(817).fill(9, 0, 1) });
  const { body } = await post(
    `${hub.url}/v1/up`,
    encodeBody([encodeUp(first), Uint8Array.of(0xff, 1, 2), old, encodeCbor([77, "new"]), encodeUp(second)]),
  );
  assert.deepEqual(decodeUpResponse(body), [CODE.ok, CODE.malformed, CODE.malformed, CODE.unsupported, CODE.ok]);
  const answers = await post(`${hub.url}/v1/down`, encodeBody([Uint8Array.of(1), encodeCbor([9]), encodeDown(take(owner))]));
  const frames = readBody(answers.body, { bodyBytesMax: 9_999, framesMax: 9 }).frames.map(decodeDownResponse);
  assert.deepEqual(frames.slice(0, 2), [
    { kind: "refused", index: 0, code: CODE.malformed },
    { kind: "refused", index: 1, code: CODE.unsupported },
  ]);
  assert.deepEqual(
    parcelsOf(frames).map((parcel) => parcel.index),
    [2, 2],
  );
});

test("5: a cut up body acts on its whole frames", async () => {
  await using hub = await startTestHub();
  const { take: owner, put } = await hub.openDrop();
  const [whole, half] = [putOf(put), putOf(put)];
  const body = encodeBody([encodeUp(whole), encodeUp(half)]);
  const arrived = async () => parcelsOf(await down(hub.url, take(owner))).length > 0;
  await cutRequest(hub.url, "/v1/up", body.length, body.subarray(0, body.length - 40), arrived);
  assert.deepEqual(
    parcelsOf(await down(hub.url, take(owner))).map((parcel) => parcel.tag),
    [whole.tag],
  );
});

test("5: a cut down body acknowledges what it could", async () => {
  await using hub = await startTestHub();
  const { take: owner, put } = await hub.openDrop();
  const letter = putOf(put);
  await up(hub.url, letter);
  const body = encodeBody([encodeDown(take(owner, [], [letter.tag])), encodeDown(take(owner))]);
  await cutRequest(hub.url, "/v1/down", body.length, body.subarray(0, body.length - 10), async () => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    return true;
  });
  for (let i = 0; i < 100 && parcelsOf(await down(hub.url, take(owner))).length > 0; i++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual(parcelsOf(await down(hub.url, take(owner))), []);
});

test("5: a body without its end mark is answered for the frames that it has", async () => {
  await using hub = await startTestHub();
  const { put } = await hub.openDrop();
  const body = encodeBody([encodeUp(putOf(put)), encodeUp(putOf(put))]);
  const { body: answer } = await post(`${hub.url}/v1/up`, body.slice(0, -500));
  assert.deepEqual(decodeUpResponse(answer), [CODE.ok]);
});

test("5: another version, broken padding and oversize everything are refused by name", async () => {
  await using hub = await startTestHub();
  const refused = async (path: string, body: Bytes, status: number, name: string) => {
    const response = await post(hub.url + path, body);
    assert.deepEqual([response.status, new TextDecoder().decode(response.body)], [status, name], path);
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
  };
  const dirty = encodeBody([], 100).fill(1, 99);
  const longFrame = new Uint8Array(FRAME_BYTES_MAX + 10).fill(1, 0, 1).fill(0x10, 1, 3);
  const many = (count: number) => encodeBody(Array.from({ length: count }, () => Uint8Array.of(1)));
  for (const [path, bytesMax, framesMax] of [
    ["/v1/up", UP_BODY_BYTES_MAX, UP_FRAMES_MAX],
    ["/v1/down", DOWN_BODY_BYTES_MAX, DOWN_FRAMES_MAX],
  ] as const) {
    await refused(path, Uint8Array.of(2, 0, 0), 400, "version");
    await refused(path, dirty, 400, "malformed");
    await refused(path, longFrame, 413, "too-large");
    await refused(path, many(framesMax + 1), 413, "too-large");
    await refused(path, encodeBody([], bytesMax + 1), 413, "too-large");
    assert.equal((await post(hub.url + path, encodeBody([], bytesMax))).status, 200);
    assert.equal((await post(hub.url + path, many(framesMax))).status, 200);
  }
});
