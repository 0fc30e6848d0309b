import { argon2 } from "node:crypto";
import { open, readFile, rm, stat } from "node:fs/promises";
import { promisify } from "node:util";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { OjakError } from "@ojak/core/errors";
import type { Argon2id } from "@ojak/core/keys/seed";
import { AIR_MS_MAX, ARGON2_LANES, ARGON2_MEMORY_KIB, ARGON2_PASSES, DOWN_RESPONSE_BYTES_MAX } from "@ojak/core/limits";
import { refusalOf, together } from "@ojak/client/hub/together";
import { webCryptoAead } from "@ojak/client/vault/aead";
import type { Arrival, Clock, Ports, TlsSessions, Transport, VaultFile } from "@ojak/client/ports";
import { http2Transport } from "./http2-transport.ts";

const argon2Async = promisify(argon2);

/** Argon2id by Node's own crypto. */
export const nodeArgon2id: Argon2id = async (message, nonce) => {
  const parameters = {
    message,
    nonce,
    parallelism: ARGON2_LANES,
    tagLength: 32,
    memory: ARGON2_MEMORY_KIB,
    passes: ARGON2_PASSES,
  };
  return Uint8Array.from(await argon2Async("argon2id", parameters));
};

/** A vault in one file, rewritten in place and flushed to the disk. */
export function fileVault(path: string): VaultFile {
  return {
    async read() {
      const exists = await stat(path).then(
        () => true,
        () => false,
      );
      return exists ? Uint8Array.from(await readFile(path)) : null;
    },
    async write(bytes) {
      const handle = await open(path, "r+").catch(() => open(path, "w+", 0o600));
      try {
        await handle.write(bytes, 0, bytes.length, 0);
        await handle.sync();
      } catch (cause) {
        throw new OjakError("storage", "the vault could not be written", { cause });
      } finally {
        await handle.close();
      }
    },
    erase: () => rm(path, { force: true }),
  };
}

/** POST by fetch; what arrived before a cut is kept. `timeoutMs` bounds all requests together. */
export function fetchTransport(hubOrigin: string, timeoutMs: number): Transport {
  let end: AbortSignal | null = null;
  return together(async (path, pieces, onSoFar) => {
    end ??= AbortSignal.timeout(timeoutMs);
    const options = { method: "POST", body: joined(pieces), headers: { "content-type": "text/plain" }, signal: end };
    const response = await fetch(hubOrigin + path, options).catch((cause: unknown) => {
      throw new OjakError("unreachable", "the hub cannot be reached", { cause });
    });
    if (!response.ok) throw refusalOf(response.status);
    return readArrival(response, onSoFar);
  });
}

async function readArrival(response: Response, onSoFar: (soFar: Bytes) => void): Promise<Arrival> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let whole = true;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > DOWN_RESPONSE_BYTES_MAX) break;
      chunks.push(chunk);
      onSoFar(joined(chunks));
    }
  } catch {
    whole = false;
  }
  return { body: joined(chunks), whole };
}

function joined(chunks: readonly Uint8Array[]): Bytes {
  return Uint8Array.from(Buffer.concat(chunks));
}

/** A session for as long as this process lives. */
export function memorySessions(): TlsSessions {
  let kept: Bytes | null = null;
  return {
    take() {
      const session = kept;
      kept = null;
      return session;
    },
    keep: (session) => (kept = session),
  };
}

/** The ports of a program on Node. An `https` hub is reached by HTTP/2; plain `http`, which only a hub on this machine speaks, by `fetch`. */
export function nodePorts(vaultPath: string, clock: Clock, signal?: AbortSignal): Ports {
  const memory = memorySessions();
  return {
    clock,
    random: (lengthBytes) => crypto.getRandomValues(new Uint8Array(lengthBytes)),
    argon2id: nodeArgon2id,
    aead: webCryptoAead(crypto.subtle),
    file: fileVault(vaultPath),
    transportTo: (hubOrigin, { airMsMax = AIR_MS_MAX, sessions = memory } = {}) =>
      transportTo(hubOrigin, airMsMax, sessions, signal),
  };
}

function transportTo(hubOrigin: string, timeoutMs: number, sessions: TlsSessions, signal: AbortSignal | undefined): Transport {
  return hubOrigin.startsWith("https:")
    ? http2Transport(hubOrigin, { sessions, timeoutMs, signal })
    : fetchTransport(hubOrigin, timeoutMs);
}

/** What a program without a vault needs for one exchange with a hub. */
export function linkPorts(hubOrigin: string): { readonly transport: Transport; readonly clock: Clock } {
  return { transport: transportTo(hubOrigin, AIR_MS_MAX, memorySessions(), undefined), clock: { nowMs: () => Date.now() } };
}
