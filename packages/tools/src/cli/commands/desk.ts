import { readFileSync } from "node:fs";
import { exchange } from "@ojak/client/hub/exchange";
import { hex } from "@ojak/core/bytes/text";
import { readStopCode, type StopCode } from "@ojak/core/contact/stop-code";
import { OjakError } from "@ojak/core/errors";
import { stopId } from "@ojak/core/keys/stop";
import { CODE, codeName, STANDING, standingName, type Standing } from "@ojak/core/wire/codes";
import { linkPorts } from "../../platform/ports.ts";
import { defineCommand, type Io } from "../command.ts";
import { EXIT_OK, EXIT_REFUSED } from "../dispatch.ts";

/** What `watch` exits with, so that a script need not read. */
const EXIT_STANDING = {
  [STANDING.unknown]: EXIT_REFUSED,
  [STANDING.running]: EXIT_OK,
  [STANDING.stopped]: 3,
  [STANDING.signalled]: 4,
} as const;

const MEANS = {
  unknown: "no app of that access code has registered at the hub: nobody can be stopped by this code",
  running: "running: nobody has stopped this broker",
  stopped: "stopped by the desk",
  signalled: "stopped by the broker's silent signal: somebody may have made the broker open the phone",
} as const;

/** What the desk does with a stop code: stops the broker, lifts it, or asks how the broker stands. */
export const desk = defineCommand({
  name: "desk",
  summary:
    "stop a broker, undo it, watch, or print the id for another access code; the stop code comes from --code, else $OJAK_STOP, else standard input; watch exits 0 running, 3 stopped, 4 the silent signal, 1 unknown",
  options: {
    code: { type: "string", value: "FILE", help: "file that holds the stop code" },
    json: { type: "boolean", help: "print one JSON object" },
  },
  positionals: [{ name: "what", help: "what to do", required: true, choices: ["stop", "undo", "watch", "id"] }],
  run: async ({ code, json }, [what], io) => {
    const held = readStopCode(codeText(code, io));
    if (what === "id") {
      const id = hex(stopId(held.stop));
      io.out(json ? JSON.stringify({ stopId: id }) : id);
      return EXIT_OK;
    }
    if (what !== "watch") await setStop(held, what === "undo");
    const { standing, day } = await watch(held);
    const shown = day === 0 ? null : new Date(day * 86_400_000).toISOString().slice(0, 10);
    if (json) io.out(JSON.stringify({ standing: standingName(standing), familiesToldFrom: shown }));
    else io.out(MEANS[standingName(standing)] + (shown === null ? "" : `; families are told from ${shown} on`));
    if (what === "undo" && !json)
      io.out("a signal that came is used up: the broker should set the app up anew, and families need new introductions");
    return what === "watch" ? EXIT_STANDING[standing] : EXIT_OK;
  },
});

function codeText(file: string | undefined, io: Io): string {
  try {
    return file === undefined ? (io.env["OJAK_STOP"] ?? readFileSync(0, "utf8")) : readFileSync(file, "utf8");
  } catch (cause) {
    throw new OjakError("storage", "the stop code could not be read", { cause });
  }
}

async function setStop({ stop, hubOrigin }: StopCode, undo: boolean): Promise<void> {
  const { transport, clock } = linkPorts(hubOrigin);
  const { codes } = await exchange(transport, clock, [{ op: "stop", stop, undo }], null);
  const code = codes?.[0];
  if (code === undefined) throw new OjakError("unreachable", "the hub did not answer: try again");
  if (code === CODE.unknown) throw new OjakError("expired", MEANS.unknown);
  if (code !== CODE.ok) throw new OjakError("malformed", `the hub answered ${codeName(code)}`);
}

async function watch({ stop, hubOrigin }: StopCode): Promise<{ readonly standing: Standing; readonly day: number }> {
  const { transport, clock } = linkPorts(hubOrigin);
  const { frames } = await exchange(transport, clock, null, [{ op: "watch", stop }]);
  for (const frame of frames) if (frame.kind === "watched") return frame;
  throw new OjakError("unreachable", "the hub did not answer: try again");
}
