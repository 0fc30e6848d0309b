import { benchHub, type BenchRow } from "../../bench/hub.ts";
import type { Io } from "../command.ts";

/** Prints a line for each figure of the hub; answers the exit code. */
export async function runHub(secondsEach: number, json: boolean, io: Io): Promise<number> {
  await benchHub({ secondsEach, onRow: (row) => io.out(json ? JSON.stringify(row) : line(row)) });
  return 0;
}

function line({ kind, clients, perSecond, p50Ms, p99Ms, ratio }: BenchRow): string {
  const beside = ratio === undefined ? "" : `, ${ratio.toFixed(2)} of the empty handler`;
  return `${kind.padEnd(6)} ${String(clients).padStart(3)} clients  ${perSecond.toFixed(0)} a second, p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms${beside}`;
}
