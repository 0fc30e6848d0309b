import type { Bytes } from "@ojak/core/bytes/bytes";
import { OjakError } from "@ojak/core/errors";
import { type BurstPath, encodeBothHead, readParts } from "@ojak/core/wire/both";
import type { Arrival, OnBytes, Transport } from "../ports.ts";

/** One POST on a connection of its own, of a body in pieces that the hub can act on as they come. `onSoFar` sees the answer grow. Throws `unreachable`, `busy` or `too-large`. */
export type Send = (
  path: BurstPath | "/v1/both" | "/v1/begin",
  pieces: readonly Bytes[],
  onSoFar: (soFar: Bytes) => void,
  onHead: () => void,
) => Promise<Arrival>;

interface Asked {
  readonly path: BurstPath;
  readonly body: Bytes;
  readonly onBytes: OnBytes;
  resolve(arrival: Arrival): void;
  reject(error: unknown): void;
}

/**
 * What is asked in one turn goes in one request (spec/wire.md 5.3): a browser opens a second connection for a second request while the first is being made, and
 * the hub can let what comes down keep step with what goes up. A second body for up follows on the same connection once the answer has begun.
 */
export function together(send: Send, { cutsUp = false }: Pick<Transport, "cutsUp"> = {}): Transport {
  let turn: Asked[] = [];
  return {
    cutsUp,
    post: (path, body, onBytes = () => undefined) =>
      new Promise((resolve, reject) => {
        turn.push({ path, body, onBytes, resolve, reject });
        if (turn.length > 1) return;
        void Promise.resolve().then(() => {
          const asked = turn;
          turn = [];
          exchange(send, asked).catch((error: unknown) => {
            for (const one of asked) one.reject(error);
          });
        });
      }),
  };
}

async function exchange(send: Send, asked: readonly Asked[]): Promise<void> {
  const down = asked.find(({ path }) => path === "/v1/down");
  const [up, rest] = asked.filter(({ path }) => path === "/v1/up");
  if (up === undefined || down === undefined) {
    for (const one of asked) await sendAlone(send, one);
    return;
  }
  const tell = (soFar: Bytes): void => {
    for (const part of readParts(soFar)) (part.path === "/v1/up" ? up : down).onBytes(part.body.length);
  };
  const pieces = [encodeBothHead(down.body), up.body];
  const begun = (): void => {
    if (rest !== undefined) void sendAlone(send, rest).catch((error: unknown) => rest.reject(error));
  };
  const { body } = await send(rest === undefined ? "/v1/both" : "/v1/begin", pieces, tell, begun);
  const parts = readParts(body);
  for (const one of [up, down]) {
    const part = parts.find(({ path }) => path === one.path);
    if (part === undefined) one.reject(new OjakError("unreachable", "the link was cut before the hub answered"));
    else if (part.status === 200) one.resolve(part);
    else one.reject(refusalOf(part.status));
  }
}

async function sendAlone(send: Send, { path, body, onBytes, resolve }: Asked): Promise<void> {
  resolve(await send(path, [body], (soFar) => onBytes(soFar.length), none));
}

const none = (): void => undefined;

/** What a status other than 200 means to the one who asked. */
export function refusalOf(status: number): OjakError {
  if (status === 429 || status === 503) return new OjakError("busy", "the hub is busy: try again a little later");
  if (status === 413) return new OjakError("too-large", "the hub takes no body as long as this one");
  return new OjakError("unreachable", "what answers there is not the hub");
}
