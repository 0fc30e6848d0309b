import { benchHub, type BenchRow } from "../../bench/hub.ts";
import { killRounds } from "../../bench/kill9.ts";
import { benchVault, ENGINES, type Engine } from "../../bench/vault.ts";
import type { TimingRow } from "../../bench/vault-stats.ts";
import { defineCommand, integerOption, UsageError, type Io } from "../command.ts";

/** Measures on this machine. `hub`: durable puts, bursts and the server's own empty handler, side by side. `kill9`: what a killed hub loses. `vault`: opening times. */
export const bench = defineCommand({
  name: "bench",
  summary: "measure the hub (its speed, what it loses when it is killed), or how long a vault takes to open",
  positionals: [
    {
      name: "what",
      help: "hub: puts, bursts, empty handler; kill9: kill -9 under load, again and again; vault: right, wrong and duress words",
      required: true,
      choices: ["hub", "kill9", "vault"],
    },
  ],
  options: {
    seconds: { type: "string", value: "N", default: "5", help: "hub: seconds for each figure" },
    rounds: { type: "string", value: "N", default: "20", help: "kill9: how often the hub is killed" },
    tries: { type: "string", value: "N", default: "200", help: "vault: openings of each kind" },
    engine: { type: "string", value: "ENGINE", default: "chromium", help: "vault: chromium (the real app) or node" },
    json: { type: "boolean", help: "print one JSON object a line" },
  },
  run: async ({ seconds, rounds, tries, engine, json }, [what], io) => {
    if (what === "vault") return runVault(integerOption("tries", tries, 2, 10_000), engineOf(engine), json, io);
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

async function runVault(tries: number, engine: Engine, json: boolean, io: Io): Promise<number> {
  const rows = await benchVault({ tries, engine, env: { ...io.env }, signal: io.signal }, (done) => {
    if (done % 20 === 0) io.err(`${done} of ${tries}`);
  });
  for (const row of rows) io.out(json ? JSON.stringify(row) : timingLine(row));
  return rows.every(({ differences }) => differences.every(({ isAlike }) => isAlike)) ? 0 : 1;
}

function engineOf(text: string): Engine {
  const engine = ENGINES.find((one) => one === text);
  if (engine === undefined) throw new UsageError(`--engine is one of: ${ENGINES.join(", ")}`);
  return engine;
}

function timingLine({ kind, tries, medianMs, differences }: TimingRow): string {
  const told = differences.map(
    ({ to, lowMs, highMs, isAlike }) => `${isAlike ? "like" : "UNLIKE"} ${to}: ${lowMs.toFixed(1)} to ${highMs.toFixed(1)} ms`,
  );
  return `${kind.padEnd(6)} ${tries} tries, median ${medianMs.toFixed(1)} ms; ${told.join("; ")}`;
}

function line({ kind, clients, perSecond, p50Ms, p99Ms, ratio }: BenchRow): string {
  const beside = ratio === undefined ? "" : `, ${ratio.toFixed(2)} of the empty handler`;
  return `${kind.padEnd(6)} ${String(clients).padStart(3)} clients  ${perSecond.toFixed(0)} a second, p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms${beside}`;
}
