import { connect as connectHttp2, type ClientHttp2Session, type ClientHttp2Stream } from "node:http2";
import { isIP, Socket } from "node:net";
import { connect as connectTls, createSecureContext, type TLSSocket } from "node:tls";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { OjakError } from "@ojak/core/errors";
import { BURST_ANSWER_BYTES_MAX, TLS_RECORD_BYTES_MAX } from "@ojak/core/limits";
import { refusalOf, together } from "@ojak/client/hub/together";
import type { Arrival, TlsSessions, Transport } from "@ojak/client/ports";
import { quietStream } from "./quiet-stream.ts";

/** What a transport needs besides the hub's origin. */
export interface Http2Options {
  readonly sessions: TlsSessions;
  /** Bounds all connections together, from the first packet on. */
  readonly timeoutMs: number;
  /** Cuts what is under way; what came before counts. */
  readonly signal?: AbortSignal | undefined;
}

interface Posting {
  readonly url: URL;
  readonly pieces: readonly Bytes[];
  readonly onSoFar: (soFar: Bytes) => void;
}

const SETTINGS = { enablePush: false, initialWindowSize: BURST_ANSWER_BYTES_MAX };
const HTTPS_PORT = 443;

/** HTTP/2 over TLS 1.3, a connection for each request. */
export function http2Transport(hubOrigin: string, options: Http2Options): Transport {
  let endMs: number | null = null;
  return together((path, pieces, onSoFar) => {
    endMs ??= performance.now() + options.timeoutMs;
    const left = { ...options, timeoutMs: Math.max(0, endMs - performance.now()) };
    return new Promise((resolve, reject) => {
      const connection = new Connection({ url: new URL(path, hubOrigin), pieces, onSoFar }, left, resolve, reject);
      connection.open();
    });
  });
}

class Connection {
  readonly #posting: Posting;
  readonly #options: Http2Options;
  readonly #resolve: (arrival: Arrival) => void;
  readonly #reject: (error: OjakError) => void;
  // Not written to as a stream, since TLS writes beneath it: so its reset waits for no farewell of its own.
  readonly #tcp = new Socket({ writable: false }).setNoDelay(true);
  readonly #end = () => this.#finish(false, null);
  /** A turn later: of bytes that came in this one, the status is told after them. */
  readonly #stop = () => void setImmediate(this.#end);
  #timer: NodeJS.Timeout | undefined;
  #session: ClientHttp2Session | null = null;
  #status: number | null = null;
  #soFar = Buffer.alloc(0);
  #isOver = false;

  constructor(posting: Posting, options: Http2Options, resolve: (arrival: Arrival) => void, reject: (error: OjakError) => void) {
    this.#posting = posting;
    this.#options = options;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  open(): void {
    const { signal, timeoutMs } = this.#options;
    this.#tcp.on("error", (cause) => this.#finish(false, cause)).once("close", this.#end);
    this.#timer = setTimeout(this.#end, timeoutMs);
    signal?.addEventListener("abort", this.#stop, { once: true });
    if (signal?.aborted === true) this.#stop();
    else this.#connect();
  }

  #connect(): void {
    const { hostname, port } = this.#posting.url;
    const host = hostname.replace(/^\[|\]$/gu, "");
    // The certificates of all authorities are read before the first packet.
    const secureContext = createSecureContext({ minVersion: "TLSv1.3", ecdhCurve: "X25519" });
    this.#tcp.connect({ host, port: Number(port) || HTTPS_PORT }, () => {
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
      tls.on("error", (cause) => this.#finish(false, cause)).once("close", this.#end);
      tls.once("secureConnect", () => this.#send(tls));
    });
  }

  #send(tls: TLSSocket): void {
    if (tls.alpnProtocol !== "h2") return this.#finish(false, new Error("no HTTP/2"));
    const { url, pieces } = this.#posting;
    const session = connectHttp2(url, { createConnection: () => quietStream(tls), settings: SETTINGS });
    session.setLocalWindowSize(BURST_ANSWER_BYTES_MAX);
    session.on("error", (cause) => this.#finish(false, cause));
    this.#session = session;
    const stream = session.request({ ":method": "POST", ":path": url.pathname, "content-type": "text/plain" });
    stream.on("response", (headers) => (this.#status = headers[":status"] ?? null));
    stream.on("data", (chunk: Buffer) => this.#receive(stream, chunk));
    stream.once("end", () => this.#finish(true, null));
    stream.on("error", () => undefined).once("close", this.#end);
    this.#write(stream, pieces);
  }

  /** What is asked for goes in a packet of its own before a long upload: otherwise the answer begins later by as long as the rest of that packet takes. */
  #write(stream: ClientHttp2Stream, pieces: readonly Bytes[]): void {
    const last = pieces.at(-1) ?? new Uint8Array();
    const before = Buffer.concat(pieces.slice(0, -1));
    if (before.length === 0 || last.length <= TLS_RECORD_BYTES_MAX) return void stream.end(Buffer.concat([before, last]));
    stream.write(before);
    setImmediate(() => stream.end(last));
  }

  #receive(stream: ClientHttp2Stream, chunk: Buffer): void {
    const soFar = Buffer.concat([this.#soFar, chunk]);
    if (soFar.length > BURST_ANSWER_BYTES_MAX) return void stream.destroy();
    this.#soFar = soFar;
    this.#posting.onSoFar(Uint8Array.from(soFar));
  }

  #finish(whole: boolean, cause: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener("abort", this.#stop);
    if (this.#status === null) this.#reject(new OjakError("unreachable", "the hub cannot be reached", { cause }));
    else if (this.#status !== 200) this.#reject(refusalOf(this.#status));
    else this.#resolve({ body: Uint8Array.from(this.#soFar), whole });
    // Without a word of farewell, which TLS, HTTP/2 and TCP would each say: all that counts was answered, and the radio goes off sooner.
    this.#tcp.resetAndDestroy();
    this.#session?.destroy();
  }
}

function toBuffer(session: Bytes | null): Buffer | undefined {
  return session === null ? undefined : Buffer.from(session);
}
