import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { packageFile } from "../cli/child.ts";
import { timeInNode } from "./vault-node.ts";
import { type Opening, OPENINGS, type Timing, type TimingRow, timingRows } from "./vault-stats.ts";

/** Where vaults are opened. */
export const ENGINES = ["chromium", "node"] as const;
export type Engine = (typeof ENGINES)[number];

/** Opens a vault `tries` times each with right, wrong and duress words, interleaved, and compares how long that took. */
export async function benchVault(
  { tries, engine, env, signal }: { tries: number; engine: Engine; env: NodeJS.ProcessEnv; signal: AbortSignal },
  onRound: (done: number) => void,
): Promise<TimingRow[]> {
  const times: Record<Opening, number[]> = { right: [], wrong: [], duress: [] };
  const take = ({ kind, ms }: Timing) => {
    times[kind].push(ms);
    const done = Math.min(...OPENINGS.map((one) => times[one].length));
    if (OPENINGS.every((one) => times[one].length === done)) onRound(done);
  };
  if (engine === "node") await timeInNode(tries, signal, take);
  else await timeInChromium(tries, env, signal, take);
  const rounds = times.right.map((right, i) => ({ right, wrong: times.wrong[i] ?? 0, duress: times.duress[i] ?? 0 }));
  return timingRows(rounds, Math.random);
}

/** The real app in the real browser, as the browser tests drive it: a program of its own beside them. */
async function timeInChromium(
  tries: number,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
  take: (timing: Timing) => void,
): Promise<void> {
  const program = fileURLToPath(packageFile("../test/browser/vault-times.ts"));
  const child = spawn(process.execPath, [program, String(tries)], { stdio: ["ignore", "pipe", "inherit"], env, signal });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  for await (const line of createInterface({ input: child.stdout })) take(JSON.parse(line) as Timing);
  const code = await ended;
  if (code !== 0) throw new Error(`the browser's program ended with ${code}`);
}
