import { createAdaptorServer, type ServerType } from "@hono/node-server";
import type { ServerHttp2Session } from "node:http2";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { OjakError } from "@ojak/core/errors";
import { CONNECTIONS_MAX, SHUTDOWN_MS_MAX } from "@ojak/core/limits";
import { systemClock, type Clock } from "../clock.ts";
import { http1Options, tlsServer, type TlsFiles } from "./tls.ts";

type Fetch = Parameters<typeof createAdaptorServer>[0]["fetch"];

/** Where to listen, and for what. */
export interface ListenOptions {
  readonly fetch: Fetch;
  readonly host: string;
  readonly port: number;
  /** The setting that names the port, for the message when somebody else has it. */
  readonly portName: string;
  readonly tls?: TlsFiles | undefined;
  /** Says when keys of tickets end; the machine's when left out. */
  readonly clock?: Clock | undefined;
}

/** A server that answers. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  /** Accepts nothing more, finishes what is under way for at most 10 s, and ends all connections. */
  close(): Promise<void>;
}

const IDLE_LOOK_MS = 50;

/** Listens; throws `busy` with the port in its message when somebody else has it. */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { fetch, host, port, portName, tls, clock = systemClock } = options;
  const server = tls === undefined ? plainServer(fetch) : tlsServer(fetch, tls, clock);
  server.maxConnections = CONNECTIONS_MAX;
  const open = trackOpen(server, tls !== undefined);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new OjakError("busy", `port ${port} is in use: end what uses it, or name another one in ${portName}`)
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  const name = host.includes(":") ? `[${host}]` : host;
  return { url: `${tls === undefined ? "http" : "https"}://${name}:${bound}`, port: bound, close: () => close(server, open) };
}

function plainServer(fetch: Fetch): ServerType {
  return createAdaptorServer({ fetch, createServer, serverOptions: http1Options });
}

/** What must be ended by hand: HTTP/2 sessions, and sockets over which nothing was asked yet, which no server counts as idle. */
interface Open {
  readonly sessions: Set<ServerHttp2Session>;
  readonly quiet: Set<Socket>;
}

function trackOpen(server: ServerType, isTls: boolean): Open {
  const open: Open = { sessions: new Set(), quiet: new Set() };
  server.on("session", (session: ServerHttp2Session) => {
    open.sessions.add(session);
    session.once("close", () => open.sessions.delete(session));
  });
  server.on(isTls ? "secureConnection" : "connection", (socket: Socket & { readonly alpnProtocol?: string | false | null }) => {
    if (socket.alpnProtocol === "h2") return;
    open.quiet.add(socket);
    socket.once("close", () => open.quiet.delete(socket));
  });
  server.on("request", ({ socket }: { readonly socket: Socket }) => open.quiet.delete(socket));
  return open;
}

async function close(server: ServerType, { sessions, quiet }: Open): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  for (const session of sessions) session.close();
  const plain = server as Partial<Server>;
  for (const socket of quiet) socket.destroy();
  const idle = setInterval(() => plain.closeIdleConnections?.(), IDLE_LOOK_MS);
  const timer = setTimeout(() => {
    for (const session of sessions) session.destroy();
    plain.closeAllConnections?.();
  }, SHUTDOWN_MS_MAX);
  await closed;
  clearInterval(idle);
  clearTimeout(timer);
}
