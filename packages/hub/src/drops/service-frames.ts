import { isOjakError } from "@ojak/core/errors";
import { CODE } from "@ojak/core/wire/codes";
import type { DownRequest } from "@ojak/core/wire/down";
import type { UpRequest } from "@ojak/core/wire/up";

/** Told of each frame: its operation (`other` when it had none that is known) and the name of the answer. Fixed words only. */
export type FrameListener = (op: UpRequest["op"] | DownRequest["op"] | "other", answer: string) => void;

/** The request in a frame, or the code for a frame that holds none. */
export function readFrame<Request>(decode: () => Request | null): Request | 4 | 8 {
  try {
    return decode() ?? CODE.unsupported;
  } catch (error) {
    if (isOjakError(error, "malformed")) return CODE.malformed;
    throw error;
  }
}
