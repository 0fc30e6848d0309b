import * as v from "valibot";
import { concat, readU16, split, u16, type Bytes } from "../bytes/bytes.ts";
import { encodeCbor } from "../bytes/cbor.ts";
import { bytesUpTo, uintUpTo } from "../bytes/schema.ts";
import { OjakError, assert } from "../errors.ts";
import {
  BURST_FLOOR_BYTES,
  DOWN_RESPONSE_BYTES_MAX,
  PREFIX_BYTES,
  PREFIXES_A_FRAME_MAX,
  TAGS_A_FRAME_MAX,
  TAG_BYTES,
} from "../limits.ts";
import { CODE_MAX, STANDING_MAX, STATE_MAX, type Code, type Standing, type State } from "./codes.ts";
import { bodyLength, encodeBody } from "./frames.ts";
import { padme } from "./padme.ts";
import { cap, day, decodeByOp, envelope, index, op, route, slot, tag, weeklyKey } from "./shapes.ts";

/** One frame of a `POST /v1/down` request (spec/wire.md 5.2); at most 256 prefixes (`have`) and 128 tags (`done`, `tags`). */
export type DownRequest =
  | { readonly op: "take"; readonly take: Bytes; readonly have: readonly Uint8Array[]; readonly done: readonly Uint8Array[] }
  | { readonly op: "look"; readonly put: Bytes; readonly tags: readonly Uint8Array[] }
  | { readonly op: "limit"; readonly bytes: number }
  | { readonly op: "watch"; readonly stop: Bytes };

/** What became of one parcel, and the day (since the Unix epoch) on which it did; day 0 for an unknown one. */
export interface ParcelState {
  readonly state: State;
  readonly day: number;
}

/**
 * One frame of the response. `index` is the place of the asking frame in the request, counted from 0 over all frames (for parcels, of the first
 * that takes with that capability). `unknown` is a kind that this version does not know: skip it.
 */
export type DownResponse =
  | {
      readonly kind: "parcel";
      readonly index: number;
      readonly slot: number;
      readonly tag: Bytes;
      readonly route: Bytes | null;
      readonly envelope: Bytes;
    }
  | { readonly kind: "gone"; readonly index: number; readonly prefixes: readonly Uint8Array[] }
  | { readonly kind: "states"; readonly index: number; readonly states: readonly ParcelState[]; readonly weeklyKey: Bytes | null }
  | { readonly kind: "refused"; readonly index: number; readonly code: Code }
  | { readonly kind: "last"; readonly more: boolean; readonly day: number }
  | { readonly kind: "watched"; readonly index: number; readonly standing: Standing; readonly day: number }
  | { readonly kind: "unknown" };

const tags = bytesUpTo(TAGS_A_FRAME_MAX * TAG_BYTES, TAG_BYTES);
const prefixes = bytesUpTo(PREFIXES_A_FRAME_MAX * PREFIX_BYTES, PREFIX_BYTES);
const takeShape = v.strictTuple([op(1), cap, prefixes, tags]);
const lookShape = v.strictTuple([op(2), cap, tags]);
const limitShape = v.strictTuple([op(3), uintUpTo(DOWN_RESPONSE_BYTES_MAX)]);
const watchShape = v.strictTuple([op(4), cap]);
const requestSchemas = new Map([takeShape, lookShape, limitShape, watchShape].map((shape) => [shape.items[0].literal, shape]));

const parcelShape = v.strictTuple([op(10), index, slot, tag, route, envelope]);
const goneShape = v.strictTuple([op(11), index, prefixes]);
const statesShape = v.strictTuple([
  op(12),
  index,
  bytesUpTo(TAGS_A_FRAME_MAX),
  bytesUpTo(TAGS_A_FRAME_MAX * 2, 2),
  v.nullable(weeklyKey),
]);
const refusedShape = v.strictTuple([op(13), index, uintUpTo(CODE_MAX)]);
const lastShape = v.strictTuple([op(14), v.boolean(), day]);
const watchedShape = v.strictTuple([op(21), index, uintUpTo(STANDING_MAX), day]);
const responseSchemas = new Map(
  [parcelShape, goneShape, statesShape, refusedShape, lastShape, watchedShape].map((shape) => [shape.items[0].literal, shape]),
);

