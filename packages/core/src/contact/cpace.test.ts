import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { concat } from "../bytes/bytes.ts";
import { fromHex, hex } from "../bytes/text.ts";
import { isOjakError } from "../errors.ts";
import { cpaceGenerator, cpaceIsk, cpaceIskOf, cpaceShare, cpaceShareOf, cpaceTranscript, sharedPoint } from "./cpace.ts";

const published = JSON.parse(
  readFileSync(new URL("../../../../spec/vectors/valid/cpace-ristretto255.json", import.meta.url), "utf8"),
);
const v = published.session;
const input = { prs: fromHex(v.PRS), ci: fromHex(v.CI), sid: fromHex(v.sid) };

test("CPace: generator, messages, K and ISK of the draft's ristretto255 vector", () => {
  assert.equal(hex(cpaceGenerator(input).toBytes()).toUpperCase(), v.g);
  const a = cpaceShareOf(input, fromHex(v.ya));
  const b = cpaceShareOf(input, fromHex(v.yb));
  assert.equal(hex(a.message).toUpperCase(), v.Ya);
  assert.equal(hex(b.message).toUpperCase(), v.Yb);
  const key = sharedPoint(a.scalar, b.message);
  assert.equal(hex(key).toUpperCase(), v.K);
  const transcript = cpaceTranscript(a.message, b.message, fromHex(v.ADa), fromHex(v.ADb));
  assert.equal(hex(cpaceIskOf(input.sid, key, transcript)).toUpperCase(), v.ISK_IR);
});

test("CPace: scalar_mult_vfy refuses the draft's invalid points", () => {
  assert.equal(
    hex(sharedPoint(fromHex(published.points.s), fromHex(published.points.X))).toUpperCase(),
    published.points.product,
  );
  for (const invalid of published.points.invalid) {
    assert.throws(
      () => sharedPoint(fromHex(published.points.s), fromHex(invalid)),
      (error) => isOjakError(error, "malformed"),
    );
  }
});

test("CPace: both sides agree on equal answers and on nothing else", () => {
  const other = { ...input, prs: concat(input.prs, Uint8Array.of(1)) };
  const a = cpaceShare(input, crypto.getRandomValues(new Uint8Array(64)));
  const right = cpaceShare(input, crypto.getRandomValues(new Uint8Array(64)));
  const wrong = cpaceShare(other, crypto.getRandomValues(new Uint8Array(64)));
  assert.deepEqual(cpaceIsk(input.sid, a, right.message, "initiator"), cpaceIsk(input.sid, right, a.message, "responder"));
  assert.notDeepEqual(cpaceIsk(input.sid, a, wrong.message, "initiator"), cpaceIsk(input.sid, wrong, a.message, "responder"));
});
