import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** After how many bytes in a direction the link goes away; `Infinity`: never. */
export interface Cut {
  readonly upBytes: number;
  readonly downBytes: number;
}

/** A link that holds. */
export const NEVER: Cut = { upBytes: Infinity, downBytes: Infinity };

/** Told of each piece of data as it passes, as somebody who watches the line. */
export type OnPass = (way: "up" | "down", bytes: number) => void;

/** A link to the hub that can be cut after an exact number of bytes, all connections together. Counts what the client sent and what reached it. */
export class LinkProxy implements AsyncDisposable {
  upBytes = 0;
  downBytes = 0;
  readonly #server = createServer((client) => this.#join(client));
  readonly #sockets = new Set<Socket>();
  readonly #hubPort: number;
  readonly #cut: Cut;
  readonly #onPass: OnPass;
  #isCut = false;

  constructor(hubPort: number, cut: Cut = NEVER, onPass: OnPass = () => undefined) {
    this.#hubPort = hubPort;
    this.#cut = cut;
    this.#onPass = onPass;
  }

  /** Resolves with the address to use instead of the hub's. */
  async start(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#hangUp();
    this.#server.close();
    await once(this.#server, "close");
  }

  #join(client: Socket): void {
    if (this.#isCut) {
      client.destroy();
      return;
    }
    const hub = connect(this.#hubPort, "127.0.0.1");
    for (const socket of [client, hub]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true).on("error", () => {});
      socket.on("close", () => {
        this.#sockets.delete(socket);
        (socket === client ? hub : client).end();
      });
    }
    client.on("data", (chunk: Buffer) => {
      const passed = chunk.subarray(0, Math.max(0, this.#cut.upBytes - this.upBytes));
      this.upBytes += passed.length;
      this.#onPass("up", passed.length);
      hub.write(passed, () => {
        if (this.upBytes >= this.#cut.upBytes) this.#hangUp();
      });
    });
    hub.on("data", (chunk: Buffer) => {
      const passed = chunk.subarray(0, Math.max(0, this.#cut.downBytes - this.downBytes));
      this.downBytes += passed.length;
      this.#onPass("down", passed.length);
      client.write(passed, () => {
        if (this.downBytes >= this.#cut.downBytes) this.#hangUp();
      });
    });
  }

  /** Ends in order: what was let through still arrives. */
  #hangUp(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroySoon();
  }
}
