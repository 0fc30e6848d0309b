import type { Bytes } from "@ojak/core/bytes/bytes";
import { OjakError } from "@ojak/core/errors";
import { AIR_MS_MAX } from "@ojak/core/limits";
import { type BurstPath, encodeBoth, readParts } from "@ojak/core/wire/both";
import type { Arrival, OnBytes, Ports } from "@ojak/client/ports";
import { post } from "./post.ts";
import { beginConnection } from "./preconnect.ts";

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
export function fetchTransports(): Pick<Ports, "transportTo"> & Cutter {
  const running = new Set<AbortController>();
  const run = async (hubOrigin: string, asked: readonly Asked[], leftMs: number): Promise<void> => {
    const controller = new AbortController();
    // The radio is not kept on for longer, however much still comes.
    const total = setTimeout(() => controller.abort(), leftMs);
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
    transportTo(hubOrigin, { airMsMax = AIR_MS_MAX } = {}) {
      let turn: Asked[] = [];
      let endMs: number | null = null;
      return {
        post: (path, body, onBytes = () => undefined) =>
          new Promise((resolve, reject) => {
            turn.push({ path, body, onBytes, resolve, reject });
            if (turn.length > 1) return;
            queueMicrotask(() => {
              const asked = turn;
              turn = [];
              endMs ??= performance.now() + airMsMax;
              void run(hubOrigin, asked, endMs - performance.now());
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
