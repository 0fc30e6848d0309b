import assert from "node:assert/strict";
import { test } from "node:test";
import { concat } from "../bytes/bytes.ts";
import { BOTH_HEAD_BYTES, encodeBothHead, encodePartHead, PART_HEAD_BYTES, readParts } from "./both.ts";

const down = Uint8Array.of(1, 2, 3);
const up = Uint8Array.of(4, 5);

test("5.3: both bodies in one, the down body first behind its length", () => {
  assert.deepEqual([...encodeBothHead(down), ...up], [0, 0, 0, 3, 1, 2, 3, 4, 5]);
  assert.equal(encodeBothHead(down).length, BOTH_HEAD_BYTES + down.length);
});

test("5.3: answers are read as far as they came, in any order, and what is none of them ends it", () => {
  const answer = concat(
    encodePartHead({ path: "/v1/down", status: 200, lengthBytes: down.length }),
    down,
    encodePartHead({ path: "/v1/up", status: 503, lengthBytes: up.length }),
    up,
  );
  const read = (length: number) =>
    readParts(answer.slice(0, length)).map(({ path, status, body, whole }) => [path, status, [...body], whole]);
  assert.deepEqual(read(answer.length), [
    ["/v1/down", 200, [1, 2, 3], true],
    ["/v1/up", 503, [4, 5], true],
  ]);
  assert.deepEqual(read(PART_HEAD_BYTES - 1), []);
  assert.deepEqual(read(PART_HEAD_BYTES), [["/v1/down", 200, [], false]]);
  assert.deepEqual(read(PART_HEAD_BYTES + 2), [["/v1/down", 200, [1, 2], false]]);
  assert.deepEqual(read(2 * PART_HEAD_BYTES + 3), [
    ["/v1/down", 200, [1, 2, 3], true],
    ["/v1/up", 503, [], false],
  ]);
  assert.deepEqual(readParts(Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 0)), []);
});
