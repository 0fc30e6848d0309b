import type { Context, Hono } from "hono";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { isOjakError, type ErrorName, type OjakError } from "@ojak/core/errors";
import { DOWN_BODY_BYTES_MAX, DOWN_FRAMES_MAX, REQUEST_MS_MAX, UP_BODY_BYTES_MAX, UP_FRAMES_MAX } from "@ojak/core/limits";
import { CODE, type Code } from "@ojak/core/wire/codes";
import { encodeDownBody } from "@ojak/core/wire/down";
import { FrameReader, type BodyBounds } from "@ojak/core/wire/frames";
import { encodeUpResponse } from "@ojak/core/wire/up";
import type { HubEnv } from "../http/env.ts";
import { makeHold } from "../http/hold.ts";
import { receive, type Received } from "../http/receive.ts";
import { releaseStep } from "../http/step.ts";
import { answerBytes, answerError } from "../http/answer.ts";
import type { DropsService } from "./service.ts";

const upBounds: BodyBounds = { bodyBytesMax: UP_BODY_BYTES_MAX, framesMax: UP_FRAMES_MAX };
const downBounds: BodyBounds = { bodyBytesMax: DOWN_BODY_BYTES_MAX, framesMax: DOWN_FRAMES_MAX };

const single = new Map(Object.values(CODE).map((code) => [code, encodeUpResponse([code])]));

/** Most bodies hold one frame: their few answers are made once. */
function upResponse(codes: readonly Code[]): Bytes {
  const [first] = codes;
  return (codes.length === 1 && first !== undefined ? single.get(first) : undefined) ?? encodeUpResponse(codes);
}

/** Mounts `POST /v1/up` and `POST /v1/down`. */
export function mountDrops(app: Hono<HubEnv>, service: DropsService): void {
  const hold = makeHold();
  app.post("/v1/up", async (c) => {
    const codes: Promise<Code>[] = [];
    const end = await receiveFrames(c, upBounds, (frame) => {
      const code = service.up(frame);
      // The answer is awaited below; until then a failure must not count as one that nobody handles.
      code.catch(() => {});
      codes.push(code);
    });
    releaseStep(c.env.incoming);
    const results = await hold.around(Promise.all(codes));
    c.set("frames", results.length);
    return end === "whole" ? answerBytes(c, upResponse(results)) : answerError(c, end);
  });

  app.post("/v1/down", async (c) => {
    const frames: Uint8Array[] = [];
    const end = await receiveFrames(c, downBounds, (frame) => frames.push(frame));
    c.set("frames", frames.length);
    // Also a cut request acknowledges what it could: its whole frames count.
    if (end === "whole" || end === "cut") {
      const response = await hold.around(service.down(frames));
      if (end === "whole") return answerBytes(c, encodeDownBody(response));
    }
    return answerError(c, end);
  });
}

/** Calls `onFrame` with every whole frame, as early as it is there, also when the body is cut or refused later. */
async function receiveFrames(
  c: Context<HubEnv>,
  bounds: BodyBounds,
  onFrame: (frame: Uint8Array) => void,
): Promise<Exclude<Received, "stopped"> | ErrorName> {
  const reader = new FrameReader(bounds);
  let refusal: OjakError | null = null;
  const received = await receive(c.env.incoming, REQUEST_MS_MAX, (chunk) => {
    try {
      for (const frame of reader.push(chunk)) onFrame(frame);
    } catch (error) {
      if (!isOjakError(error)) throw error;
      refusal = error;
    }
    return refusal === null;
  });
  return received === "stopped" ? ((refusal as OjakError | null)?.name ?? "malformed") : received;
}
