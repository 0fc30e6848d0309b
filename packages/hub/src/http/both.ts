import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, Hono } from "hono";
import type { ServerResponse } from "node:http";
import { PassThrough } from "node:stream";
import { readU32 } from "@ojak/core/bytes/bytes";
import { DOWN_BODY_BYTES_MAX, REQUEST_MS_MAX } from "@ojak/core/limits";
import { BOTH_HEAD_BYTES, encodePartHead, type BurstPath } from "@ojak/core/wire/both";
import { answerError, bytesHeaders } from "./answer.ts";
import type { HubEnv } from "./env.ts";
import { receive } from "./receive.ts";
import { Step } from "./step.ts";

/**
 * Mounts `POST /v1/both` and `POST /v1/begin` (spec/wire.md 5.3): both halves of a burst in one request. Browsers open a second connection for a second request while the
 * first is being made; and so down can keep step with up. Each part is handed to its own route as it arrives, and answered as soon as that route has answered.
 */
export function mountBoth(app: Hono<HubEnv>): void {
  app.post("/v1/both", (c) => answerBoth(app, c, false));
  app.post("/v1/begin", (c) => answerBoth(app, c, true));
}

async function answerBoth(app: Hono<HubEnv>, c: Context<HubEnv>, restFollows: boolean): Promise<Response> {
  const { incoming } = c.env;
  // HTTP/2's response has the same methods under another type.
  const outgoing = c.env.outgoing as ServerResponse;
  const parts = new Divider();
  const step = new Step(incoming, (bytes, isLast) => {
    if (!outgoing.headersSent) outgoing.writeHead(200, bytesHeaders);
    if (isLast) outgoing.end(bytes);
    else outgoing.write(bytes);
  });
  if (restFollows) outgoing.writeHead(200, bytesHeaders).flushHeaders();
  let left = 2;
  let isOpen = true;
  outgoing.once("close", () => {
    isOpen = false;
    step.stop();
  });
  const ask = async (path: BurstPath, part: PassThrough): Promise<void> => {
    const env = { incoming: Object.assign(part, { httpVersionMajor: 2 }), outgoing } as unknown as HubEnv["Bindings"];
    const response = await app.fetch(new Request(`http://hub${path}`, { method: "POST" }), env);
    const body = new Uint8Array(await response.arrayBuffer());
    const head = encodePartHead({ path, status: response.status, lengthBytes: body.length });
    if (!isOpen) return;
    left -= 1;
    step.write(Buffer.concat([head, body]), left === 0);
  };
  const answered = Promise.all([ask("/v1/down", parts.down), ask("/v1/up", parts.up)]);
  const end = await receive(incoming, REQUEST_MS_MAX, (chunk) => parts.push(chunk));
  if (!restFollows) step.release();
  isOpen &&= end !== "stopped" && end !== "cut";
  parts.end(end === "whole");
  await answered;
  if (end !== "stopped") return RESPONSE_ALREADY_SENT;
  if (!restFollows) return answerError(c, "too-large");
  outgoing.end();
  return RESPONSE_ALREADY_SENT;
}

/** Divides a body into its two parts as it arrives. */
class Divider {
  readonly down = new PassThrough();
  readonly up = new PassThrough();
  #head = Buffer.alloc(0);
  #downLeft: number | null = null;

  /** False when the head is of no such form. */
  push(chunk: Uint8Array): boolean {
    let rest = chunk;
    if (this.#downLeft === null) {
      this.#head = Buffer.concat([this.#head, chunk]);
      if (this.#head.length < BOTH_HEAD_BYTES) return true;
      this.#downLeft = readU32(Uint8Array.from(this.#head), 0);
      rest = this.#head.subarray(BOTH_HEAD_BYTES);
      if (this.#downLeft > DOWN_BODY_BYTES_MAX) return false;
    }
    const downPart = rest.subarray(0, this.#downLeft);
    const upPart = rest.subarray(downPart.length);
    this.#downLeft -= downPart.length;
    if (downPart.length > 0) this.down.write(downPart);
    if (this.#downLeft === 0 && !this.down.writableEnded) this.down.end();
    if (upPart.length > 0) this.up.write(upPart);
    return true;
  }

  /** A part that was not whole is cut, as its route knows it. */
  end(isWhole: boolean): void {
    for (const part of [this.down, this.up]) {
      if (part.writableEnded) continue;
      if (isWhole && part === this.up && this.down.writableEnded) part.end();
      else part.destroy();
    }
  }
}
