import { benchHub, type BenchRow } from "../../bench/hub.ts";
import { killRounds } from "../../bench/kill9.ts";
import { defineCommand, integerOption, type Io } from "../command.ts";

/** Measures on this machine. `hub`: durable puts, bursts and the server's own empty handler, side by side. `kill9`: what a killed hub loses. */
export const bench = defineCommand({
  name: "bench",
  summary: "measure the hub: its speed beside its own empty handler, or what it loses when it is killed",
  positionals: [
    {
      name: "what",
      help: "hub: puts, bursts, empty handler; kill9: kill -9 under load, again and again",
      required: true,
      choices: ["hub", "kill9"],
    },
  ],
  options: {
    seconds: { type: "string", value: "N", default: "5", help: "hub: seconds for each figure" },
    rounds: { type: "string", value: "N", default: "20", help: "kill9: how often the hub is killed" },
    json: { type: "boolean", help: "print one JSON object a line" },
  },
  run: async ({ seconds, rounds, json }, [what], io) => {
    if (what === "kill9") return runKills(integerOption("rounds", rounds, 1, 1_000), json, io);
    await benchHub({
      secondsEach: integerOption("seconds", seconds, 1, 600),
      onRow: (row) => io.out(json ? JSON.stringify(row) : line(row)),
    });
    return 0;
  },
});

async function runKills(rounds: number, json: boolean, io: Io): Promise<number> {
  const tally = await killRounds(rounds, (round, acknowledged) =>
    io.err(`killed ${round} of ${rounds}, ${acknowledged} parcels acknowledged`),
  );
  io.out(
    json
      ? JSON.stringify(tally)
      : `${tally.acknowledged} acknowledged, ${tally.delivered} delivered, ${tally.lost} lost, ${tally.returned} delivered twice`,
  );
  return tally.lost === 0 && tally.returned === 0 ? 0 : 1;
}

function line({ kind, clients, perSecond, p50Ms, p99Ms, ratio }: BenchRow): string {
  const beside = ratio === undefined ? "" : `, ${ratio.toFixed(2)} of the empty handler`;
  return `${kind.padEnd(6)} ${String(clients).padStart(3)} clients  ${perSecond.toFixed(0)} a second, p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms${beside}`;
}
