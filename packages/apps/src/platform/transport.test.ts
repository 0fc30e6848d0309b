import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { isOjakError } from "@ojak/core/errors";
import { DOWN_RESPONSE_BYTES_MAX } from "@ojak/core/limits";
import { encodePartHead } from "@ojak/core/wire/both";
import { fetchTransports } from "./transport.ts";

async function withServer(listener: RequestListener, use: (origin: string) => Promise<void>): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const BODY = Uint8Array.of(1, 2, 3);

test("a whole answer arrives, with its bytes counted; the request is a simple one", async () => {
  await withServer(
    (request, response) => {
      assert.equal(request.method, "POST");
      assert.equal(request.headers["content-type"], "text/plain");
      assert.equal(request.headers.cookie, undefined);
      response.end(Buffer.alloc(3_000, 7));
    },
    async (origin) => {
      const counts: number[] = [];
      const { body, whole } = await fetchTransports()
        .transportTo(origin)
        .post("/v1/up", BODY, (count) => counts.push(count));
      assert.equal(body.length, 3_000);
      assert.ok(whole);
      assert.equal(counts.at(-1), 3_000);
    },
  );
});

test("a cut answer gives what arrived", async () => {
  await withServer(
    (_request, response) => {
      response.writeHead(200, { "Content-Length": "1000" });
      response.write(Buffer.alloc(400, 9), () => setTimeout(() => response.destroy(), 20));
    },
    async (origin) => {
      const { body, whole } = await fetchTransports().transportTo(origin).post("/v1/down", BODY);
      assert.equal(body.length, 400);
      assert.equal(whole, false);
    },
  );
});

test("cutting from this side gives what arrived, too", async () => {
  await withServer(
    (_request, response) => {
      response.writeHead(200, { "Content-Length": "1000" });
      response.write(Buffer.alloc(100, 9));
    },
    async (origin) => {
      const transports = fetchTransports();
      const { body, whole } = await transports.transportTo(origin).post("/v1/down", BODY, () => transports.cut());
      assert.equal(body.length, 100);
      assert.equal(whole, false);
    },
  );
});

test("no hub is unreachable, a busy one is busy", async () => {
  await assert.rejects(fetchTransports().transportTo("http://127.0.0.1:1").post("/v1/up", BODY), (error) =>
    isOjakError(error, "unreachable"),
  );
  await withServer(
    (_request, response) => void response.writeHead(503).end(),
    async (origin) => {
      await assert.rejects(fetchTransports().transportTo(origin).post("/v1/up", BODY), (error) => isOjakError(error, "busy"));
    },
  );
});

test("of an answer longer than any hub's, no more is taken", { timeout: 10_000 }, async () => {
  await withServer(
    (_request, response) => {
      response.writeHead(200);
      const flow = setInterval(() => response.write(Buffer.alloc(50_000)), 5);
      response.on("close", () => clearInterval(flow));
    },
    async (origin) => {
      const { body, whole } = await fetchTransports().transportTo(origin).post("/v1/down", BODY);
      assert.equal(whole, false);
      assert.ok(body.length > DOWN_RESPONSE_BYTES_MAX && body.length < 2 * DOWN_RESPONSE_BYTES_MAX);
    },
  );
});

test("an answer that never ends is given up, however steadily it comes", { timeout: 10_000 }, async () => {
  await withServer(
    (_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write("."), 10);
      response.on("close", () => clearInterval(drip));
    },
    async (origin) => {
      const { body, whole } = await fetchTransports().transportTo(origin, { airMsMax: 300 }).post("/v1/down", BODY);
      assert.equal(whole, false);
      assert.ok(body.length > 0);
    },
  );
});

test("a long body goes in two: the rest on the head of the first answer, and each answer is its own", async () => {
  const order: string[] = [];
  await withServer(
    (request, response) => {
      order.push(request.url ?? "");
      if (request.url === "/v1/up") return void request.resume().on("end", () => response.end("rest"));
      response.writeHead(200).flushHeaders();
      request.resume().on("end", () => {
        const [down, up] = ["/v1/down", "/v1/up"].map((path) => Buffer.from(path));
        if (down === undefined || up === undefined) return;
        const heads = (["/v1/down", "/v1/up"] as const).map((path) =>
          encodePartHead({ path, status: 200, lengthBytes: path.length }),
        );
        // Only once the rest is there: it did not wait for this.
        const look = setInterval(() => {
          if (!order.includes("/v1/up")) return;
          clearInterval(look);
          response.end(Buffer.concat([heads[0] ?? down, down, heads[1] ?? up, up]));
        }, 5);
      });
    },
    async (origin) => {
      const transport = fetchTransports().transportTo(origin);
      assert.equal(transport.cutsUp, true);
      const answers = await Promise.all([
        transport.post("/v1/down", BODY),
        transport.post("/v1/up", BODY),
        transport.post("/v1/up", BODY),
      ]);
      assert.deepEqual(
        answers.map(({ body }) => new TextDecoder().decode(body)),
        ["/v1/down", "/v1/up", "rest"],
      );
      assert.deepEqual(order, ["/v1/begin", "/v1/up"]);
    },
  );
});

test("when the first of two is turned away, the second is not made and both are refused", async () => {
  await withServer(
    (_request, response) => void response.writeHead(503).end(),
    async (origin) => {
      const transport = fetchTransports().transportTo(origin);
      const asked = (["/v1/down", "/v1/up", "/v1/up"] as const).map((path) => transport.post(path, BODY));
      for (const one of await Promise.allSettled(asked)) assert.ok(one.status === "rejected" && isOjakError(one.reason, "busy"));
    },
  );
});
