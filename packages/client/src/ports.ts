import type { Bytes } from "@ojak/core/bytes/bytes";
import type { Argon2id } from "@ojak/core/keys/seed";
import type { Aead } from "./vault/aead.ts";

/** The time, passed in so that weeks of darkness can be tested. */
export interface Clock {
  nowMs(): number;
}

/** `lengthBytes` bytes from the system's generator. */
export type Random = (lengthBytes: number) => Bytes;

/** The one file that a vault lives in. */
export interface VaultFile {
  /** Null when there is none. Throws `storage` when it cannot be read. */
  read(): Promise<Bytes | null>;
  /** Rewrites it whole, in place, and returns when it is on the disk. Throws `storage`. */
  write(bytes: Bytes): Promise<void>;
  erase(): Promise<void>;
}

/** What came back of one request: `body` is all that arrived, also when the link was cut (`whole` false then). */
export interface Arrival {
  readonly body: Bytes;
  readonly whole: boolean;
}

/** Called as bytes come in, for what the screen shows. */
export type OnBytes = (downBytes: number) => void;

/** The way to one hub. */
export interface Transport {
  /** POSTs a body. Throws `unreachable` when nothing came back, `busy` when the hub turned the request away. */
  post(path: "/v1/up" | "/v1/down", body: Bytes, onBytes?: OnBytes): Promise<Arrival>;
  /** True where TLS records are not ours to choose: a long body for up is to go in two, asked for in the same turn (spec/wire.md 5.3). */
  readonly cutsUp?: boolean;
}

/** Where the TLS session of the last connection waits for the next one. A session is used once, so that no two connections show the same ticket. */
export interface TlsSessions {
  /** Removes and returns it; null when there is none. */
  take(): Bytes | null;
  keep(session: Bytes): void;
}

/** How a link is to be made. */
export interface LinkOptions {
  /** So long after its first request everything on it is cut, and what came before counts. */
  readonly airMsMax?: number;
  /** For programs; a browser keeps its own sessions, out of reach. */
  readonly sessions?: TlsSessions;
}

/** Everything of the outside world that the client uses. */
export interface Ports {
  readonly clock: Clock;
  readonly random: Random;
  readonly argon2id: Argon2id;
  readonly aead: Aead;
  readonly file: VaultFile;
  /** A link for one burst or sync. */
  transportTo(hubOrigin: string, options?: LinkOptions): Transport;
}
