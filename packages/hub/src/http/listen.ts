import { createAdaptorServer, type ServerType } from "@hono/node-server";
import { createSecureServer, type ServerHttp2Session } from "node:http2";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { OjakError } from "@ojak/core/errors";
import {
  CONNECTIONS_MAX,
  HEADER_BYTES_MAX,
  HEADERS_MS_MAX,
  KEEP_ALIVE_MS_MAX,
  REQUEST_MS_MAX,
  SHUTDOWN_MS_MAX,
  STREAMS_A_CONNECTION_MAX,
  TLS_RECORD_BYTES_MAX,
  UP_BODY_BYTES_MAX,
} from "@ojak/core/limits";

type Fetch = Parameters<typeof createAdaptorServer>[0]["fetch"];

/** Where to listen, and for what. */
export interface ListenOptions {
  readonly fetch: Fetch;
  readonly host: string;
  readonly port: number;
  /** The setting that names the port, for the message when somebody else has it. */
  readonly portName: string;
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
}

/** A server that answers. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  /** Accepts nothing more, finishes what is under way for at most 10 s, and ends all connections. */
  close(): Promise<void>;
}

const IDLE_LOOK_MS = 50;

const http1Options = {
  headersTimeout: HEADERS_MS_MAX,
  requestTimeout: REQUEST_MS_MAX,
  keepAliveTimeout: KEEP_ALIVE_MS_MAX,
  maxHeaderSize: HEADER_BYTES_MAX,
  connectionsCheckingInterval: 5_000,
};

/** Listens; throws `busy` with the port in its message when somebody else has it. */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { fetch, host, port, portName, tls } = options;
  const server = tls === undefined ? plainServer(fetch) : tlsServer(fetch, tls);
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

function tlsServer(fetch: Fetch, tls: { readonly cert: string; readonly key: string }): ServerType {
  const server = createAdaptorServer({
    fetch,

    createServer: createSecureServer,
    serverOptions: {
      ...tls,
      ...http1Options,
      allowHTTP1: true,
      minVersion: "TLSv1.3",
      maxSessionMemory: 4,
      // A whole up body fits the window: otherwise a slow link waits a round trip in its middle.
      settings: {
        initialWindowSize: UP_BODY_BYTES_MAX,
        maxConcurrentStreams: STREAMS_A_CONNECTION_MAX,
        maxHeaderListSize: HEADER_BYTES_MAX,
      },
    },
  });
  server.on("secureConnection", (socket: TLSSocket) => void socket.setMaxSendFragment(TLS_RECORD_BYTES_MAX));
  server.on("session", (session: ServerHttp2Session) => {
    session.setTimeout(KEEP_ALIVE_MS_MAX, () => session.close());
    session.setLocalWindowSize(UP_BODY_BYTES_MAX);
  });
  return server;
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
