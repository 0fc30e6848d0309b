import { createAdaptorServer, type ServerType } from "@hono/node-server";
import { createSecureServer, type ServerHttp2Session } from "node:http2";
import type { TLSSocket } from "node:tls";
import {
  HEADER_BYTES_MAX,
  HEADERS_MS_MAX,
  KEEP_ALIVE_MS_MAX,
  REQUEST_MS_MAX,
  STREAMS_A_CONNECTION_MAX,
  TLS_RECORD_BYTES_MAX,
  TLS_TICKET_DAYS_MAX,
  UP_BODY_BYTES_MAX,
} from "@ojak/core/limits";
import type { Clock } from "../clock.ts";
import { PlainHttp2Response } from "./response.ts";
import { sealTicketsWith, TicketKeys } from "./tickets.ts";

type Fetch = Parameters<typeof createAdaptorServer>[0]["fetch"];

/** PEM texts. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

/** How long and how large a request's head may be, with TLS and without. */
export const http1Options = {
  headersTimeout: HEADERS_MS_MAX,
  requestTimeout: REQUEST_MS_MAX,
  keepAliveTimeout: KEEP_ALIVE_MS_MAX,
  maxHeaderSize: HEADER_BYTES_MAX,
  connectionsCheckingInterval: 5_000,
};

const DAY_S = 86_400;

/** TLS as docs/decisions/0010 says, for the fewest bytes and round trips of a burst; HTTP/2, and HTTP/1.1 for who asks for it. */
export function tlsServer(fetch: Fetch, tls: TlsFiles, clock: Clock): ServerType {
  const server = createAdaptorServer({
    fetch,
    createServer: createSecureServer,
    serverOptions: {
      ...tls,
      ...http1Options,
      allowHTTP1: true,
      Http2ServerResponse: PlainHttp2Response,
      minVersion: "TLSv1.3",
      // A hybrid's share costs 1.1 kB down. What counts is sealed below TLS.
      ecdhCurve: "X25519",
      certificateCompression: ["brotli", "zlib"],
      sessionTimeout: TLS_TICKET_DAYS_MAX * DAY_S,
      maxSessionMemory: 4,
      // A whole up body fits the window: otherwise a slow link waits a round trip in its middle.
      settings: {
        initialWindowSize: UP_BODY_BYTES_MAX,
        maxConcurrentStreams: STREAMS_A_CONNECTION_MAX,
        maxHeaderListSize: HEADER_BYTES_MAX,
      },
    },
  });
  sealTicketsWith(server, new TicketKeys(clock));
  server.on("secureConnection", (socket: TLSSocket) => void socket.setMaxSendFragment(TLS_RECORD_BYTES_MAX));
  server.on("session", (session: ServerHttp2Session) => {
    session.setTimeout(KEEP_ALIVE_MS_MAX, () => session.close());
    session.setLocalWindowSize(UP_BODY_BYTES_MAX);
  });
  return server;
}