/** The CBOR of one down request. Lengths are the caller's to keep. */
export function encodeDown(request: DownRequest): Bytes {
  if (request.op === "take") return encodeCbor([1, request.take, concat(...request.have), concat(...request.done)]);
  if (request.op === "limit") return encodeCbor([3, request.bytes]);
  if (request.op === "watch") return encodeCbor([4, request.stop]);
  return encodeCbor([2, request.put, concat(...request.tags)]);
}

/** Reads one down request: null for a kind that this version does not know. Throws `malformed`. */
export function decodeDown(frame: Uint8Array): DownRequest | null {
  const content = decodeByOp(requestSchemas, frame);
  if (content === null) return null;
  if (content[0] === 1)
    return { op: "take", take: content[1], have: split(content[2], PREFIX_BYTES), done: split(content[3], TAG_BYTES) };
  if (content[0] === 3) return { op: "limit", bytes: content[1] };
  if (content[0] === 4) return { op: "watch", stop: content[1] };
  return { op: "look", put: content[1], tags: split(content[2], TAG_BYTES) };
}

/** The CBOR of one response frame. */
export function encodeDownResponse(response: Exclude<DownResponse, { readonly kind: "unknown" }>): Bytes {
  switch (response.kind) {
    case "parcel":
      return encodeCbor([10, response.index, response.slot, response.tag, response.route, response.envelope]);
    case "gone":
      return encodeCbor([11, response.index, concat(...response.prefixes)]);
    case "states":
      return encodeCbor([
        12,
        response.index,
        Uint8Array.from(response.states, (one) => one.state),
        concat(...response.states.map((one) => u16(one.day))),
        response.weeklyKey,
      ]);
    case "refused":
      return encodeCbor([13, response.index, response.code]);
    case "last":
      return encodeCbor([14, response.more, response.day]);
    case "watched":
      return encodeCbor([21, response.index, response.standing, response.day]);
  }
}

/** Reads one response frame; throws `malformed`. */
export function decodeDownResponse(frame: Uint8Array): DownResponse {
  const content = decodeByOp(responseSchemas, frame);
  if (content === null) return { kind: "unknown" };
  switch (content[0]) {
    case 10:
      return { kind: "parcel", index: content[1], slot: content[2], tag: content[3], route: content[4], envelope: content[5] };
    case 11:
      return { kind: "gone", index: content[1], prefixes: split(content[2], PREFIX_BYTES) };
    case 12:
      return { kind: "states", index: content[1], states: readStates(content[2], content[3]), weeklyKey: content[4] };
    case 13:
      return { kind: "refused", index: content[1], code: content[2] as Code };
    case 14:
      return { kind: "last", more: content[1], day: content[2] };
    case 21:
      return { kind: "watched", index: content[1], standing: content[2] as Standing, day: content[3] };
  }
}

function readStates(states: Uint8Array, days: Uint8Array): readonly ParcelState[] {
  if (days.length !== states.length * 2) throw new OjakError("malformed", "as many days as states are needed");
  return Array.from(states, (state, i) => {
    if (state > STATE_MAX) throw new OjakError("malformed", `no parcel state: ${state}`);
    return { state: state as State, day: readU16(days, i * 2) };
  });
}

/** The padded response body of `/v1/down`, from frames that `encodeDownResponse` made. */
export function encodeDownBody(frames: readonly Uint8Array[]): Bytes {
  assert(frames.length > 0, "a response has at least its last frame");
  return encodeBody(frames, padme(bodyLength(frames), BURST_FLOOR_BYTES));
}
