import type { Context } from "hono";
import { isOjakError } from "@ojak/core/errors";
import type { HubEnv } from "./env.ts";

/** Any page may ask, without credentials and without a preflight (spec/wire.md 5): the request itself holds all that counts. */
const openHeaders = {
  "Access-Control-Allow-Origin": "*",
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
} as const;
/** The headers of a burst's answer. */
export const bytesHeaders = { ...openHeaders, "Content-Type": "application/octet-stream" } as const;
const textHeaders = { ...openHeaders, "Content-Type": "text/plain; charset=utf-8" } as const;
const jsonHeaders = { ...openHeaders, "Content-Type": "application/json" } as const;
const closing = { Connection: "close" } as const;

const statusOf = {
  version: 400,
  malformed: 400,
  "too-large": 413,
  late: 408,
  cut: 400,
  busy: 503,
  ended: 503,
  storage: 503,
} as const;

function isKnown(name: string): name is keyof typeof statusOf {
  return name in statusOf;
}

/** The answer of a burst's request. */
export function answerBytes(c: Context<HubEnv>, body: Uint8Array<ArrayBuffer>): Response {
  return c.body(body, 200, bytesHeaders);
}

/** A short text. */
export function answerText(c: Context<HubEnv>, status: 200 | 404 | 405, text: string): Response {
  return c.body(text, status, textHeaders);
}

/** A JSON object. */
export function answerJson(c: Context<HubEnv>, body: object): Response {
  return c.body(JSON.stringify(body), 200, jsonHeaders);
}

/** A refusal of a whole request: its stable name as text, and the end of the connection, since the rest of the body is not read. */
export function answerError(c: Context<HubEnv>, name: string): Response {
  const headers = c.env.incoming.httpVersionMajor === 1 ? { ...textHeaders, ...closing } : textHeaders;
  return isKnown(name) ? c.body(name, statusOf[name], headers) : c.body("internal", 500, headers);
}

/** The stable name of what went wrong, and nothing else of it. */
export function errorName(error: unknown): string {
  return isOjakError(error) ? error.name : "internal";
}
