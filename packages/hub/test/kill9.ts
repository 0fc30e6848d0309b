import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { hex } from "@ojak/core/bytes/text";
import { putId, takeId } from "@ojak/core/keys/capability";
import { PARCELS_WAITING_A_SLOT_MAX, PREFIX_BYTES, SLOTS_A_FRAME_MAX } from "@ojak/core/limits";
import { NEVER_DAY } from "@ojak/core/wire/shapes";
import { mintToken } from "../src/tokens/mint.ts";
import { down, fresh, putOf, up } from "./hub-client.ts";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const ROUND_MS_MIN = 150;
const ROUND_MS_SPREAD = 350;
const START_TRIES_MAX = 3;

/** What the runner counts, over all rounds so far. */
export interface Kill9Tally {
  readonly rounds: number;
  /** Parcels whose put was answered with 0 before or between kills. */
  readonly acknowledged: number;
  /** Parcels that readers kept, each once by its tag. */
  readonly delivered: number;
  /** Acknowledged parcels that no reader ever got: must be 0. */
  readonly lost: number;
  /** Parcels that came again after their `done` was answered: must be 0. */
  readonly returned: number;
}

/** How hard to try. */
export interface Kill9Options {
  readonly rounds: number;
  readonly clients: number;
  readonly onProgress?: (tally: Kill9Tally) => void;
}

interface Client {
  readonly take: Bytes;
  readonly puts: readonly Bytes[];
  readonly acknowledged: Set<string>;
  readonly delivered: Set<string>;
  /** Tags whose `done` was answered. */
  readonly done: Set<string>;
  /** Kept by the reader, not yet answered as done. */
  held: Map<string, Uint8Array>;
  returned: number;
  sent: number;
}

/**
 * Puts a real hub process under load from several clients, kills it with SIGKILL at a random moment, starts it again, and so on; in the end every reader
 * empties his drop. Counts what was acknowledged and lost, and what came back after it was done.
 */
export async function runKill9({ rounds, clients: count, onProgress = () => {} }: Kill9Options): Promise<Kill9Tally> {
  const folder = await mkdtemp(join(tmpdir(), "ojak-kill9-"));
  const { token } = mintToken(folder, { drops: count });
  let hub = await startProcess(folder);
  try {
    const clients = await Promise.all(Array.from({ length: count }, () => openClient(hub.url, token)));
    for (let round = 1; round <= rounds; round++) {
      const { url } = hub;
      const load = Promise.all(clients.map((client) => pump(client, url)));
      await new Promise((resolve) => setTimeout(resolve, ROUND_MS_MIN + Math.random() * ROUND_MS_SPREAD));
      const exit = once(hub.child, "exit");
      hub.child.kill("SIGKILL");
      await Promise.all([exit, load]);
      hub = await startProcess(folder);
      onProgress(tallyOf(round, clients));
    }
    for (const client of clients) await empty(client, hub.url);
    return tallyOf(rounds, clients);
  } finally {
    const exit = once(hub.child, "exit");
    if (hub.child.exitCode === null && hub.child.kill("SIGTERM")) await exit;
    await rm(folder, { recursive: true, force: true });
  }
}

async function startProcess(folder: string): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  for (let tries = 1; ; tries++) {
    const child = spawn(process.execPath, [MAIN], {
      env: { ...process.env, PORT: "0", OJAK_ADMIN_PORT: "0", OJAK_DATA: folder },
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      const said = JSON.parse(line) as { readonly event: string; readonly url?: string };
      if (said.event === "listening" && said.url !== undefined) return { child, url: said.url };
    }
    if (tries === START_TRIES_MAX) throw new Error("the hub does not start again");
  }
}

async function openClient(url: string, token: Bytes): Promise<Client> {
  const take = fresh(32);
  const puts = Array.from({ length: SLOTS_A_FRAME_MAX }, () => fresh(32));
  const slots = puts.map((put, slot) => ({ slot, putId: putId(put), expiryDay: NEVER_DAY }));
  const [code] = await up(url, { op: "open", token, takeId: takeId(take), slots });
  if (code !== 0) throw new Error(`open was answered with ${code}`);
  return { take, puts, acknowledged: new Set(), delivered: new Set(), done: new Set(), held: new Map(), returned: 0, sent: 0 };
}

/** Sends and reads until the hub is gone. */
async function pump(client: Client, url: string): Promise<void> {
  try {
    for (;;) {
      const put = client.puts[Math.floor(client.sent / PARCELS_WAITING_A_SLOT_MAX) % client.puts.length] ?? fresh(32);
      const parcels = [putOf(put), putOf(put)];
      client.sent += parcels.length;
      const codes = await up(url, ...parcels);
      parcels.forEach((parcel, i) => codes[i] === 0 && client.acknowledged.add(hex(parcel.tag)));
      if (client.sent % 16 === 0) await read(client, url);
    }
  } catch {
    // Killed in the middle of a request: what was not answered is not counted.
  }
}

/** One burst of the reader: tells what he has and what is done, keeps what is new by its tag. Answers whether there is more. */
async function read(client: Client, url: string): Promise<boolean> {
  const done = [...client.held.values()].slice(0, 128);
  const have = [...client.held.values()].slice(128, 384).map((tag) => tag.subarray(0, PREFIX_BYTES));
  const frames = await down(url, { op: "take", take: client.take, have, done });
  for (const tag of done) {
    client.held.delete(hex(tag));
    client.done.add(hex(tag));
  }
  for (const frame of frames) {
    if (frame.kind !== "parcel") continue;
    const tag = hex(frame.tag);
    if (client.done.has(tag)) client.returned += 1;
    client.delivered.add(tag);
    client.held.set(tag, frame.tag);
  }
  const last = frames.at(-1);
  return client.held.size > 0 || (last?.kind === "last" && last.more);
}

async function empty(client: Client, url: string): Promise<void> {
  while (await read(client, url));
}

function tallyOf(rounds: number, clients: readonly Client[]): Kill9Tally {
  const sum = (of: (client: Client) => number): number => clients.reduce((all, client) => all + of(client), 0);
  return {
    rounds,
    acknowledged: sum(({ acknowledged }) => acknowledged.size),
    delivered: sum(({ delivered }) => delivered.size),
    lost: sum(({ acknowledged, delivered }) => [...acknowledged].filter((tag) => !delivered.has(tag)).length),
    returned: sum(({ returned }) => returned),
  };
}
