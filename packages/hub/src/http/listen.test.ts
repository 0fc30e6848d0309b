import assert from "node:assert/strict";
import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { request as requestHttps } from "node:https";
import { connect } from "node:net";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { encodeBody } from "@ojak/core/wire/frames";
import { decodeUpResponse, encodeUp } from "@ojak/core/wire/up";
import { makeCertificate } from "../../test/certificate.ts";
import { putOf, startTestHub } from "../../test/hub-client.ts";
import { listen } from "./listen.ts";

test("TLS: HTTP/2 carries both requests of a burst on one connection, and HTTP/1.1 serves who asks for it", async () => {
  const tls = makeCertificate();
  await using hub = await startTestHub({ tls });
  const session = connectHttp2(hub.url, { ca: tls.cert });
  const post = async (path: string, body: Uint8Array) => {
    const stream = session.request({ ":method": "POST", ":path": path, "content-type": "text/plain" });
    stream.end(body);
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return new Uint8Array(Buffer.concat(chunks));
  };
  const [up, down] = await Promise.all([
    post("/v1/up", encodeBody([encodeUp(putOf(new Uint8Array(32)))])),
    post("/v1/down", encodeBody([])),
  ]);
  assert.deepEqual([decodeUpResponse(up), down.length], [[1], 1_024]);
  const refused = await post("/v1/up", new Uint8Array(300_000).fill(1, 0, 1));
  assert.equal(Buffer.from(refused).toString(), "too-large");
  session.close();
  const { hostname, port } = new URL(hub.url);
  const [response] = await once(requestHttps({ hostname, port, path: "/health", ca: tls.cert }).end(), "response");
  assert.equal(response.statusCode, 200);
  response.destroy();
});

test("shutdown: what is under way is finished, idle connections are ended", async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const server = await listen({
    host: "127.0.0.1",
    port: 0,
    portName: "PORT",
    fetch: async () => {
      await held;
      return new Response("done");
    },
  });
  const idle = connect(server.port, "127.0.0.1");
  await once(idle, "connect");
  const answer = fetch(server.url);
  await wait(50);
  const closed = server.close();
  await assert.rejects(fetch(server.url));
  release();
  assert.equal(await (await answer).text(), "done");
  await closed;
  idle.destroy();
});
