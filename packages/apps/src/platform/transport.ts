import type { Bytes } from "@ojak/core/bytes/bytes";
import { OjakError } from "@ojak/core/errors";
import { type BurstPath, encodeBoth, readParts } from "@ojak/core/wire/both";
import type { Arrival, OnBytes, Transport } from "@ojak/client/ports";
import { post } from "./post.ts";
import { beginConnection } from "./preconnect.ts";

/** No request keeps the radio on for longer than this, however much still comes. */
const TOTAL_MS_MAX = 90_000;

/** Cuts whatever is on its way at this moment. */
export interface Cutter {
  cut(): void;
}

interface Asked {
  readonly path: BurstPath;
  readonly body: Bytes;
  readonly onBytes: OnBytes;
  resolve(arrival: Arrival): void;
  reject(error: unknown): void;
}

/**
 * Requests by `fetch`: simple ones in the sense of CORS, without credentials, cache, referrer or redirects. What is asked in one turn goes in one request
 * (spec/wire.md 5.3), since a browser opens a second connection for a second request while the first is being made. A cut answer still gives what came.
 */
export function fetchTransports(totalMsMax = TOTAL_MS_MAX): { transportTo(hubOrigin: string): Transport } & Cutter {
  const running = new Set<AbortController>();
  const run = async (hubOrigin: string, asked: readonly Asked[]): Promise<void> => {
    const controller = new AbortController();
    const total = setTimeout(() => controller.abort(), totalMsMax);
    running.add(controller);
    try {
      await exchange(hubOrigin, asked, controller);
    } catch (error) {
      for (const one of asked) one.reject(error);
    } finally {
      clearTimeout(total);
      running.delete(controller);
    }
  };
  return {
    cut: () => {
      for (const controller of running) controller.abort();
    },
    transportTo(hubOrigin) {
      let turn: Asked[] = [];
      return {
        post: (path, body, onBytes = () => undefined) =>
          new Promise((resolve, reject) => {
            turn.push({ path, body, onBytes, resolve, reject });
            if (turn.length > 1) return;
            queueMicrotask(() => {
              const asked = turn;
              turn = [];
              void run(hubOrigin, asked);
            });
          }),
      };
    },
  };
}

async function exchange(hubOrigin: string, asked: readonly Asked[], controller: AbortController): Promise<void> {
  await beginConnection(hubOrigin, controller.signal);
  const [first] = asked;
  const down = asked.find(({ path }) => path === "/v1/down");
  const up = asked.find(({ path }) => path === "/v1/up");
  if (first !== undefined && (up === undefined || down === undefined)) {
    first.resolve(await post(hubOrigin + first.path, first.body, controller, (soFar) => first.onBytes(soFar.length)));
    return;
  }
  if (up === undefined || down === undefined) throw new Error("defect: nothing is asked");
  const tell = (soFar: Bytes): void => {
    for (const part of readParts(soFar)) (part.path === "/v1/up" ? up : down).onBytes(part.body.length);
  };
  const { body } = await post(`${hubOrigin}/v1/both`, encodeBoth(down.body, up.body), controller, tell);
  const parts = readParts(body);
  for (const one of [up, down]) {
    const part = parts.find(({ path }) => path === one.path);
    if (part === undefined) one.reject(new OjakError("unreachable", "the link was cut before the hub answered"));
    else if (part.status === 200) one.resolve(part);
    else if (part.status === 503) one.reject(new OjakError("busy", "the hub is busy: try again a little later"));
    else one.reject(new OjakError("unreachable", "what answers there is not the hub"));
  }
}
