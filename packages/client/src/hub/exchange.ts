import type { Bytes } from "@ojak/core/bytes/bytes";
import { isOjakError } from "@ojak/core/errors";
import { DOWN_FRAMES_MAX, DOWN_RESPONSE_BYTES_MAX } from "@ojak/core/limits";
import { padBurst } from "@ojak/core/wire/burst";
import type { Code } from "@ojak/core/wire/codes";
import { decodeDownResponse, type DownRequest, type DownResponse } from "@ojak/core/wire/down";
import { cutUpBody } from "@ojak/core/wire/rest";
import { readBody } from "@ojak/core/wire/frames";
import { decodeUpResponse, type UpRequest } from "@ojak/core/wire/up";
import type { Arrival, Clock, Transport } from "../ports.ts";

/** What one exchange brought. */
export interface Exchange {
  /** One code for each thing sent up, in order; null when the hub's answer did not arrive: everything is sent again then. */
  readonly codes: readonly Code[] | null;
  readonly frames: readonly DownResponse[];
  /** True when the hub said that this is all: neither cut nor more waiting; also when nothing was asked for. */
  readonly complete: boolean;
  readonly upBytes: number;
  readonly downBytes: number;
  readonly airMs: number;
}

/** Bytes so far, for the screen. */
export type OnProgress = (downBytes: number) => void;

const FRAMES_MAX = 4_096;

/**
 * Both requests at once (spec/wire.md 5), the small one first, which then need not wait behind the large one; null leaves one out. What arrived counts, also when the
 * link was cut in one or both directions. Throws `unreachable` only when nothing came back at all; `busy` when the hub turned it away.
 */
export async function exchange(
  transport: Transport,
  clock: Clock,
  ups: readonly UpRequest[] | null,
  downs: readonly DownRequest[] | null,
  onProgress: OnProgress = () => undefined,
): Promise<Exchange> {
  const bodies = padBurst(ups, downs);
  const startMs = clock.nowMs();
  const counts = { up: 0, rest: 0, down: 0 };
  const counted = (side: keyof typeof counts) => (bytes: number) => {
    counts[side] = bytes;
    onProgress(counts.up + counts.rest + counts.down);
  };
  const cut = transport.cutsUp === true && bodies.down !== null && bodies.up !== null ? cutUpBody(bodies.up) : null;
  const first = cut?.beginning ?? bodies.up;
  const [down, up, rest] = await Promise.allSettled([
    bodies.down === null ? null : transport.post("/v1/down", bodies.down, counted("down")),
    first === null ? null : transport.post("/v1/up", first, counted("up")),
    cut === null ? null : transport.post("/v1/up", cut.rest, counted("rest")),
  ]);
  // Neither brought anything: one failed, and the other did too or was not made.
  if (up.status === "rejected" && (down.status === "rejected" || downs === null)) throw up.reason;
  if (down.status === "rejected" && ups === null) throw down.reason;
  const { frames, complete } = downs === null ? { frames: [], complete: true } : readDown(valueOf(down));
  return {
    codes: readUp(cut === null ? [valueOf(up)] : [valueOf(up), valueOf(rest)], ups?.length ?? 0),
    frames,
    complete,
    upBytes: (bodies.up?.length ?? 0) + (bodies.down?.length ?? 0),
    downBytes: counts.up + counts.rest + counts.down,
    airMs: clock.nowMs() - startMs,
  };
}

function valueOf(settled: PromiseSettledResult<Arrival | null>): Arrival | null {
  if (settled.status === "fulfilled") return settled.value;
  if (isOjakError(settled.reason)) return null;
  throw settled.reason;
}

function readUp(arrivals: readonly (Arrival | null)[], count: number): readonly Code[] | null {
  const codes = arrivals.flatMap((one) => (one === null ? [] : (decodeUpResponse(one.body) ?? [])));
  // Each code belongs to the frame in its place: with one missing, none is known.
  return arrivals.includes(null) || codes.length !== count ? null : codes;
}

function readDown(arrival: Arrival | null): { readonly frames: readonly DownResponse[]; readonly complete: boolean } {
  if (arrival === null) return { frames: [], complete: false };
  const body: Bytes = arrival.body;
  const frames = readBody(body, { bodyBytesMax: DOWN_RESPONSE_BYTES_MAX, framesMax: FRAMES_MAX + DOWN_FRAMES_MAX }).frames.map(
    decodeDownResponse,
  );
  const last = frames.at(-1);
  return { frames, complete: last?.kind === "last" && !last.more };
}
