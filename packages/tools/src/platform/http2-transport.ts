import { connect as connectHttp2, type ClientHttp2Session, type ClientHttp2Stream } from "node:http2";
import { isIP, Socket } from "node:net";
import { connect as connectTls, createSecureContext, type TLSSocket } from "node:tls";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { OjakError } from "@ojak/core/errors";
import { DOWN_RESPONSE_BYTES_MAX, TLS_RECORD_BYTES_MAX } from "@ojak/core/limits";
import { quietStream } from "./quiet-stream.ts";
import type { Arrival, OnBytes, TlsSessions, Transport } from "@ojak/client/ports";

/** What a transport needs besides the hub's origin. */
export interface Http2Options {
  readonly sessions: TlsSessions;
  /** Bounds all connections together, from the first packet on. */
  readonly timeoutMs: number;
  /** Cuts what is under way; what came before counts. */
  readonly signal?: AbortSignal | undefined;
}

interface Posting {
  readonly path: string;
  readonly body: Bytes;
  readonly onBytes: OnBytes;
  readonly chunks: Buffer[];
  bytes: number;
  status: number | null;
  resolve(arrival: Arrival): void;
  reject(error: OjakError): void;
}

const SETTINGS = { enablePush: false, initialWindowSize: DOWN_RESPONSE_BYTES_MAX };
const HTTPS_PORT = 443;

/** HTTP/2 over TLS 1.3. Requests that are made in one turn share one connection, which ends with the last answer. */
export function http2Transport(hubOrigin: string, options: Http2Options): Transport {
  let open: Connection | null = null;
  let endMs: number | null = null;
  return {
    post(path, body, onBytes = () => undefined) {
      endMs ??= performance.now() + options.timeoutMs;
      const left = { ...options, timeoutMs: Math.max(0, endMs - performance.now()) };
      const connection = (open ??= new Connection(new URL(hubOrigin), left, () => (open = null)));
      return connection.post(path, body, onBytes);
    },
  };
}

class Connection {
  readonly #url: URL;
  readonly #options: Http2Options;
  readonly #onEnd: () => void;
  readonly #tcp: Socket;
  readonly #timer: NodeJS.Timeout;
  readonly #end = () => this.#finish(null);
  /** A turn later: of bytes that came in this one, the status is told after them. */
  readonly #stop = () => void setImmediate(this.#end);
  #session: ClientHttp2Session | null = null;
  #postings: Posting[] = [];
  #isOver = false;

  constructor(url: URL, options: Http2Options, onEnd: () => void) {
    this.#url = url;
    this.#options = options;
    this.#onEnd = onEnd;
    // Not written to as a stream, since TLS writes beneath it: so its reset waits for no farewell of its own.
    this.#tcp = new Socket({ writable: false }).setNoDelay(true);
    this.#tcp.on("error", (cause) => this.#finish(cause)).once("close", this.#end);
    this.#timer = setTimeout(this.#end, options.timeoutMs);
    options.signal?.addEventListener("abort", this.#stop, { once: true });
    if (options.signal?.aborted === true) this.#stop();
    else this.#connect();
  }

  post(path: string, body: Bytes, onBytes: OnBytes): Promise<Arrival> {
    return new Promise((resolve, reject) => {
      const posting = { path, body, onBytes, chunks: [], bytes: 0, status: null, resolve, reject };
      this.#postings.push(posting);
      if (this.#session !== null) this.#send(this.#session, posting);
    });
  }

  #connect(): void {
    const host = this.#url.hostname.replace(/^\[|\]$/gu, "");
    // The certificates of all authorities are read before the first packet.
    const secureContext = createSecureContext({ minVersion: "TLSv1.3", ecdhCurve: "X25519" });
    this.#tcp.connect({ host, port: Number(this.#url.port) || HTTPS_PORT }, () => {
      const tls = connectTls({
        socket: this.#tcp,
        host,
        ...(isIP(host) === 0 ? { servername: host } : {}),
        secureContext,
        ALPNProtocols: ["h2"],
        session: toBuffer(this.#options.sessions.take()),
      });
      // One packet a record: the hub can act on each as it comes, on links where sixteen of them take seconds.
      tls.setMaxSendFragment(TLS_RECORD_BYTES_MAX);
      tls.on("session", (session) => this.#options.sessions.keep(Uint8Array.from(session)));
      tls.on("error", (cause) => this.#finish(cause)).once("close", this.#end);
      tls.once("secureConnect", () => this.#begin(tls));
    });
  }

  #begin(tls: TLSSocket): void {
    if (tls.alpnProtocol !== "h2") return this.#finish(new Error("no HTTP/2"));
    const session = connectHttp2(this.#url, { createConnection: () => quietStream(tls), settings: SETTINGS });
    session.setLocalWindowSize(DOWN_RESPONSE_BYTES_MAX);
    session.on("error", (cause) => this.#finish(cause));
    this.#session = session;
    // The smaller body first: its answer is under way while the larger one still goes up.
    for (const one of this.#postings.toSorted((a, b) => a.body.length - b.body.length)) this.#send(session, one);
  }

  #send(session: ClientHttp2Session, posting: Posting): void {
    const stream = session.request({
      ":method": "POST",
      ":path": posting.path,
      "content-type": "text/plain",
    });
    stream.on("response", (headers) => (posting.status = headers[":status"] ?? null));
    stream.on("data", (chunk: Buffer) => this.#receive(stream, posting, chunk));
    stream.once("end", () => this.#settle(posting, true));
    stream.on("error", () => undefined).once("close", () => this.#settle(posting, false));
    stream.end(posting.body);
  }

  #receive(stream: ClientHttp2Stream, posting: Posting, chunk: Buffer): void {
    posting.bytes += chunk.length;
    if (posting.bytes > DOWN_RESPONSE_BYTES_MAX) return void stream.destroy();
    posting.chunks.push(chunk);
    posting.onBytes(posting.bytes);
  }

  #settle(posting: Posting, whole: boolean, cause?: unknown): void {
    if (!this.#postings.includes(posting)) return;
    this.#postings = this.#postings.filter((one) => one !== posting);
    if (posting.status === null) posting.reject(new OjakError("unreachable", "the hub cannot be reached", { cause }));
    else if (posting.status === 413) posting.reject(new OjakError("too-large", "the hub answered 413"));
    else if (posting.status !== 200) posting.reject(new OjakError("busy", `the hub answered ${posting.status}`));
    else posting.resolve({ body: Uint8Array.from(Buffer.concat(posting.chunks)), whole });
    if (this.#postings.length === 0) this.#finish(null);
  }

  #finish(cause: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener("abort", this.#stop);
    this.#onEnd();
    for (const posting of this.#postings) this.#settle(posting, false, cause);
    // Without a word of farewell, which TLS, HTTP/2 and TCP would each say: all that counts was answered, and the radio goes off sooner.
    this.#tcp.resetAndDestroy();
    this.#session?.destroy();
  }
}

function toBuffer(session: Bytes | null): Buffer | undefined {
  return session === null ? undefined : Buffer.from(session);
}
