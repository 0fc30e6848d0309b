import { dayOf } from "@ojak/core/epoch";
import { codeName, type Code } from "@ojak/core/wire/codes";
import { decodeUp, type UpRequest } from "@ojak/core/wire/up";
import type { Clock } from "../clock.ts";
import { tokenHash } from "../tokens/mint.ts";
import { putIdOf, stopIdOf, takeIdOf } from "./ids.ts";
import type { DropsStore } from "./port.ts";
import { readFrame, type FrameListener } from "./service-frames.ts";

/** Acts on one frame of an up body; resolves once the answer is durable. Frames act in the order of the calls. */
export type UpService = (frame: Uint8Array) => Promise<Code>;

/** The upward half of the burst (spec/wire.md 5.1): turns capabilities into ids, and asks the store. */
export function makeUpService(store: DropsStore, clock: Clock, onFrame: FrameListener): UpService {
  const apply = (request: UpRequest): Promise<Code> => {
    const day = dayOf(clock.nowMs());
    switch (request.op) {
      case "open":
        return store.open(tokenHash(request.token), request.takeId, request.slots, day);
      case "grant":
        return store.grant(takeIdOf(request.take), { slot: request.slot, putId: request.putId, expiryDay: request.expiryDay });
      case "revoke":
        return store.revoke(takeIdOf(request.take), request.slot, day);
      case "rotate":
        return store.rotate(putIdOf(request.put), request.newPutId, day);
      case "put":
        return store.put(putIdOf(request.put), request, day);
      case "withdraw":
        return store.withdraw(putIdOf(request.put), request.tag, day);
      case "publish":
        return store.publish(takeIdOf(request.take), request.weeklyKey);
      case "freeze":
        return store.freeze(putIdOf(request.put), day);
      case "arm":
        return store.arm(takeIdOf(request.take), request.desk, request.signal);
      case "stop":
        return store.stop(stopIdOf(request.stop), request.undo, day);
      case "close":
        return store.close(takeIdOf(request.take), day);
    }
  };

  return async (frame: Uint8Array): Promise<Code> => {
    const request = readFrame(() => decodeUp(frame));
    if (typeof request === "number") {
      onFrame("other", codeName(request));
      return request;
    }
    const code = await apply(request);
    onFrame(request.op, codeName(code));
    return code;
  };
}
