import { resolve } from "node:path";
import { utf8 } from "@ojak/core/bytes/text";
import { LETTER_TEXT_BYTES_MAX } from "@ojak/core/limits";
import { LETTER, runDemo } from "../../demo/demo.ts";
import type { Step } from "../../demo/journey.ts";
import { defineCommand, UsageError } from "../command.ts";

/** Plays the whole journey of a letter with real processes over loopback. */
export const demo = defineCommand({
  name: "demo",
  summary: "play a letter's whole journey with real processes over loopback, in under a minute",
  options: {
    letter: { type: "string", value: "TEXT", default: LETTER, help: "what the daughter writes" },
    data: { type: "string", value: "FOLDER", help: "where the hub, the vaults and the logs go (else $OJAK_DATA, else ./data)" },
    json: { type: "boolean", help: "print one JSON object a line" },
  },
  run: async ({ letter, data, json }, _positionals, io) => {
    if (letter.trim() === "" || utf8(letter).length > LETTER_TEXT_BYTES_MAX)
      throw new UsageError(`--letter takes 1 to ${LETTER_TEXT_BYTES_MAX} bytes`);
    const folder = resolve(data ?? io.env["OJAK_DATA"] ?? "./data");
    const ok = await runDemo(folder, letter, (step) => io.out(json ? JSON.stringify(step) : line(step)));
    return ok ? 0 : 1;
  },
});

function line({ step, ok, ms, ...details }: Step): string {
  const said = Object.entries(details).map(
    ([name, value]) => `${name}: ${Array.isArray(value) ? value.join(" > ") : String(value)}`,
  );
  return `${ok ? "ok  " : "FAIL"} ${step.padEnd(14)} ${String(ms).padStart(6)} ms  ${said.join("  ")}`;
}
