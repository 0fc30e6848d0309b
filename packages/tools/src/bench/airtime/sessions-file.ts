import { readFileSync, rmSync, writeFileSync } from "node:fs";
import type { TlsSessions } from "../../platform/http2-transport.ts";

/** A TLS session in a file between two processes of one benchmark. It is not sealed: a broker's phone keeps it in its vault or not at all. */
export function sessionsInFile(path: string): TlsSessions {
  return {
    take() {
      try {
        const session = Uint8Array.from(readFileSync(path));
        rmSync(path);
        return session;
      } catch {
        return null;
      }
    },
    keep: (session) => writeFileSync(path, session, { mode: 0o600 }),
  };
}
