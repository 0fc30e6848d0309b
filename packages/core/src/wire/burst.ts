import type { Bytes } from "../bytes/bytes.ts";
import { OjakError } from "../errors.ts";
import {
  BURST_FLOOR_BYTES,
  DOWN_BODY_BYTES_MAX,
  DOWN_FRAMES_MAX,
  DOWN_REQUEST_FLOOR_BYTES,
  UP_BODY_BYTES_MAX,
  UP_FRAMES_MAX,
} from "../limits.ts";
import { encodeDown, type DownRequest } from "./down.ts";
import { bodyLength, encodeBody } from "./frames.ts";
import { padme } from "./padme.ts";
import { encodeUp, type UpRequest } from "./up.ts";

/** What is posted to `/v1/up` and to `/v1/down`; null: that request is not made. */
export interface BurstBodies {
  readonly up: Bytes | null;
  readonly down: Bytes | null;
}

/**
 * The two request bodies of one burst, in the order given (most vital first). The down body is Padmé-rounded by itself (floor 128), the up
 * body takes what is missing to the rounded sum (floor 1,024), so that neither the sum nor the parts tell a check from a receipt (spec/wire.md 5).
 * Null leaves one request out, as when a cut burst goes on. Throws `too-large` when a request would pass the hub's bounds.
 */
export function padBurst(ups: readonly UpRequest[] | null, downs: readonly DownRequest[] | null): BurstBodies {
  if ((ups?.length ?? 0) > UP_FRAMES_MAX || (downs?.length ?? 0) > DOWN_FRAMES_MAX)
    throw new OjakError("too-large", "too many frames for one burst");
  const upFrames = ups?.map(encodeUp) ?? null;
  const downFrames = downs?.map(encodeDown) ?? null;
  const downBytes = downFrames === null ? 0 : padme(bodyLength(downFrames), DOWN_REQUEST_FLOOR_BYTES);
  const upBytes = upFrames === null ? 0 : padme(bodyLength(upFrames) + downBytes, BURST_FLOOR_BYTES) - downBytes;
  if (upBytes > UP_BODY_BYTES_MAX || downBytes > DOWN_BODY_BYTES_MAX)
    throw new OjakError("too-large", "too many bytes for one burst");
  return {
    up: upFrames === null ? null : encodeBody(upFrames, upBytes),
    down: downFrames === null ? null : encodeBody(downFrames, downBytes),
  };
}
