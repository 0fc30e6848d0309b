import type { IncomingMessage } from "node:http";
import type { Http2ServerRequest } from "node:http2";

/** How the receiving of a body ended; `cut`: the other side went away before the end that it had announced. */
export type Received = "whole" | "cut" | "late" | "stopped";

/**
 * Hands over a request's body as it arrives, straight from the socket's stream: the Web stream in between costs more than the whole of a put.
 * `onChunk` answers false to read no further (`stopped`). Ends `late` after `msMax`. Never rejects.
 */
export function receive(
  incoming: IncomingMessage | Http2ServerRequest,
  msMax: number,
  onChunk: (chunk: Uint8Array) => boolean,
): Promise<Received> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish("late"), msMax);
    const finish = (how: Received): void => {
      clearTimeout(timer);
      incoming.off("data", onData).off("end", onEnd).off("close", onCut).off("error", onCut);
      // What is left of a refused body may still fail; nobody listens to it any more.
      if (how !== "whole") incoming.on("error", () => {});
      resolve(how);
    };
    const onData = (chunk: Uint8Array): void => {
      if (!onChunk(chunk)) finish("stopped");
    };
    const onEnd = (): void => finish("whole");
    const onCut = (): void => finish("cut");
    incoming.on("data", onData).on("end", onEnd).on("close", onCut).on("error", onCut);
  });
}
