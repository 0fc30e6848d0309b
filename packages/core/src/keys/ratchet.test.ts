import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { exactly, isDefect } from "../../test/expect.ts";
import { seededStream } from "../../test/stream.ts";
import { hex } from "../bytes/text.ts";
import { BROKER_KEY_WEEKS, RELATIVE_KEY_WEEKS } from "../limits.ts";
import { derive } from "./derive.ts";
import { keyPair, X25519 } from "./hpke.ts";
import { advance, forgetOldWeeks, weekKey } from "./ratchet.ts";

const seed = seededStream("ratchet tests")(32);

test("wire 3.4: seed and key of each week are what the spec says, however the ratchet was walked", async () => {
  const start = { week: 100, seed };
  const next = derive(derive(seed, "next week", 32), "next week", 32);
  assert.deepEqual(advance(start, 102), { week: 102, seed: next });
  assert.deepEqual((await weekKey(start, 102))?.publicKey, (await keyPair(X25519, derive(next, "week key", 32))).publicKey);
  fc.assert(
    fc.property(exactly(32), fc.nat(0xff00), fc.nat(30), fc.nat(30), (from, week, one, two) => {
      const there = advance({ week, seed: from }, week + one + two);
      assert.deepEqual(advance(advance({ week, seed: from }, week + one), week + one + two), there);
    }),
  );
});

test("wire 3.4: weeks before the kept seed are out of reach: no key, no way back, nothing of the old seed in what is kept", async () => {
  const kept = forgetOldWeeks({ week: 100, seed }, 120, BROKER_KEY_WEEKS);
  assert.equal(kept.week, 111);
  assert.notEqual(hex(kept.seed), hex(seed));
  for (const week of [0, 100, 110]) assert.equal(await weekKey(kept, week), undefined);
  assert.throws(() => advance(kept, 110), isDefect);
  for (const week of [111, 120, 121]) {
    assert.deepEqual((await weekKey(kept, week))?.publicKey, (await weekKey({ week: 100, seed }, week))?.publicKey);
  }
});

test("wire 3.4: a broker keeps 9 weeks back, a relative 20, and a clock that runs backwards forgets nothing", () => {
  const start = { week: 100, seed };
  for (const [keep, last] of [
    [BROKER_KEY_WEEKS, 109],
    [RELATIVE_KEY_WEEKS, 120],
  ] as const) {
    for (const now of [0, 99, 100, last]) assert.equal(forgetOldWeeks(start, now, keep), start);
    assert.equal(forgetOldWeeks(start, last + 1, keep).week, 101);
  }
});

test("wire 3.4: every week has another key", async () => {
  const keys = await Promise.all(Array.from({ length: 60 }, (_, i) => weekKey({ week: 100, seed }, 100 + i)));
  assert.equal(new Set(keys.map((key) => hex(key?.publicKey ?? new Uint8Array()))).size, 60);
});
