import { benchVault, ENGINES, type Engine } from "../../bench/vault.ts";
import type { TimingRow } from "../../bench/vault-stats.ts";
import { type Io, UsageError } from "../command.ts";

/** Prints how long a vault takes to open; the exit code is 1 when the kinds of passphrase can be told apart. */
export async function runVault(tries: number, engineName: string, json: boolean, io: Io): Promise<number> {
  const rows = await benchVault({ tries, engine: engineOf(engineName), env: { ...io.env }, signal: io.signal }, (done) => {
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
