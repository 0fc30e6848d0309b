import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomBytes, randomInt } from "node:crypto";
import { exchange } from "@ojak/client/hub/exchange";
import type { Ports } from "@ojak/client/ports";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { assert } from "@ojak/core/errors";
import { putId, takeId } from "@ojak/core/keys/capability";
import { signalId } from "@ojak/core/keys/stop";
import {
  CAPABILITY_BYTES,
  ENVELOPE_SIZES_BYTES,
  ID_BYTES,
  PUTS_A_SLOT_A_DAY_MAX,
  ROUTE_BOX_BYTES,
  TAG_BYTES,
} from "@ojak/core/limits";
import type { DownRequest } from "@ojak/core/wire/down";
import { NEVER_DAY } from "@ojak/core/wire/shapes";
import type { UpRequest } from "@ojak/core/wire/up";
import { startHub } from "@ojak/hub/start";
import { mintToken } from "@ojak/hub/tokens/mint";
import { nodePorts } from "../../platform/ports.ts";
import type { Sample } from "./classifier.ts";
import { LinkProxy, NEVER } from "./link-proxy.ts";

const random = (length: number): Bytes => new Uint8Array(randomBytes(length));
const sealed = (length: number): Bytes => random(length).fill(1, 0, 1);
const [NOTE, BASE, LONG] = ENVELOPE_SIZES_BYTES as [number, number, number];

/** A piece of data that passed the observer. */
interface Passed {
  readonly way: "up" | "down";
  readonly bytes: number;
  readonly atMs: number;
}

/** What a burst may hold: nothing, something up, or something that waits at the hub. */
const CARGOES = {
  check: { up: 0, down: 0 },
  /** What a decoy sends: a check whose take stops a drop that was armed for it. */
  signal: { up: 0, down: 0 },
  receipt: { up: NOTE, down: 0 },
  reply: { up: BASE, down: 0 },
  letter: { up: 0, down: BASE },
  /** A control: it is larger, and whoever watches must see that. */
  "long letter": { up: 0, down: LONG },
} as const;

/** The kinds of bursts that an observer is shown. */
export type Cargo = keyof typeof CARGOES;

/**
 * Shows an observer of the line `count` bursts of the given kinds in random order: sizes, numbers and times of all that passes between a client and a real hub with
 * its durable store. Every burst has connections of its own.
 */
export async function observeBursts(count: number, cargoes: readonly Cargo[]): Promise<Sample[]> {
  const folder = await mkdtemp(join(tmpdir(), "ojak-observer-"));
  try {
    await using hub = await startHub({ folder, host: "127.0.0.1", port: 0, adminPort: 0, realm: "observer.ojak" });
    const { token } = mintToken(folder, { drops: 65_536 });
    const ports = nodePorts(join(folder, "unused.bin"), { nowMs: () => performance.now() });
    const samples: Sample[] = [];
    for (let i = 0; i < count; i++) {
      const kind = cargoes[randomInt(cargoes.length)] ?? "check";
      const figures = await observeOne(ports, new URL(hub.url), token, { ...CARGOES[kind], isSignal: kind === "signal" });
      // The first ones warm everything up.
      if (i >= WARM_UP) samples.push({ kind, figures });
    }
    return samples;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const WARM_UP = Math.min(50, PUTS_A_SLOT_A_DAY_MAX);

async function observeOne(
  ports: Ports,
  hubUrl: URL,
  token: Bytes,
  cargo: { readonly up: number; readonly down: number; readonly isSignal: boolean },
): Promise<number[]> {
  const [take, put, theirTake, theirPut] = [1, 2, 3, 4].map(() => random(CAPABILITY_BYTES)) as [Bytes, Bytes, Bytes, Bytes];
  const open = (own: Bytes, capability: Bytes): UpRequest => {
    return { op: "open", token, takeId: takeId(own), slots: [{ slot: 1, putId: putId(capability), expiryDay: NEVER_DAY }] };
  };
  // Armed in any case, so that what was written before tells nothing.
  const signal = signalId(cargo.isSignal ? take : random(CAPABILITY_BYTES));
  const arm: UpRequest = { op: "arm", take: theirTake, desk: random(ID_BYTES), signal };
  const waiting = cargo.down === 0 ? [] : [putOf(put, cargo.down, sealed(ROUTE_BOX_BYTES))];
  const before = await exchange(
    ports.transportTo(hubUrl.origin),
    ports.clock,
    [open(take, put), open(theirTake, theirPut), arm, ...waiting],
    null,
  );
  assert(before.codes?.every((code) => code === 0) === true, "the hub is ready for the burst");

  const seen: Passed[] = [];
  await using link = new LinkProxy(Number(hubUrl.port), NEVER, (way, bytes) =>
    seen.push({ way, bytes, atMs: performance.now() }),
  );
  const origin = await link.start();
  const ups = cargo.up === 0 ? [] : [putOf(theirPut, cargo.up, null)];
  const downs: DownRequest[] = [{ op: "take", take, have: [], done: [] }];
  const { complete } = await exchange(ports.transportTo(origin), ports.clock, ups, downs);
  assert(complete, "an observed burst is whole");
  return figuresOf(seen);
}

function putOf(put: Bytes, bytes: number, route: Bytes | null): UpRequest {
  return { op: "put", put, tag: random(TAG_BYTES), route, envelope: sealed(bytes) };
}

/** Bytes and packets each way, the largest packet each way, and when things happened, in ms after the first byte. */
function figuresOf(seen: readonly Passed[]): number[] {
  const ups = seen.filter(({ way }) => way === "up");
  const downs = seen.filter(({ way }) => way === "down");
  const startMs = seen[0]?.atMs ?? 0;
  const sizes = [ups, downs].flatMap((list) => [
    list.reduce((sum, { bytes }) => sum + bytes, 0),
    list.length,
    Math.max(...list.map(({ bytes }) => bytes)),
  ]);
  const times = [ups.at(-1), downs[0], downs.at(-1)].map((one) => (one?.atMs ?? startMs) - startMs);
  const lastUpMs = ups.at(-1)?.atMs ?? startMs;
  return [...sizes, ...times, (downs[0]?.atMs ?? lastUpMs) - lastUpMs, (downs.at(-1)?.atMs ?? lastUpMs) - lastUpMs];
}
