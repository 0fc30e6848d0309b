import { benchAirtime } from "../../bench/airtime/run.ts";
import { benchHub, type BenchRow } from "../../bench/hub.ts";
import { killRounds } from "../../bench/kill9.ts";
import { defineCommand, integerOption, type Io } from "../command.ts";

/**
 * Measures on this machine. `hub`: durable puts, bursts and the server's own empty handler, side by side. `kill9`: what a killed hub loses. `airtime`: how long
 * the radio must be on, beside other systems.
 */
export const bench = defineCommand({
  name: "bench",
  summary:
    "measure the hub: its speed beside its own empty handler, what it loses when it is killed, or how long a burst is on the air",
  positionals: [
    {
      name: "what",
      help: "hub: puts, bursts, empty handler; kill9: kill -9 under load, again and again; airtime: bursts over poor links (needs root)",
      required: true,
      choices: ["hub", "kill9", "airtime"],
    },
  ],
  options: {
    seconds: { type: "string", value: "N", default: "5", help: "hub: seconds for each figure" },
    rounds: { type: "string", value: "N", default: "20", help: "kill9: how often the hub is killed" },
    benchmark: {
      type: "string",
      value: "DIR",
      default: "../shared/bench/airtime",
      help: "airtime: the benchmark, from this repository",
    },
    peers: { type: "string", value: "NAMES", default: "all", help: "airtime: ojak, ojak-web and the benchmark's own" },
    profiles: { type: "string", value: "NAMES", default: "all", help: "airtime: links" },
    workloads: { type: "string", value: "NAMES", default: "all", help: "airtime: what is carried" },
    reps: { type: "string", value: "N", default: "3", help: "airtime: how often each" },
    out: { type: "string", value: "FILE", default: "airtime.json", help: "airtime: where the results go" },
    json: { type: "boolean", help: "print one JSON object a line" },
  },
  run: async ({ seconds, rounds, json, reps, ...airtime }, [what], io) => {
    if (what === "airtime") return benchAirtime({ ...airtime, reps: integerOption("reps", reps, 1, 100), signal: io.signal });
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
