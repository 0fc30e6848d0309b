import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isOjakError } from "../errors.ts";
import { DOWN_FRAMES_MAX, UP_FRAMES_MAX } from "../limits.ts";
import { padBurst } from "./burst.ts";
import { decodeDown, type DownRequest } from "./down.ts";
import { readBody } from "./frames.ts";
import { padme } from "./padme.ts";
import { decodeUp, type UpRequest } from "./up.ts";

const put = (bytes: number): UpRequest => ({
  op: "put",
  put: new Uint8Array(32),
  tag: new Uint8Array(16),
  route: null,
  envelope: new Uint8Array(bytes).fill(1, 0, 1),
});
const takes = (tags: number): DownRequest => ({
  op: "take",
  take: new Uint8Array(32),
  have: [],
  done: Array.from({ length: tags }, () => new Uint8Array(16)),
});
const both = (ups: readonly UpRequest[], downs: readonly DownRequest[]) => {
  const { up, down } = padBurst(ups, downs);
  assert.ok(up !== null && down !== null);
  return { up, down };
};
const wide = { bodyBytesMax: 300_000, framesMax: 256 };

test("5 padding: both bodies together are Padmé-rounded with a floor of 1,024, the down request by itself with a floor of 128", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(177, 817, 2_161), { maxLength: 20 }),
      fc.array(fc.nat(128), { maxLength: 8 }),
      (puts, lists) => {
        const { up, down } = both(puts.map(put), lists.map(takes));
        assert.equal(padme(up.length + down.length, 1_024), up.length + down.length);
        assert.ok(down.length >= 128 && padme(down.length, 128) === down.length);
        assert.deepEqual([...readBody(up, wide).frames].map(decodeUp), puts.map(put));
        assert.deepEqual([...readBody(down, wide).frames].map(decodeDown), lists.map(takes));
      },
    ),
  );
});

test("5 padding: an empty check, a receipt and a reply of 700 bytes are 1,024 bytes each, and their parts alike", () => {
  for (const ups of [[], [put(177)], [put(817)]]) {
    const { up, down } = both(ups, [takes(1)]);
    assert.deepEqual([up.length, down.length], [896, 128]);
  }
});

test("5 padding: when a cut burst goes on, one request is left out, and the other keeps its own floor", () => {
  const only = padBurst(null, [takes(1)]);
  assert.deepEqual([only.up, only.down?.length], [null, 128]);
  const rest = padBurst([put(177)], null);
  assert.deepEqual([rest.up?.length, rest.down], [1_024, null]);
});

test("5: more than the hub accepts is refused before it is sent", () => {
  const tooLarge = (make: () => unknown) => assert.throws(make, (error) => isOjakError(error, "too-large"));
  tooLarge(() =>
    padBurst(
      Array.from({ length: UP_FRAMES_MAX + 1 }, () => put(177)),
      [],
    ),
  );
  tooLarge(() =>
    padBurst(
      [],
      Array.from({ length: DOWN_FRAMES_MAX + 1 }, () => takes(0)),
    ),
  );
  tooLarge(() =>
    padBurst(
      Array.from({ length: 200 }, () => put(2_161)),
      [],
    ),
  );
});
