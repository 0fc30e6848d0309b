import type { Bytes } from "@ojak/core/bytes/bytes";
import { hex } from "@ojak/core/bytes/text";
import { dayOf } from "@ojak/core/epoch";
import { BURST_FLOOR_BYTES, DOWN_RESPONSE_BYTES_MAX, ENVELOPE_SIZES_BYTES, ROUTE_BOX_BYTES } from "@ojak/core/limits";
import { CODE, codeName } from "@ojak/core/wire/codes";
import { decodeDown, encodeDownResponse, type DownRequest } from "@ojak/core/wire/down";
import { bodyLength } from "@ojak/core/wire/frames";
import { padmeWithin } from "@ojak/core/wire/padme";
import type { Clock } from "../clock.ts";
import { putIdOf, signalIdOf, stopIdOf, takeIdOf } from "./ids.ts";
import type { DropsStore, Refusal } from "./port.ts";
import { readFrame, type FrameListener } from "./service-frames.ts";

/** Acts on the frames of a down body; resolves with the response frames. */
export type DownService = (frames: readonly Uint8Array[]) => Promise<Uint8Array[]>;

interface Taker {
  readonly index: number;
  readonly id: Bytes;
  readonly have: Uint8Array[];
}

/** A parcel frame around its envelope: numbers, tag and the CBOR heads, at their longest. */
const PARCEL_FRAME_BYTES = 2 + 1 + 1 + 2 + 3 + 17 + (2 + ROUTE_BOX_BYTES) + 3;
const LAST_FRAME_BYTES = 2 + 1 + 1 + 1 + 3;

/** The downward half of the burst (spec/wire.md 5.2): turns capabilities into ids, asks the store, and fills the answer. */
export function makeDownService(store: DropsStore, clock: Clock, onFrame: FrameListener): DownService {
  const look = async (index: number, request: DownRequest & { readonly op: "look" }, day: number): Promise<Uint8Array[]> => {
    const looked = await store.look(putIdOf(request.put), request.tags, day);
    onFrame("look", typeof looked === "number" ? codeName(looked) : "ok");
    if (typeof looked === "number") return [refused(index, looked)];
    const { states, weeklyKey, isStopped } = looked;
    const frame = encodeDownResponse({ kind: "states", index, states, weeklyKey });
    return isStopped ? [frame, refused(index, CODE.stopped)] : [frame];
  };

  const watch = async (index: number, { stop }: DownRequest & { readonly op: "watch" }): Promise<Uint8Array[]> => {
    const watched = await store.watch(stopIdOf(stop));
    onFrame("watch", "ok");
    return [encodeDownResponse({ kind: "watched", index, ...watched })];
  };

  const acknowledge = async (
    index: number,
    id: Bytes,
    { have, done }: DownRequest & { readonly op: "take" },
    day: number,
  ): Promise<Uint8Array[]> => {
    const gone = await store.acknowledge(id, have, done, day);
    onFrame("take", typeof gone === "number" ? codeName(gone) : "ok");
    if (typeof gone === "number") return [refused(index, gone)];
    return gone.length === 0 ? [] : [encodeDownResponse({ kind: "gone", index, prefixes: gone })];
  };

  return async (asked: readonly Uint8Array[]): Promise<Uint8Array[]> => {
    const day = dayOf(clock.nowMs());
    let boundBytes = DOWN_RESPONSE_BYTES_MAX;
    const takers = new Map<string, Taker>();
    // Everything is asked before anything is awaited, so that the acknowledgements of a burst share commits.
    const answers = asked.map((frame, index): Promise<Uint8Array[]> => {
      const request = readFrame(() => decodeDown(frame));
      if (typeof request === "number") {
        onFrame("other", codeName(request));
        return Promise.resolve([refused(index, request)]);
      }
      if (request.op === "look") return look(index, request, day);
      if (request.op === "watch") return watch(index, request);
      if (request.op === "limit") {
        boundBytes = Math.min(boundBytes, Math.max(request.bytes, BURST_FLOOR_BYTES));
        onFrame("limit", "ok");
        return Promise.resolve([]);
      }
      const id = takeIdOf(request.take);
      // What one capability has in several frames is united before anything is selected for it.
      const taker = takers.get(hex(id));
      if (taker === undefined) {
        takers.set(hex(id), { index, id, have: [...request.have] });
        // With every take, whoever it is: the work before the answer is the same, and the answer waits for nothing of it.
        store.signal(signalIdOf(request.take), day);
      } else taker.have.push(...request.have);
      return acknowledge(index, id, request, day);
    });
    const frames = (await Promise.all(answers)).flat();
    const room = padmeWithin(boundBytes) - bodyLength(frames) - LAST_FRAME_BYTES;
    const found = await fill(store, [...takers.values()], room, day);
    return [...frames, ...found.frames, encodeDownResponse({ kind: "last", more: found.more, day })];
  };
}

/** Parcels for all takers, smallest class first: a cut then costs the largest, and the small ones are the vital ones. */
async function fill(
  store: DropsStore,
  takers: readonly Taker[],
  roomBytes: number,
  day: number,
): Promise<{ readonly frames: Uint8Array[]; readonly more: boolean }> {
  const frames: Uint8Array[] = [];
  let room = roomBytes;
  for (const envelopeBytes of ENVELOPE_SIZES_BYTES) {
    for (const { id, index, have } of takers) {
      const fitting = Math.floor(room / (envelopeBytes + PARCEL_FRAME_BYTES));
      const found = await store.waiting(id, envelopeBytes, have, fitting + 1, day);
      for (const parcel of found.slice(0, fitting)) {
        const frame = encodeDownResponse({ kind: "parcel", index, ...parcel });
        room -= 2 + frame.length;
        frames.push(frame);
      }
      if (found.length > fitting) return { frames, more: true };
    }
  }
  return { frames, more: false };
}

function refused(index: number, code: Refusal): Uint8Array {
  return encodeDownResponse({ kind: "refused", index, code });
}
