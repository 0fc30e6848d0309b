import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { PassThrough } from "node:stream";
import { test } from "node:test";
import { receive } from "./receive.ts";

const asIncoming = (stream: PassThrough): IncomingMessage => stream as unknown as IncomingMessage;

test("limits: a body is whole, cut, late or stopped, and its bytes are handed over as they come", async () => {
  const seen: number[] = [];
  const note = (chunk: Uint8Array): boolean => seen.push(chunk.length) < 3;
  const whole = new PassThrough();
  whole.end("ab");
  assert.equal(await receive(asIncoming(whole), 1_000, note), "whole");
  const cut = new PassThrough();
  cut.write("abc");
  setTimeout(() => cut.destroy(), 10);
  assert.equal(await receive(asIncoming(cut), 1_000, note), "cut");
  const failed = new PassThrough();
  setTimeout(() => failed.destroy(new Error("reset")), 10);
  assert.equal(await receive(asIncoming(failed), 1_000, note), "cut");
  const slow = new PassThrough();
  assert.equal(await receive(asIncoming(slow), 20, note), "late");
  const stopped = new PassThrough();
  stopped.write("abcd");
  assert.equal(await receive(asIncoming(stopped), 1_000, note), "stopped");
  assert.deepEqual(seen, [2, 3, 4]);
});
