import { assert } from "@ojak/core/errors";
import type { Ports } from "@ojak/client/ports";
import { webCryptoAead } from "@ojak/client/vault/aead";
import { painted } from "./painted.ts";
import { type Cutter, fetchTransports } from "./transport.ts";
import { startWorker } from "./worker-client.ts";

/** The client's ports in a browser, with a way to cut a burst, and to wait until what was just set shows on the screen. */
export interface BrowserPorts extends Ports, Cutter {
  painted(): Promise<void>;
}

/** Makes the ports; `fileName` is the one file that the app keeps. */
export function browserPorts(fileName: string): BrowserPorts {
  const work = startWorker();
  return {
    clock: { nowMs: () => Date.now() },
    random: (lengthBytes) => crypto.getRandomValues(new Uint8Array(lengthBytes)),
    aead: webCryptoAead(crypto.subtle),
    argon2id: async (password, salt) => {
      const key = await work({ kind: "derive", password: Uint8Array.from(password), salt: Uint8Array.from(salt) });
      assert(key !== null, "deriving gives a key");
      return key;
    },
    file: {
      read: () => work({ kind: "read", name: fileName }),
      write: async (bytes) => void (await work({ kind: "write", name: fileName, bytes })),
      erase: async () => void (await work({ kind: "erase", name: fileName })),
    },
    ...fetchTransports(),
    painted,
  };
}
