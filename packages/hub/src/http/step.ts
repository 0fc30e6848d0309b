import type { IncomingMessage } from "node:http";
import type { Http2ServerRequest, Http2Session } from "node:http2";
import type { Socket } from "node:net";
import { STEP_AHEAD_BYTES, STEP_LOOK_MS, STEP_MS_MAX, TLS_RECORD_BYTES_MAX } from "@ojak/core/limits";

type Incoming = IncomingMessage | Http2ServerRequest;

/** The socket beneath TLS, which Node keeps here without documenting it; a test holds it. Only there bytes count before their TLS record is whole. */
type OverTls = Partial<Record<"_parent", Pick<Socket, "bytesRead">>>;

/** What fills one TLS record, beside the head of its HTTP/2 frame. Any other amount would end in a packet of a few bytes, which wants an acknowledgement like any other. */
const RECORD_CONTENT_BYTES = TLS_RECORD_BYTES_MAX - 9;

const steps = new WeakMap<Http2Session, Step>();

/**
 * Lets an answer that begins before its request is whole keep step with it: a little ahead, then a byte for each byte that arrived. All at once it would lie for
 * seconds in the buffer before a slow link, and what TCP says about the request behind it: the phone stops sending then, with the radio on. Once the request is
 * whole, or nothing came for a while, the rest goes at once; over HTTP/1 everything does.
 */
export class Step {
  readonly #send: (bytes: Buffer, isLast: boolean) => void;
  readonly #socket: Pick<Socket, "bytesRead"> | undefined;
  #queue: { readonly bytes: Buffer; readonly isLast: boolean }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #seenBytes: number;
  #seenMs = performance.now();
  #left = STEP_AHEAD_BYTES;

  constructor(incoming: Incoming, send: (bytes: Buffer, isLast: boolean) => void) {
    this.#send = send;
    const session = sessionOf(incoming);
    if (session !== undefined) steps.set(session, this);
    this.#socket = (session?.socket as OverTls | undefined)?.["_parent"];
    this.#seenBytes = this.#socket?.bytesRead ?? 0;
  }

  /** Sends when it is time; the end goes with the last bytes, alone it would be a packet. */
  write(bytes: Buffer, isLast: boolean): void {
    this.#queue.push({ bytes, isLast });
    this.#look();
  }

  /** Nothing waits from now on. */
  release(): void {
    this.#left = Infinity;
    this.#flush();
  }

  /** The other side is gone. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#queue = [];
  }

  #look(): void {
    clearTimeout(this.#timer);
    const nowMs = performance.now();
    const bytes = this.#socket?.bytesRead ?? Infinity;
    if (bytes > this.#seenBytes) {
      this.#left += bytes - this.#seenBytes;
      [this.#seenBytes, this.#seenMs] = [bytes, nowMs];
    } else if (nowMs - this.#seenMs > STEP_MS_MAX) this.#left = Infinity;
    this.#flush();
    if (this.#queue.length > 0) this.#timer = setTimeout(() => this.#look(), STEP_LOOK_MS);
  }

  #flush(): void {
    for (let first = this.#queue[0]; first !== undefined; first = this.#queue[0]) {
      const { bytes, isLast } = first;
      const mayGo =
        bytes.length <= this.#left ? bytes.length : Math.floor(this.#left / RECORD_CONTENT_BYTES) * RECORD_CONTENT_BYTES;
      if (mayGo <= 0) return;
      const now = bytes.subarray(0, mayGo);
      this.#left -= now.length;
      const isWhole = now.length === bytes.length;
      if (isWhole) this.#queue.shift();
      else this.#queue[0] = { bytes: bytes.subarray(now.length), isLast };
      this.#send(now, isLast && isWhole);
    }
  }
}

/** What went up is whole: what comes down on the same connection waits no more. */
export function releaseStep(incoming: Incoming): void {
  const session = sessionOf(incoming);
  if (session !== undefined) steps.get(session)?.release();
}

function sessionOf(incoming: Incoming): Http2Session | undefined {
  return "stream" in incoming ? incoming.stream.session : undefined;
}
