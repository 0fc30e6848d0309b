import { TLS_SESSION_BYTES_MAX } from "@ojak/core/limits";
import type { TlsSessions } from "../ports.ts";
import type { BrokerState } from "./state.ts";

/**
 * The session of the last burst's connection, in the vault and nowhere else: the next one needs no chain of certificates, which is half a second on the air over
 * the slowest links. A decoy has none of the real state's: its first burst shows a whole handshake, as any does after days of silence.
 */
export function sessionsIn(state: BrokerState): TlsSessions {
  return {
    take() {
      const session = state.tlsSession;
      state.tlsSession = null;
      return session;
    },
    keep(session) {
      if (session.length <= TLS_SESSION_BYTES_MAX) state.tlsSession = session;
    },
  };
}
