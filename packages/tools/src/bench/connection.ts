import { once } from "node:events";
import { connect, type Socket } from "node:net";

const EMPTY = Buffer.alloc(0);
const HEAD_END = Buffer.from("\r\n\r\n");
const OK = Buffer.from("HTTP/1.1 200");

/** One keep-alive connection with one request under way at a time; as little work as it takes, since it shares the machine with the hub. */
export class Connection {
  readonly #socket: Socket;
  readonly #host: string;
  #received: Buffer = EMPTY;
  #headBytes = 0;
  #wholeBytes = 0;
  #answer: ((body: Buffer) => void) | null = null;
  #fail: (error: Error) => void = () => {};

  constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.#read(chunk));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("the hub closed the connection")));
  }

  static async open(url: URL): Promise<Connection> {
    const socket = connect(Number(url.port), url.hostname);
    await once(socket, "connect");
    return new Connection(socket, url.host);
  }

  /** Sends a whole request, as `request` made it; resolves with the body of a 200. */
  send(request: Uint8Array): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#answer = resolve;
      this.#fail = reject;
      this.#socket.write(request);
    });
  }

  /** A whole request; `body` is where its body lies in it, to be changed between two uses. */
  request(path: string, body: Uint8Array): { readonly whole: Buffer; readonly body: Buffer } {
    const head = `POST ${path} HTTP/1.1\r\nHost: ${this.#host}\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n`;
    const whole = Buffer.concat([Buffer.from(head), body]);
    return { whole, body: whole.subarray(head.length) };
  }

  close(): void {
    this.#fail = () => {};
    this.#socket.destroy();
  }

  #read(data: Buffer | string): void {
    const chunk = typeof data === "string" ? Buffer.from(data) : data;
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    if (!this.#isLikeLast()) this.#measureHead();
    if (this.#wholeBytes === 0 || this.#received.length < this.#wholeBytes) return;
    const whole = this.#received;
    this.#received = EMPTY;
    if (whole.indexOf(OK) === 0) this.#answer?.(whole.subarray(this.#headBytes));
    else this.#fail(new Error(whole.toString("latin1", 0, this.#headBytes)));
  }

  /** Answers to like requests are of like lengths: then the head need not be taken apart again. */
  #isLikeLast(): boolean {
    return this.#received.length === this.#wholeBytes && this.#received.indexOf(HEAD_END) === this.#headBytes - HEAD_END.length;
  }

  #measureHead(): void {
    const end = this.#received.indexOf(HEAD_END);
    const length = end < 0 ? null : /content-length: (\d+)/iu.exec(this.#received.toString("latin1", 0, end));
    this.#headBytes = end + HEAD_END.length;
    this.#wholeBytes = length === null ? 0 : this.#headBytes + Number(length[1]);
  }
}
