import assert from "node:assert/strict";
import { test } from "node:test";
import { CODE, STATE } from "@ojak/core/wire/codes";
import { encodeBody } from "@ojak/core/wire/frames";
import { encodeUpResponse } from "@ojak/core/wire/up";
import { down, post, putOf, startTestHub, up } from "../test/hub-client.ts";

const DAY_MS = 86_400_000;

test("5: answers are CORS-simple, never cached, and bytes", async () => {
  await using hub = await startTestHub();
  for (const path of ["/v1/up", "/v1/down"]) {
    const { status, headers } = await post(hub.url + path, encodeBody([]));
    const named = ["access-control-allow-origin", "cache-control", "content-type", "set-cookie"].map((name) => headers.get(name));
    assert.deepEqual([status, ...named], [200, "*", "no-store", "application/octet-stream", null]);
  }
  assert.deepEqual((await post(`${hub.url}/v1/up`, encodeBody([]))).body, encodeUpResponse([]));
});

test("health tells the realm and the wire's version; / says that this is an API; nothing else is there", async () => {
  await using hub = await startTestHub();
  const health = await fetch(`${hub.url}/health`);
  assert.deepEqual([health.status, await health.json()], [200, { ok: true, realm: "test.ojak", wireVersion: 1 }]);
  assert.match(await (await fetch(hub.url)).text(), /API/u);
  for (const path of ["/empty", "/demo/clock", "/metrics", "/v1/up"])
    assert.equal((await fetch(hub.url + path)).status, 404, path);
  for (const path of ["/empty", "/demo/clock"]) assert.equal((await post(hub.url + path, "1")).status, 404, path);
});

test("metrics are on the admin listener alone, and count totals", async () => {
  await using hub = await startTestHub();
  const { put } = await hub.openDrop();
  await up(hub.url, putOf(put));
  const text = await (await fetch(`${hub.hub.adminUrl}/metrics`)).text();
  assert.match(text, /^ojak_frames_total\{op="put",answer="ok"\} 1$/mu);
  assert.match(text, /^ojak_requests_total\{route="\/v1\/up",status="200"\} 2$/mu);
  assert.equal((await fetch(`${hub.hub.adminUrl}/health`)).status, 404);
});

test("5.2: mail expires after 45 days, and its tombstone is forgotten 90 days later, by the demo clock", async () => {
  await using hub = await startTestHub({ demoClock: true });
  const { take, put } = await hub.openDrop();
  const letter = putOf(put);
  await up(hub.url, letter);
  const turn = async (days: number) => {
    const { status } = await post(`${hub.url}/demo/clock`, String(days * DAY_MS));
    assert.equal(status, 200);
  };
  const state = async () => {
    const [frame] = await down(hub.url, { op: "look", put, tags: [letter.tag] });
    return frame?.kind === "states" ? frame.states[0]?.state : undefined;
  };
  await turn(44);
  assert.equal((await down(hub.url, { op: "take", take, have: [], done: [] })).length, 2);
  assert.equal(await state(), STATE.waiting);
  await turn(1);
  assert.equal((await down(hub.url, { op: "take", take, have: [], done: [] })).length, 1);
  assert.equal(await state(), STATE.expired);
  await turn(89);
  assert.equal(await state(), STATE.expired);
  await turn(1);
  assert.equal(await state(), STATE.unknown);
});

test("the demo clock moves forward only, and only by a number", async () => {
  await using hub = await startTestHub({ demoClock: true });
  for (const body of ["", "-1", "0", "1e3", "x".repeat(99), "99999999999999"])
    assert.equal((await post(`${hub.url}/demo/clock`, body)).status, 400, body);
  assert.equal((await post(`${hub.url}/demo/clock`, "1000")).status, 200);
});

test("5.1: a token is refused past its day and past its worth", async () => {
  await using hub = await startTestHub();
  const { token } = hub;
  const open = () => up(hub.url, { op: "open", token, takeId: crypto.getRandomValues(new Uint8Array(16)), slots: [] });
  for (let i = 0; i < 64; i++) assert.deepEqual(await open(), [CODE.ok]);
  assert.deepEqual(await open(), [CODE.quota]);
  hub.clock.nowMs += 31 * DAY_MS;
  assert.deepEqual(await open(), [CODE.expired]);
});

test("bench: the empty handler is there only when asked for, and is bounded like the real one", async () => {
  await using hub = await startTestHub({ benchEmpty: true });
  assert.equal((await post(`${hub.url}/empty`, new Uint8Array(1_000))).status, 200);
  assert.equal((await post(`${hub.url}/empty`, new Uint8Array(300_000))).status, 413);
});
