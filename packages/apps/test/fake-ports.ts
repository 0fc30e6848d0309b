import { createHash, randomBytes } from "node:crypto";
import { webCryptoAead } from "@ojak/client/vault/aead";
import type { Ports, Transport } from "@ojak/client/ports";
import { OjakError } from "@ojak/core/errors";
import { type Access, writeAccess } from "@ojak/core/contact/access";

/** Ports for tests of view-models: a file in memory, a quick key derivation, and a network that is not there unless given. */
export interface FakePorts extends Ports {
  nowMs: number;
  stored: Uint8Array<ArrayBuffer> | null;
  cuts: number;
  transport: Transport;
  cut(): void;
  painted(): Promise<void>;
}

const nowhere: Transport = {
  post: () => Promise.reject(new OjakError("unreachable", "no network in this test")),
};

/** Makes them; time stands still until `nowMs` is changed. */
export function fakePorts(): FakePorts {
  const ports: FakePorts = {
    nowMs: Date.UTC(2026, 10, 22, 12),
    stored: null,
    cuts: 0,
    transport: nowhere,
    cut: () => void (ports.cuts += 1),
    painted: async () => undefined,
    clock: { nowMs: () => ports.nowMs },
    random: (lengthBytes) => new Uint8Array(randomBytes(lengthBytes)),
    argon2id: async (password, salt) => new Uint8Array(createHash("sha256").update(salt).update(password).digest()),
    aead: webCryptoAead(crypto.subtle),
    file: {
      read: async () => ports.stored?.slice() ?? null,
      write: async (bytes) => void (ports.stored = bytes.slice()),
      erase: async () => void (ports.stored = null),
    },
    transportTo: () => ports.transport,
  };
  return ports;
}

/** Makes every key derivation from here on wait until the returned function is called. */
export function holdKeys(ports: FakePorts): () => void {
  const derive = ports.argon2id;
  const { promise, resolve } = Promise.withResolvers<void>();
  const held: FakePorts["argon2id"] = async (password, salt) => {
    await promise;
    return derive(password, salt);
  };
  Object.assign(ports, { argon2id: held });
  return resolve;
}

/** An access code of a hub that is not there. */
export const ACCESS: Access = { token: new Uint8Array(16), hubOrigin: "http://127.0.0.1:9", realm: "test.ojak" };
export const ACCESS_TEXT = writeAccess(ACCESS);
