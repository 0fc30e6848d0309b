import { Hono } from "hono";
import { OjakError, isOjakError } from "@ojak/core/errors";
import { REQUEST_MS_MAX, UP_BODY_BYTES_MAX, UP_RESPONSE_FLOOR_BYTES, WIRE_VERSION } from "@ojak/core/limits";
import type { DemoClock } from "./clock.ts";
import { mountDrops } from "./drops/routes.ts";
import type { DropsService } from "./drops/service.ts";
import { answerBytes, answerError, answerJson, answerText, errorName } from "./http/answer.ts";
import { mountBoth } from "./http/both.ts";
import type { HubEnv } from "./http/env.ts";
import { receive } from "./http/receive.ts";

/** Told of each answered request: which route (a fixed word), the status, the frames it held, and how long it took. */
export type RequestListener = (route: string, status: number, frames: number, ms: number) => void;

/** What the interface is made of. */
export interface AppParts {
  readonly service: DropsService;
  readonly realm: string;
  readonly onRequest: RequestListener;
  /** Told of what should not have happened, by its stable name. */
  readonly onError: (name: string) => void;
  /** Only for a demonstration on this machine: lets `POST /demo/clock` turn the clock forward. */
  readonly demo?: { readonly clock: DemoClock; readonly turned: () => Promise<void> } | undefined;
  /** Only for the bench: mounts `POST /empty`, which reads a body and does nothing. */
  readonly benchEmpty?: boolean | undefined;
}

const DEMO_BODY_BYTES_MAX = 32;
const ROUTES = new Set(["/", "/health", "/v1/up", "/v1/down", "/v1/both", "/v1/begin"]);

/** The hub's HTTP interface; it answers through Node's own request object, so that it runs under @hono/node-server only. */
export function makeApp(parts: AppParts): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  app.use(async (c, next) => {
    const startMs = performance.now();
    c.set("frames", 0);
    await next();
    const route = ROUTES.has(c.req.path) ? c.req.path : "other";
    parts.onRequest(route, c.res.status, c.get("frames"), performance.now() - startMs);
  });
  app.onError((error, c) => {
    const name = errorName(error);
    parts.onError(name);
    return answerError(c, name);
  });
  app.notFound((c) => answerText(c, 404, "There is nothing here.\n"));
  app.get("/", (c) =>
    answerText(
      c,
      200,
      "This is the API of an Ojak hub. It serves no pages: open the app from the address that you were given.\n",
    ),
  );
  app.get("/health", (c) => answerJson(c, { ok: true, realm: parts.realm, wireVersion: WIRE_VERSION }));
  mountDrops(app, parts.service);
  mountBoth(app);
  if (parts.demo !== undefined) mountDemoClock(app, parts.demo);
  if (parts.benchEmpty === true) mountEmpty(app);
  return app;
}

function mountDemoClock(app: Hono<HubEnv>, { clock, turned }: NonNullable<AppParts["demo"]>): void {
  app.post("/demo/clock", async (c) => {
    const text = await receiveText(c.env.incoming);
    try {
      clock.advance(/^\d{1,15}$/u.test(text) ? Number(text) : 0);
    } catch (error) {
      if (isOjakError(error, "malformed")) return answerError(c, "malformed");
      throw error;
    }
    await turned();
    return answerJson(c, { nowMs: clock.nowMs() });
  });
}

async function receiveText(incoming: HubEnv["Bindings"]["incoming"]): Promise<string> {
  let text = "";
  const received = await receive(incoming, REQUEST_MS_MAX, (chunk) => {
    text += String.fromCharCode(...chunk.subarray(0, DEMO_BODY_BYTES_MAX));
    return text.length <= DEMO_BODY_BYTES_MAX;
  });
  if (received !== "whole") throw new OjakError("malformed", "the body is too long or was cut");
  return text.trim();
}

function mountEmpty(app: Hono<HubEnv>): void {
  app.post("/empty", async (c) => {
    let seenBytes = 0;
    const end = await receive(c.env.incoming, REQUEST_MS_MAX, (chunk) => (seenBytes += chunk.length) <= UP_BODY_BYTES_MAX);
    return end === "whole" ? answerBytes(c, new Uint8Array(UP_RESPONSE_FLOOR_BYTES)) : answerError(c, "too-large");
  });
}
