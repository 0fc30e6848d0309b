import assert from "node:assert/strict";
import { test } from "node:test";
import { BODY_PLACE_BYTES, ENVELOPE_SIZES_BYTES, FRAME_BYTES_MAX, ROUTE_BOX_BYTES } from "@ojak/core/limits";
import { bodyOf, bodyPieces, decodePlaces, encodePlaces } from "./body.ts";

const fresh = (length: number) => crypto.getRandomValues(new Uint8Array(length));

test("bodies: of any length, with a route box and without, they come back as they were cut", () => {
  const edges = [1, 2, 3].flatMap((pieces) => [-1, 0, 1].map((more) => pieces * BODY_PLACE_BYTES - 3 + more));
  for (const length of [1, ...ENVELOPE_SIZES_BYTES, ...edges, FRAME_BYTES_MAX]) {
    for (const route of [null, fresh(ROUTE_BOX_BYTES)]) {
      const envelope = fresh(length);
      const pieces = bodyPieces(route, envelope);
      assert.ok(pieces.every((piece) => piece.length === BODY_PLACE_BYTES));
      assert.deepEqual(bodyOf(pieces), { route, envelope });
    }
  }
});

test("bodies: one of the base size with its route box is one piece; more than a frame is none", () => {
  const [, base] = ENVELOPE_SIZES_BYTES;
  assert.equal(bodyPieces(fresh(ROUTE_BOX_BYTES), fresh(base ?? 0)).length, 1);
  assert.throws(() => bodyPieces(null, fresh(5 * BODY_PLACE_BYTES)));
});

test("bodies: a list of places is read as it was written, and nothing is read from free ones", () => {
  const places = [0, 1, 255, 256, 65_536, 0xffff_ffff];
  assert.deepEqual(decodePlaces(encodePlaces(places)), places);
  assert.throws(() => bodyOf([new Uint8Array(BODY_PLACE_BYTES)]));
});
