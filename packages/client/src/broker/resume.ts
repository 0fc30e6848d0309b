import { hex } from "@ojak/core/bytes/text";
import { DOWN_FRAMES_MAX, RESUME_BYTES_MIN, TAGS_A_FRAME_MAX } from "@ojak/core/limits";
import { STATE } from "@ojak/core/wire/codes";
import type { DownRequest, DownResponse } from "@ojak/core/wire/down";
import type { UpRequest } from "@ojak/core/wire/up";
import type { BrokerState } from "./state.ts";

type Put = Extract<UpRequest, { readonly op: "put" }>;
type Look = Extract<DownRequest, { readonly op: "look" }>;

/** Frames kept free for what the broker takes for himself. */
const TAKE_FRAMES = 16;

/** True when a burst was cut with so much on its way up that asking costs less air than sending it again. */
export function needsLook(state: BrokerState): boolean {
  return state.isUpUnsure && putsOf(state).reduce((sum, put) => sum + put.envelope.length, 0) >= RESUME_BYTES_MIN;
}

/** Asks what became of everything that may be at the hub already, a frame for each put capability. */
export function looksOf(state: BrokerState): Look[] {
  const looks = new Map<string, Look & { readonly tags: Uint8Array[] }>();
  for (const { put, tag } of putsOf(state)) {
    const known = looks.get(hex(put));
    if (known === undefined) looks.set(hex(put), { op: "look", put, tags: [tag] });
    else if (known.tags.length < TAGS_A_FRAME_MAX) known.tags.push(tag);
  }
  return [...looks.values()].slice(0, DOWN_FRAMES_MAX - TAKE_FRAMES);
}

/** Takes what the hub has out of the outbox; `looks` were the first frames of the request. Returns how many puts that are. Changes the state. */
export function applyLooks(state: BrokerState, looks: readonly Look[], frames: readonly DownResponse[]): number {
  const arrived = new Set<string>();
  for (const frame of frames) {
    const look = frame.kind === "states" ? looks[frame.index] : undefined;
    if (frame.kind !== "states" || look === undefined) continue;
    for (const [i, tag] of look.tags.entries())
      if ((frame.states[i]?.state ?? STATE.unknown) !== STATE.unknown) arrived.add(hex(look.put) + hex(tag));
  }
  const before = state.outbox.length;
  state.outbox = state.outbox.filter((up) => up.op !== "put" || !arrived.has(hex(up.put) + hex(up.tag)));
  return before - state.outbox.length;
}

function putsOf(state: BrokerState): Put[] {
  return state.outbox.filter((up): up is Put => up.op === "put");
}
