import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { randomBytes, randomFillSync } from "node:crypto";
import { assert } from "@ojak/core/errors";
import { putId, takeId } from "@ojak/core/keys/capability";
import {
  CAPABILITY_BYTES,
  CLASS_BASE_BYTES,
  DOWN_REQUEST_FLOOR_BYTES,
  DOWN_RESPONSE_BYTES_MAX,
  ENVELOPE_OVERHEAD_BYTES,
  PARCELS_WAITING_A_SLOT_MAX,
  PUTS_A_SLOT_A_DAY_MAX,
  ROUTE_BOX_BYTES,
  SLOTS_A_FRAME_MAX,
  TAG_BYTES,
  TOKEN_DROPS_MAX,
} from "@ojak/core/limits";
import { CODE } from "@ojak/core/wire/codes";
import { encodeDown } from "@ojak/core/wire/down";
import { encodeBody, readBody } from "@ojak/core/wire/frames";
import { NEVER_DAY } from "@ojak/core/wire/shapes";
import { decodeUpResponse, encodeUp, encodeUpResponse } from "@ojak/core/wire/up";
import { mintToken } from "@ojak/hub/tokens/mint";
import { Connection } from "./connection.ts";

/** One measurement. */
export interface BenchRow {
  readonly kind: "empty" | "put" | "burst";
  readonly clients: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Puts only: their rate to that of the empty handler in the same run. */
  readonly ratio?: number;
}

/** What to measure, and whom to tell. */
export interface BenchOptions {
  /** How long each of the nine measurements lasts, after a warm-up of a fifth of it. */
  readonly secondsEach: number;
  readonly onRow: (row: BenchRow) => void;
}

type Bytes = Uint8Array<ArrayBuffer>;
type Work = (connection: Connection) => () => Promise<void>;

const CLIENTS = [1, 16, 64];
const MAIN = fileURLToPath(import.meta.resolve("@ojak/hub/main"));
const random = (length: number): Bytes => new Uint8Array(randomBytes(length));
const sealed = (length: number): Bytes => random(length).fill(1, 0, 1);

/**
 * Measures a hub of its own, a child process with an empty data folder: durable puts of 1 KiB, whole bursts (a put, then a take of that parcel
 * which acknowledges the one before), and the empty handler with requests of the puts' size, at 1, 16 and 64 clients.
 */
