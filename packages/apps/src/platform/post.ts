import { concat, type Bytes } from "@ojak/core/bytes/bytes";
import { OjakError } from "@ojak/core/errors";
import { BURST_ANSWER_BYTES_MAX } from "@ojak/core/limits";
import { refusalOf } from "@ojak/client/hub/together";
import type { Arrival } from "@ojak/client/ports";

/** A link that brings nothing for so long is given up; what arrived before counts. */
const STALL_MS_MAX = 30_000;

/** Told of an answer on its way. */
export interface Listeners {
  readonly onSoFar: (soFar: Bytes) => void;
  readonly onHead: () => void;
}

/** One request by `fetch`, and all that came of its answer. Throws `unreachable`, `busy` or `too-large`. */
export async function post(
  url: string,
  body: Bytes,
  controller: AbortController,
  { onSoFar, onHead }: Listeners,
): Promise<Arrival> {
  const stall = stallTimer(controller);
  try {
    const response = await ask(url, body, controller.signal);
    if (!response.ok) throw refusalOf(response.status);
    onHead();
    return await readAll(response, controller, onSoFar, stall);
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

/** No answer of the hub is longer than `BURST_ANSWER_BYTES_MAX`: of one that is, no more is taken. */
async function readAll(
  response: Response,
  controller: AbortController,
  onSoFar: (soFar: Bytes) => void,
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
      onSoFar(concat(...chunks));
      if (count > BURST_ANSWER_BYTES_MAX) {
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
