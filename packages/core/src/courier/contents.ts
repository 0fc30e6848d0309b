import * as v from "valibot";
import { concat, readU16, split, u16, type Bytes } from "../bytes/bytes.ts";
import { encodeCbor } from "../bytes/cbor.ts";
import { bytesOf, bytesUpTo, decodeShape, textUpTo } from "../bytes/schema.ts";
import { OjakError } from "../errors.ts";
import {
  COURIER_PARCELS_MAX,
  COURIER_RETURNS_MAX,
  DROP_NAME_BYTES,
  REALM_BYTES_MAX,
  ROUTING_TEXT_BYTES_MAX,
  TAG_BYTES,
} from "../limits.ts";
import { decodeDownResponse, encodeDownResponse } from "../wire/down.ts";
import { day, op } from "../wire/shapes.ts";
import { decodeUp, encodeUp, type UpRequest } from "../wire/up.ts";

/** A parcel on its way to a courier's phone, with what the broker's phone knows of it. */
export interface CarriedParcel {
  readonly slot: number;
  readonly tag: Bytes;
  readonly envelope: Bytes;
  readonly routing: string | null;
  readonly arrivedDay: number;
}

/** What a broker's phone gives to a courier's (spec/wire.md 10.2). `drop` is `dropName` of the broker's. */
export interface Delivery {
  readonly realm: string;
  readonly drop: Bytes;
  readonly parcels: readonly CarriedParcel[];
}

/** What may be brought back for the air: a broker's phone sends nothing else for a courier. */
export type CarriedUp = Extract<UpRequest, { readonly op: "put" | "withdraw" | "close" }>;

/** What a courier's phone gives back. */
export interface Return {
  readonly realm: string;
  readonly drop: Bytes;
  readonly ups: readonly CarriedUp[];
  /** Tags of parcels that were handed over. */
  readonly done: readonly Bytes[];
  /** Tags of parcels whose reader was not found: the hub brings them again. */
  readonly unfound: readonly Bytes[];
  /** Slots that nothing more is taken in. */
  readonly stopped: readonly number[];
}

const headShape = v.strictTuple([op(16), textUpTo(REALM_BYTES_MAX), bytesOf(DROP_NAME_BYTES)]);
const noteShape = v.strictTuple([op(17), day, v.nullable(textUpTo(ROUTING_TEXT_BYTES_MAX))]);
const tags = bytesUpTo(COURIER_PARCELS_MAX * TAG_BYTES, TAG_BYTES);
const endShape = v.strictTuple([op(18), tags, tags, bytesUpTo(COURIER_PARCELS_MAX * 2, 2)]);

/** The frames of a delivery: a head, then each parcel as on the air, and a note. */
export function deliveryFrames({ realm, drop, parcels }: Delivery): Bytes[] {
  return [
    encodeCbor([16, realm, drop]),
    ...parcels.flatMap(({ slot, tag, envelope, routing, arrivedDay }) => [
      encodeDownResponse({ kind: "parcel", index: 0, slot, tag, route: null, envelope }),
      encodeCbor([17, arrivedDay, routing]),
    ]),
  ];
}

/** Reads them. Throws `malformed`, also for anything that is not asked for: a bundle has no unknown kinds. */
export function readDelivery(frames: readonly Uint8Array[]): Delivery {
  const [head, ...rest] = frames;
  const [, realm, drop] = decodeShape(headShape, head ?? new Uint8Array());
  if (rest.length % 2 !== 0 || rest.length > 2 * COURIER_PARCELS_MAX)
    throw new OjakError("malformed", "each parcel has a note, and there are not more than a courier carries");
  const parcels = Array.from({ length: rest.length / 2 }, (_, i) => readParcel(rest[2 * i], rest[2 * i + 1]));
  return { realm, drop, parcels };
}

/** The frames of a return: a head, what goes on the air as it will go, and one frame of what became of the parcels. */
export function returnFrames({ realm, drop, ups, done, unfound, stopped }: Return): Bytes[] {
  return [
    encodeCbor([16, realm, drop]),
    ...ups.map(encodeUp),
    encodeCbor([18, concat(...done), concat(...unfound), concat(...stopped.map(u16))]),
  ];
}

/** Reads them. Throws `malformed`. */
export function readReturn(frames: readonly Uint8Array[]): Return {
  const [head, end] = [frames[0], frames.at(-1)];
  const [, realm, drop] = decodeShape(headShape, head ?? new Uint8Array());
  const [, done, unfound, stopped] = decodeShape(endShape, end ?? new Uint8Array());
  const ups = frames.slice(1, -1);
  if (ups.length > COURIER_RETURNS_MAX) throw new OjakError("malformed", "more than a courier brings");
  return {
    realm,
    drop,
    ups: ups.map(readUp),
    done: split(done, TAG_BYTES),
    unfound: split(unfound, TAG_BYTES),
    stopped: split(stopped, 2).map((bytes) => readU16(bytes, 0)),
  };
}

function readParcel(frame: Uint8Array = new Uint8Array(), note: Uint8Array = new Uint8Array()): CarriedParcel {
  const parcel = decodeDownResponse(frame);
  // One form only: the routing lines are in the note, opened.
  if (parcel.kind !== "parcel" || parcel.index !== 0 || parcel.route !== null)
    throw new OjakError("malformed", "a parcel is asked for here");
  const [, arrivedDay, routing] = decodeShape(noteShape, note);
  const { slot, tag, envelope } = parcel;
  return { slot, tag, envelope, routing, arrivedDay };
}

function readUp(frame: Uint8Array): CarriedUp {
  const up = decodeUp(frame);
  const isAllowed = up !== null && (up.op === "withdraw" || up.op === "close" || (up.op === "put" && up.route === null));
  if (!isAllowed) throw new OjakError("malformed", "a courier brings answers, withdrawals and ends only");
  return up;
}
