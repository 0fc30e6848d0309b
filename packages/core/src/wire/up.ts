import * as v from "valibot";
import type { Bytes } from "../bytes/bytes.ts";
import { encodeCbor } from "../bytes/cbor.ts";
import { bytesOf, bytesUpTo, decodeShape } from "../bytes/schema.ts";
import { OjakError } from "../errors.ts";
import { SLOTS_A_FRAME_MAX, TOKEN_BYTES, UP_FRAMES_MAX, UP_RESPONSE_FLOOR_BYTES } from "../limits.ts";
import { isCode, type Code } from "./codes.ts";
import { bodyLength, encodeBody, readBody } from "./frames.ts";
import { padme } from "./padme.ts";
import { decodePut, type PutRequest } from "./put.ts";
import { cap, day, decodeByOp, envelope, id, op, route, slot, tag, weeklyKey } from "./shapes.ts";

/** A put capability's id in a drop, accepted up to and with `expiryDay` (`NEVER_DAY`: no end). */
export interface Slot {
  readonly slot: number;
  readonly putId: Bytes;
  readonly expiryDay: number;
}

/** One frame of `POST /v1/up` (spec/wire.md 5.1). */
export type UpRequest =
  | { readonly op: "open"; readonly token: Bytes; readonly takeId: Bytes; readonly slots: readonly Slot[] }
  | ({ readonly op: "grant"; readonly take: Bytes } & Slot)
  | { readonly op: "revoke"; readonly take: Bytes; readonly slot: number }
  | { readonly op: "rotate"; readonly put: Bytes; readonly newPutId: Bytes }
  | PutRequest
  | { readonly op: "withdraw"; readonly put: Bytes; readonly tag: Bytes }
  | { readonly op: "publish"; readonly take: Bytes; readonly weeklyKey: Bytes }
  | { readonly op: "close"; readonly take: Bytes }
  | { readonly op: "freeze"; readonly put: Bytes }
  | { readonly op: "arm"; readonly take: Bytes; readonly desk: Bytes; readonly signal: Bytes }
  | { readonly op: "stop"; readonly stop: Bytes; readonly undo: boolean };

/** The kinds of up frames. */
export type UpOp = UpRequest["op"];

const slots = v.pipe(v.array(v.strictTuple([slot, id, day])), v.maxLength(SLOTS_A_FRAME_MAX));
const openShape = v.strictTuple([op(1), bytesOf(TOKEN_BYTES), id, slots]);
const grantShape = v.strictTuple([op(2), cap, slot, id, day]);
const revokeShape = v.strictTuple([op(3), cap, slot]);
const rotateShape = v.strictTuple([op(4), cap, id]);
const putShape = v.strictTuple([op(5), cap, tag, route, envelope]);
const withdrawShape = v.strictTuple([op(6), cap, tag]);
const publishShape = v.strictTuple([op(7), cap, weeklyKey]);
const closeShape = v.strictTuple([op(8), cap]);
const freezeShape = v.strictTuple([op(10), cap]);
const armShape = v.strictTuple([op(11), cap, id, id]);
const stopShape = v.strictTuple([op(12), cap, v.boolean()]);
const owners = [openShape, grantShape, revokeShape, publishShape, closeShape, armShape] as const;
const depositors = [rotateShape, putShape, withdrawShape, freezeShape] as const;
const schemas = new Map([...owners, ...depositors, stopShape].map((shape) => [shape.items[0].literal, shape]));
const resultsShape = v.strictTuple([op(9), bytesUpTo(UP_FRAMES_MAX)]);

/** The CBOR of one up frame. Lengths are the caller's to keep. */
export function encodeUp(request: UpRequest): Bytes {
  switch (request.op) {
    case "open":
      return encodeCbor([1, request.token, request.takeId, request.slots.map((one) => [one.slot, one.putId, one.expiryDay])]);
    case "grant":
      return encodeCbor([2, request.take, request.slot, request.putId, request.expiryDay]);
    case "revoke":
      return encodeCbor([3, request.take, request.slot]);
    case "rotate":
      return encodeCbor([4, request.put, request.newPutId]);
    case "put":
      return encodeCbor([5, request.put, request.tag, request.route, request.envelope]);
    case "withdraw":
      return encodeCbor([6, request.put, request.tag]);
    case "publish":
      return encodeCbor([7, request.take, request.weeklyKey]);
    case "close":
      return encodeCbor([8, request.take]);
    case "freeze":
      return encodeCbor([10, request.put]);
    case "arm":
      return encodeCbor([11, request.take, request.desk, request.signal]);
    case "stop":
      return encodeCbor([12, request.stop, request.undo]);
  }
}

/** Reads one up frame: null for a kind that this version does not know. Throws `malformed`. Byte strings may be views of the frame. */
export function decodeUp(frame: Uint8Array): UpRequest | null {
  const put = decodePut(frame);
  if (put !== null) return put;
  const content = decodeByOp(schemas, frame);
  if (content === null) return null;
  switch (content[0]) {
    case 1:
      return {
        op: "open",
        token: content[1],
        takeId: content[2],
        slots: content[3].map(([number, putId, expiryDay]) => ({ slot: number, putId, expiryDay })),
      };
    case 2:
      return { op: "grant", take: content[1], slot: content[2], putId: content[3], expiryDay: content[4] };
    case 3:
      return { op: "revoke", take: content[1], slot: content[2] };
    case 4:
      return { op: "rotate", put: content[1], newPutId: content[2] };
    case 5:
      return { op: "put", put: content[1], tag: content[2], route: content[3], envelope: content[4] };
    case 6:
      return { op: "withdraw", put: content[1], tag: content[2] };
    case 7:
      return { op: "publish", take: content[1], weeklyKey: content[2] };
    case 8:
      return { op: "close", take: content[1] };
    case 10:
      return { op: "freeze", put: content[1] };
    case 11:
      return { op: "arm", take: content[1], desk: content[2], signal: content[3] };
    case 12:
      return { op: "stop", stop: content[1], undo: content[2] };
  }
}

/** The padded response body of `/v1/up`: one code a frame, in order. */
export function encodeUpResponse(codes: readonly Code[]): Bytes {
  const frames = [encodeCbor([9, Uint8Array.from(codes)])];
  return encodeBody(frames, padme(bodyLength(frames), UP_RESPONSE_FLOOR_BYTES));
}

/** Reads the response of `/v1/up`: null when it was cut before its results. Throws `version`, `malformed`, `too-large`. */
export function decodeUpResponse(body: Uint8Array): readonly Code[] | null {
  const { frames } = readBody(body, { bodyBytesMax: 1_024, framesMax: 1 });
  const frame = frames[0];
  if (frame === undefined) return null;
  const [, results] = decodeShape(resultsShape, frame);
  return Array.from(results, (code) => {
    if (!isCode(code)) throw new OjakError("malformed", `no result code: ${code}`);
    return code;
  });
}
