import type { Bytes } from "../bytes/bytes.ts";
import { UP_BEGINNING_BYTES, UP_BODY_BYTES_MAX, UP_FRAMES_MAX } from "../limits.ts";
import { bodyLength, encodeBody, readBody } from "./frames.ts";

/** A body for `/v1/up` as two: `beginning` goes with the question what comes down, `rest` after it. */
export interface CutBody {
  readonly beginning: Bytes;
  readonly rest: Bytes;
}

/** Cuts a whole body after the frames that fit `UP_BEGINNING_BYTES` (spec/wire.md 5.3); null when it is not longer, or has no frame that fits. */
export function cutUpBody(body: Bytes): CutBody | null {
  if (body.length <= UP_BEGINNING_BYTES) return null;
  const { frames } = readBody(body, { bodyBytesMax: UP_BODY_BYTES_MAX, framesMax: UP_FRAMES_MAX });
  let count = 0;
  while (count < frames.length && bodyLength(frames.slice(0, count + 1)) <= UP_BEGINNING_BYTES) count += 1;
  if (count === 0) return null;
  const beginning = encodeBody(frames.slice(0, count));
  const rest = frames.slice(count);
  return { beginning, rest: encodeBody(rest, Math.max(bodyLength(rest), body.length - beginning.length)) };
}
