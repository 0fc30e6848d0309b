import type { Bytes } from "@ojak/core/bytes/bytes";
import { concat, readU16, readU32, u16, u32 } from "@ojak/core/bytes/bytes";
import { assert } from "@ojak/core/errors";
import { BODY_PLACE_BYTES, BODY_PLACES_A_PARCEL_MAX } from "@ojak/core/limits";

/** What is large in a parcel: the part of it that lies in places of one size. */
export interface Body {
  readonly route: Bytes | null;
  readonly envelope: Bytes;
}

/** The lengths of route box and envelope; a route box of length 0 is none. */
const HEAD_BYTES = 1 + 2;

/** A body, cut to the size of places; the last piece is filled with zeros. */
export function bodyPieces(route: Uint8Array | null, envelope: Uint8Array): readonly Bytes[] {
  const routeBytes = route?.length ?? 0;
  const pieces = Math.ceil((HEAD_BYTES + routeBytes + envelope.length) / BODY_PLACE_BYTES);
  assert(routeBytes <= 0xff && pieces <= BODY_PLACES_A_PARCEL_MAX, "a body is no larger than a frame");
  const whole = new Uint8Array(pieces * BODY_PLACE_BYTES);
  whole[0] = routeBytes;
  whole.set(u16(envelope.length), 1);
  if (route !== null) whole.set(route, HEAD_BYTES);
  whole.set(envelope, HEAD_BYTES + routeBytes);
  return Array.from({ length: pieces }, (_, i) => whole.subarray(i * BODY_PLACE_BYTES, (i + 1) * BODY_PLACE_BYTES));
}

/** The body that these pieces are, in their order. */
export function bodyOf(pieces: readonly Bytes[]): Body {
  const [first] = pieces;
  const whole = first !== undefined && pieces.length === 1 ? first : concat(...pieces);
  const envelopeAt = HEAD_BYTES + (whole[0] ?? 0);
  const end = envelopeAt + readU16(whole, 1);
  assert(end > envelopeAt && end <= whole.length, "a place holds what was put in it");
  return {
    route: envelopeAt === HEAD_BYTES ? null : whole.subarray(HEAD_BYTES, envelopeAt),
    envelope: whole.subarray(envelopeAt, end),
  };
}

/** The numbers of places, as a parcel's row holds them: four bytes each. */
export function encodePlaces(places: readonly number[]): Bytes {
  return concat(...places.map(u32));
}

/** Reads what `encodePlaces` wrote. */
export function decodePlaces(bytes: Uint8Array): number[] {
  return Array.from({ length: bytes.length / 4 }, (_, i) => readU32(bytes, i * 4));
}