export async function benchHub({ secondsEach, onRow }: BenchOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "ojak-bench-"));
  const { token } = mintToken(folder, { drops: TOKEN_DROPS_MAX });
  const hub = spawn(process.execPath, [MAIN, "--bench-empty"], {
    env: { ...process.env, PORT: "0", OJAK_ADMIN_PORT: "0", OJAK_DATA: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const url = await listeningUrl(hub);
    for (const clients of CLIENTS) {
      const empty = await measure(url, clients, secondsEach, emptyWork);
      onRow({ kind: "empty", clients, ...empty });
      const put = await measure(url, clients, secondsEach, putWork(token));
      onRow({ kind: "put", clients, ...put, ratio: Math.round((put.perSecond / empty.perSecond) * 1_000) / 1_000 });
      onRow({ kind: "burst", clients, ...(await measure(url, clients, secondsEach, burstWork(token))) });
    }
  } finally {
    if (hub.exitCode === null && hub.kill("SIGTERM")) await once(hub, "exit");
    await rm(folder, { recursive: true, force: true });
  }
}

async function listeningUrl(hub: ChildProcess): Promise<URL> {
  assert(hub.stdout !== null, "the hub's output is piped");
  for await (const line of createInterface({ input: hub.stdout })) {
    const said = JSON.parse(line) as { readonly event: string; readonly url?: string };
    if (said.event === "listening" && said.url !== undefined) return new URL(said.url);
  }
  throw new Error("the hub ended before it listened");
}

async function measure(
  url: URL,
  clients: number,
  seconds: number,
  work: Work,
): Promise<Pick<BenchRow, "perSecond" | "p50Ms" | "p99Ms">> {
  const connections = await Promise.all(Array.from({ length: clients }, () => Connection.open(url)));
  const rounds = connections.map(work);
  const timesMs: number[] = [];
  const run = async (untilMs: number, record: boolean): Promise<void> => {
    await Promise.all(
      rounds.map(async (round) => {
        for (let startMs = performance.now(); startMs < untilMs;) {
          await round();
          const endMs = performance.now();
          if (record) timesMs.push(endMs - startMs);
          startMs = endMs;
        }
      }),
    );
  };
  await run(performance.now() + seconds * 200, false);
  const startMs = performance.now();
  await run(startMs + seconds * 1_000, true);
  const tookMs = performance.now() - startMs;
  for (const connection of connections) connection.close();
  timesMs.sort((a, b) => a - b);
  const at = (share: number): number => Math.round((timesMs[Math.floor(timesMs.length * share)] ?? 0) * 1_000) / 1_000;
  return { perSecond: Math.round(timesMs.length / (tookMs / 1_000)), p50Ms: at(0.5), p99Ms: at(0.99) };
}

const TAG_AT = 1 + 2 + 1 + 1 + (2 + CAPABILITY_BYTES) + 1;

interface Put {
  readonly whole: Buffer;
  readonly tag: Buffer;
  /** Writes the tag anew: encoding is the client's work, not what is measured. */
  readonly next: () => void;
}

/** A request with one put of 1 KiB. */
function makePut(connection: Connection, path: string, put: Bytes): Put {
  const envelope = sealed(CLASS_BASE_BYTES + ENVELOPE_OVERHEAD_BYTES);
  const frame = encodeUp({ op: "put", put, tag: random(TAG_BYTES), route: sealed(ROUTE_BOX_BYTES), envelope });
  const { whole, body } = connection.request(path, encodeBody([frame]));
  const tag = body.subarray(TAG_AT, TAG_AT + TAG_BYTES);
  return { whole, tag, next: () => void randomFillSync(tag) };
}

const emptyWork: Work = (connection) => {
  const made = makePut(connection, "/empty", random(CAPABILITY_BYTES));
  return async () => {
    made.next();
    await connection.send(made.whole);
  };
};

/** Opens a drop with as many slots as one request can; answers its put capabilities. */
async function openDrop(connection: Connection, token: Bytes, take: Bytes): Promise<Bytes[]> {
  const puts = Array.from({ length: SLOTS_A_FRAME_MAX }, () => random(CAPABILITY_BYTES));
  const slots = puts.map((put, slot) => ({ slot, putId: putId(put), expiryDay: NEVER_DAY }));
  const body = encodeBody([encodeUp({ op: "open", token, takeId: takeId(take), slots })]);
  requireOk(await connection.send(connection.request("/v1/up", body).whole));
  return puts;
}

const OK = encodeUpResponse([CODE.ok]);

function requireOk(response: Buffer): void {
  if (!response.equals(OK)) throw new Error(`the hub answered ${decodeUpResponse(response)?.join() ?? "nothing"}`);
}

const putWork =
  (token: Bytes): Work =>
  (connection) => {
    let puts: Bytes[] = [];
    let made = makePut(connection, "/v1/up", random(CAPABILITY_BYTES));
    let left = 0;
    return async () => {
      if (left === 0) {
        if (puts.length === 0) puts = await openDrop(connection, token, random(CAPABILITY_BYTES));
        made = makePut(connection, "/v1/up", puts.pop() ?? random(CAPABILITY_BYTES));
        left = PARCELS_WAITING_A_SLOT_MAX;
      }
      left -= 1;
      made.next();
      requireOk(await connection.send(made.whole));
    };
  };

const burstWork =
  (token: Bytes): Work =>
  (connection) => {
    let puts: Bytes[] = [];
    let take = random(CAPABILITY_BYTES);
    let made = makePut(connection, "/v1/up", random(CAPABILITY_BYTES));
    let left = 0;
    let done: Bytes[] = [];
    return async () => {
      if (left === 0) {
        if (puts.length === 0) {
          take = random(CAPABILITY_BYTES);
          done = [];
          puts = await openDrop(connection, token, take);
        }
        made = makePut(connection, "/v1/up", puts.pop() ?? random(CAPABILITY_BYTES));
        left = PUTS_A_SLOT_A_DAY_MAX;
      }
      left -= 1;
      made.next();
      requireOk(await connection.send(made.whole));
      const ask = encodeBody([encodeDown({ op: "take", take, have: [], done })], DOWN_REQUEST_FLOOR_BYTES);
      const answer = await connection.send(connection.request("/v1/down", ask).whole);
      const { frames } = readBody(answer, { bodyBytesMax: DOWN_RESPONSE_BYTES_MAX, framesMax: 99 });
      if (frames.length !== 2) throw new Error(`one parcel and an end were expected, not ${frames.length} frames`);
      done = [Uint8Array.from(made.tag)];
    };
  };
