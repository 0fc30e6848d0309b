import { benchHub } from "../../bench/hub.ts";
import { defineCommand, integerOption } from "../command.ts";

/** Measures on this machine. `hub`: durable puts, bursts and the server's own empty handler, side by side. */
export const bench = defineCommand({
  name: "bench",
  summary: "measure the hub: durable puts, bursts, and its empty handler beside them",
  positionals: [{ name: "what", help: "what to measure", required: true, choices: ["hub"] }],
  options: {
    seconds: { type: "string", value: "N", default: "5", help: "seconds for each figure" },
    json: { type: "boolean", help: "print one JSON object a line" },
  },
  run: async ({ seconds, json }, _positionals, io) => {
    await benchHub({
      secondsEach: integerOption("seconds", seconds, 1, 600),
      onRow: (row) =>
        io.out(json ? JSON.stringify(row) : `${row.kind.padEnd(6)} ${String(row.clients).padStart(3)} clients  ${describe(row)}`),
    });
    return 0;
  },
});

function describe({
  perSecond,
  p50Ms,
  p99Ms,
  ratio,
}: {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  ratio?: number | undefined;
}): string {
  const beside = ratio === undefined ? "" : `, ${ratio.toFixed(2)} of the empty handler`;
  return `${perSecond.toFixed(0)} a second, p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms${beside}`;
}
