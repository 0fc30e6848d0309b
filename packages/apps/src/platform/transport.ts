import { concat, type Bytes } from "@ojak/core/bytes/bytes";
import { OjakError } from "@ojak/core/errors";
import { DOWN_RESPONSE_BYTES_MAX } from "@ojak/core/limits";
import type { Arrival, OnBytes, Transport } from "@ojak/client/ports";

/** A link that brings nothing for so long is given up; what arrived before counts. */
const STALL_MS_MAX = 30_000;
/** No request keeps the radio on for longer than this, however much still comes. */
const TOTAL_MS_MAX = 90_000;

/** Cuts whatever is on its way at this moment. */
export interface Cutter {
  cut(): void;
}

/** Requests by `fetch`: simple ones in the sense of CORS, without credentials, cache, referrer or redirects. A cut answer still gives what came. */
export function fetchTransports(totalMsMax = TOTAL_MS_MAX): { transportTo(hubOrigin: string): Transport } & Cutter {
  const running = new Set<AbortController>();
  return {
    cut: () => {
      for (const controller of running) controller.abort();
    },
    transportTo: (hubOrigin) => ({
      async post(path, body, onBytes) {
        const controller = new AbortController();
        const total = setTimeout(() => controller.abort(), totalMsMax);
        running.add(controller);
        try {
          return await exchange(`${hubOrigin}${path}`, body, controller, onBytes);
        } finally {
          clearTimeout(total);
          running.delete(controller);
        }
      },
    }),
  };
}

async function exchange(url: string, body: Bytes, controller: AbortController, onBytes: OnBytes | undefined): Promise<Arrival> {
  const stall = stallTimer(controller);
  try {
    const response = await ask(url, body, controller.signal);
    if (response.status === 429 || response.status === 503)
      throw new OjakError("busy", "the hub is busy: try again a little later");
    if (!response.ok) throw new OjakError("unreachable", "what answers there is not the hub");
    return await readAll(response, controller, onBytes, stall);
  } finally {
    stall.stop();
  }
}

async function ask(url: string, body: Bytes, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, {
      method: "POST",
      body,
      headers: { "Content-Type": "text/plain" },
      mode: "cors",
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
      keepalive: false,
      signal,
    });
  } catch (cause) {
    throw new OjakError("unreachable", "the hub could not be reached", { cause });
  }
}

/** No answer of the hub is longer than `DOWN_RESPONSE_BYTES_MAX`: of one that is, no more is taken. */
async function readAll(
  response: Response,
  controller: AbortController,
  onBytes: OnBytes | undefined,
  stall: Stall,
): Promise<Arrival> {
  const chunks: Uint8Array[] = [];
  let count = 0;
  const reader = response.body?.getReader();
  try {
    for (;;) {
      const part = await reader?.read();
      if (part === undefined || part.done) return { body: concat(...chunks), whole: true };
      chunks.push(part.value);
      count += part.value.length;
      stall.restart();
      onBytes?.(count);
      if (count > DOWN_RESPONSE_BYTES_MAX) {
        controller.abort();
        return { body: concat(...chunks), whole: false };
      }
    }
  } catch {
    return { body: concat(...chunks), whole: false };
  }
}

interface Stall {
  restart(): void;
  stop(): void;
}

function stallTimer(controller: AbortController): Stall {
  const start = () => setTimeout(() => controller.abort(), STALL_MS_MAX);
  let timer = start();
  return {
    restart: () => {
      clearTimeout(timer);
      timer = start();
    },
    stop: () => clearTimeout(timer),
  };
}
