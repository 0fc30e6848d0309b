import { hex } from "../../src/bytes/text.ts";
import { signalId, stopId } from "../../src/keys/stop.ts";
import { STANDING } from "../../src/wire/codes.ts";
import { encodeDown, encodeDownResponse } from "../../src/wire/down.ts";
import { encodeUp } from "../../src/wire/up.ts";
import type { StreamOf, VectorFile } from "./file.ts";

/** Stop capabilities to their ids, and the frames that carry them (3.3, 5.4). */
export function stopVectors(streamOf: StreamOf): VectorFile {
  const random = streamOf("stop");
  const [stop, take, decoyTake] = [random(32), random(32), random(32)];
  const [desk, signal] = [stopId(stop), signalId(decoyTake)];
  const watched = { index: 1, standing: STANDING.signalled, day: 20_657 };
  return {
    clause: "wire 3.3, 5.4",
    about: "a stop capability and a take capability to the ids that are armed; the frames around them",
    vectors: [
      { name: "desk", stop: hex(stop), id: hex(desk) },
      { name: "signal", take: hex(decoyTake), id: hex(signal) },
      {
        name: "arm",
        take: hex(take),
        desk: hex(desk),
        signal: hex(signal),
        frame: hex(encodeUp({ op: "arm", take, desk, signal })),
      },
      { name: "stop", stop: hex(stop), undo: false, frame: hex(encodeUp({ op: "stop", stop, undo: false })) },
      { name: "undo", stop: hex(stop), undo: true, frame: hex(encodeUp({ op: "stop", stop, undo: true })) },
      { name: "watch", stop: hex(stop), frame: hex(encodeDown({ op: "watch", stop })) },
      { name: "watched", ...watched, frame: hex(encodeDownResponse({ kind: "watched", ...watched })) },
    ],
  };
}
