import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { putId, takeId } from "@ojak/core/keys/capability";
import { signalId, stopId } from "@ojak/core/keys/stop";
import { putIdOf, signalIdOf, stopIdOf, takeIdOf } from "./ids.ts";

test("3.3: the hub's ids are those of the clients", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (capability) => {
      assert.deepEqual(Uint8Array.from(takeIdOf(capability)), takeId(capability));
      assert.deepEqual(Uint8Array.from(putIdOf(capability)), putId(capability));
      assert.deepEqual(Uint8Array.from(stopIdOf(capability)), stopId(capability));
      assert.deepEqual(Uint8Array.from(signalIdOf(capability)), signalId(capability));
    }),
  );
});
