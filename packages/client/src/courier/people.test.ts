import assert from "node:assert/strict";
import { test } from "node:test";
import { CLASS_NOTE_BYTES, CLASS_PART_BYTES, ENVELOPE_OVERHEAD_BYTES } from "@ojak/core/limits";
import type { Parcel } from "../broker/state.ts";
import { peopleOf } from "./people.ts";
import type { CourierState } from "./state.ts";

let made = 0;
const parcelOf = (slot: number, bytes: number, routing: string | null): Parcel => ({
  slot,
  tag: new Uint8Array(16).fill(++made),
  routing,
  envelope: new Uint8Array(bytes + ENVELOPE_OVERHEAD_BYTES),
  arrivedDay: 99,
});

test("what is for one person is given up whole: letters, every part of a voice, and the reply form", () => {
  const parcels = [
    parcelOf(1, CLASS_NOTE_BYTES, null),
    parcelOf(2, 817, "by the well"),
    parcelOf(1, CLASS_PART_BYTES, "blue gate"),
    parcelOf(1, CLASS_PART_BYTES, null),
    parcelOf(3, CLASS_NOTE_BYTES, null),
  ];
  const people = peopleOf({ parcels } as unknown as CourierState);
  assert.deepEqual(
    people.map(({ slot, routing, waiting, ids }) => [slot, routing, waiting, ids.length]),
    [
      [1, "blue gate", 1, 3],
      [2, "by the well", 1, 1],
      [3, null, 0, 1],
    ],
  );
});
