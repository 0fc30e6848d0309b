import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createSecureServer, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { setDefaultCACertificates, type TLSSocket } from "node:tls";
import { createBroker, openBroker } from "@ojak/client/broker/app";
import type { Ports, TlsSessions } from "@ojak/client/ports";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { BOTH_HEAD_BYTES, encodePartHead } from "@ojak/core/wire/both";
import { encodeBody } from "@ojak/core/wire/frames";
import { makeCertificate } from "@ojak/hub/test/certificate";
import { startTestHub } from "@ojak/hub/test/hub-client";
import { http2Transport } from "@ojak/tools/platform/http2-transport";
import { memorySessions, nodePorts } from "@ojak/tools/platform/ports";

const tls = makeCertificate();
const timeoutMs = 5_000;
const small = new Uint8Array(128);
const large = new Uint8Array(30_000);

before(() => setDefaultCACertificates([tls.cert]));

/** A server that notes what it sees, and answers as it is told. */
async function listening(answer: (stream: ServerHttp2Stream, path: string) => void) {
  const server = createSecureServer({ ...tls, minVersion: "TLSv1.3" });
  const seen = { paths: [] as string[], ends: [] as string[], resumed: [] as (boolean | null)[] };
  server.on("secureConnection", (socket: TLSSocket) => {
    seen.resumed.push(socket.isSessionReused());
    socket.on("error", (error: NodeJS.ErrnoException) => seen.ends.push(error.code ?? "")).on("end", () => seen.ends.push("end"));
  });
  server.on("sessionError", () => undefined);
  server.on("stream", (stream: ServerHttp2Stream, headers) => {
    stream.on("error", () => undefined);
    seen.paths.push(String(headers[":path"]));
    answer(stream, String(headers[":path"]));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, seen, [Symbol.asyncDispose]: async () => void server.close() };
}

const answerBoth = (stream: ServerHttp2Stream): void => {
  const parts = (["/v1/down", "/v1/up"] as const).flatMap((path) => {
    const body = Buffer.from(path);
    return [encodePartHead({ path, status: 200, lengthBytes: body.length }), body];
  });
  stream.respond({ ":status": 200 });
  stream.end(Buffer.concat(parts));
};
const textOf = (body: Bytes): string => Buffer.from(body).toString();

test("both requests of a burst go in one, what is asked for before what is sent, and it ends by a reset", async () => {
  const firsts: number[] = [];
  await using server = await listening((stream) => {
    stream.once("data", (chunk: Buffer) => firsts.push(chunk.length)).on("end", () => answerBoth(stream));
  });
  const transport = http2Transport(server.origin, { sessions: memorySessions(), timeoutMs });
  const [up, down] = await Promise.all([transport.post("/v1/up", large), transport.post("/v1/down", small)]);
  assert.deepEqual([textOf(up.body), textOf(down.body), up.whole && down.whole], ["/v1/up", "/v1/down", true]);
  assert.deepEqual(server.seen.paths, ["/v1/both"]);
  assert.deepEqual(firsts, [BOTH_HEAD_BYTES + small.length], "the hub can act on it while the rest is still on its way");
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(server.seen.ends, ["ECONNRESET"], "no closing handshake of TLS or TCP");
});

test("the hub resumes the session of the burst before, and no session is shown twice", async () => {
  await using hub = await startTestHub({ tls });
  const shown: (Bytes | null)[] = [];
  const memory = memorySessions();
  const sessions = {
    ...memory,
    take() {
      const session = memory.take();
      shown.push(session);
      return session;
    },
  };
  const transport = http2Transport(hub.url, { sessions, timeoutMs });
  for (let i = 0; i < 3; i++) {
    const [up, down] = await Promise.all([transport.post("/v1/up", encodeBody([])), transport.post("/v1/down", encodeBody([]))]);
    assert.deepEqual([up.body.length, down.body.length], [64, 1_024]);
  }
  assert.deepEqual(
    shown.map((one) => one !== null),
    [false, true, true],
  );
  assert.notDeepEqual(shown[1], shown[2]);
});

test("a program's next burst resumes the session that its vault kept, and nothing of it lies beside the vault", async () => {
  await using hub = await startTestHub({ tls });
  const folder = await mkdtemp(join(tmpdir(), "ojak-session-"));
  const shown: (Bytes | null)[] = [];
  const phone = (): Ports => {
    const ports = nodePorts(join(folder, "vault.bin"), { nowMs: () => Date.now() });
    const spied = (sessions: TlsSessions): TlsSessions => ({
      ...sessions,
      take() {
        const session = sessions.take();
        shown.push(session);
        return session;
      },
    });
    const transportTo: Ports["transportTo"] = (origin, { sessions = memorySessions(), ...options } = {}) =>
      ports.transportTo(origin, { ...options, sessions: spied(sessions) });
    return { ...ports, transportTo };
  };
  const access = { token: hub.token, hubOrigin: hub.url.replace(/\/$/u, ""), realm: "test.ojak" };
  const begun = { access, brokerWords: [1, 2, 3, 4, 5, 6], passphrase: [1, 2, 3, 4], language: "en" } as const;
  const first = await createBroker(phone(), begun);
  await first.burst();
  first.lock();
  for (let process = 0; process < 2; process++) {
    const broker = await openBroker(phone(), begun.passphrase);
    assert.equal((await broker.burst()).complete, true);
    broker.lock();
  }
  assert.deepEqual(
    shown.map((one) => one !== null),
    [false, true, true],
  );
  assert.notDeepEqual(shown[1], shown[2]);
  assert.deepEqual(await readdir(folder), ["vault.bin"]);
  await rm(folder, { recursive: true });
});

test("what arrived before a cut counts, a hard stop cuts, and bytes are told as they come", async () => {
  await using server = await listening((stream) => {
    stream.respond({ ":status": 200 });
    stream.write("first");
  });
  const stop = new AbortController();
  const transport = http2Transport(server.origin, { sessions: memorySessions(), timeoutMs, signal: stop.signal });
  const told: number[] = [];
  const arrival = await transport.post("/v1/down", small, (bytes) => {
    told.push(bytes);
    stop.abort();
  });
  assert.deepEqual([textOf(arrival.body), arrival.whole, told], ["first", false, [5]]);
  await assert.rejects(transport.post("/v1/down", small), { name: "unreachable" });
});

test("errors: nobody there, a hub that turns away, a body that is too large, and silence", async () => {
  const options = { sessions: memorySessions(), timeoutMs };
  await assert.rejects(http2Transport("https://127.0.0.1:9", options).post("/v1/up", small), { name: "unreachable" });
  await using server = await listening((stream, path) => {
    if (path === "/v1/down") stream.respond({ ":status": 503 }, { endStream: true });
    else stream.respond({ ":status": 413 }, { endStream: true });
  });
  await assert.rejects(http2Transport(server.origin, options).post("/v1/down", small), { name: "busy" });
  await assert.rejects(http2Transport(server.origin, options).post("/v1/up", small), { name: "too-large" });
  await using silent = await listening(() => undefined);
  const short = http2Transport(silent.origin, { ...options, timeoutMs: 200 });
  await assert.rejects(short.post("/v1/up", small), { name: "unreachable" });
});
