import { benchAirtime } from "../../bench/airtime/run.ts";
import { type CutRow, PIECE_BYTES, runCuts } from "../../bench/link/cuts.ts";
import { benchHub, type BenchRow } from "../../bench/hub.ts";
import { killRounds } from "../../bench/kill9.ts";
import { defineCommand, integerOption, type Io } from "../command.ts";

/**
 * Measures on this machine. `hub`: durable puts, bursts and the server's own empty handler, side by side. `kill9`: what a killed hub loses. `cuts`: what a burst
 * costs that is cut at any byte, and gone on with. `airtime`: how long the radio must be on, beside other systems.
 */
export const bench = defineCommand({
  name: "bench",
  summary: "measure: the hub's speed, what it loses when it is killed, what a cut burst costs, how long a burst is on the air",
  positionals: [
    {
      name: "what",
      help: "hub: puts, bursts, empty handler; kill9: kill -9 under load; cuts: a burst cut at every byte; airtime: poor links (needs root)",
      required: true,
      choices: ["hub", "kill9", "cuts", "airtime"],
    },
  ],
  options: {
    seconds: { type: "string", value: "N", default: "5", help: "hub: seconds for each figure" },
    rounds: { type: "string", value: "N", default: "20", help: "kill9: how often the hub is killed" },
    every: { type: "string", value: "N", default: "1", help: "cuts: only every so many of the places" },
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
  run: async ({ seconds, rounds, every, json, reps, ...airtime }, [what], io) => {
    if (what === "cuts") return runAllCuts(integerOption("every", every, 1, 100_000), json, io);
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

async function runAllCuts(every: number, json: boolean, io: Io): Promise<number> {
  const rows: CutRow[] = [];
  await runCuts({
    every,
    onRow: (row, done, of) => {
      rows.push(row);
      if (row.problems.length > 0) io.err(`cut ${row.way} after ${row.atBytes} bytes: ${row.problems.join(", ")}`);
      if (done % 500 === 0) io.err(`${done} of ${of}`);
    },
  });
  const amiss = rows.filter(({ problems }) => problems.length > 0).length;
  const overBytesMax = Math.max(...rows.map(({ overBytes }) => overBytes));
  const withinPiece = rows.filter(({ overBytes }) => overBytes <= PIECE_BYTES).length;
  const tally = { kind: "cuts", cuts: rows.length, amiss, pieceBytes: PIECE_BYTES, overBytesMax, withinPiece };
  io.out(
    json
      ? JSON.stringify(tally)
      : `${rows.length} cuts, ${amiss} lost or doubled something; at most ${overBytesMax} bytes more than uncut, ${withinPiece} of them within a piece (${PIECE_BYTES})`,
  );
  return amiss === 0 ? 0 : 1;
}

function line({ kind, clients, perSecond, p50Ms, p99Ms, ratio }: BenchRow): string {
  const beside = ratio === undefined ? "" : `, ${ratio.toFixed(2)} of the empty handler`;
  return `${kind.padEnd(6)} ${String(clients).padStart(3)} clients  ${perSecond.toFixed(0)} a second, p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms${beside}`;
}
