import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";

const OJAK = join(import.meta.dirname, "..", "..", "ojak");

/** What ends things when the time has come: a test, or a program beside the tests. */
export type Scope = Pick<TestContext, "after">;

/** A folder that goes with the test. */
export function folderFor(t: Scope): string {
  const folder = mkdtempSync(join(tmpdir(), "ojak-test-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `./ojak` to its end, whatever its exit code. */
export function ojak(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(OJAK, [...args], { env: { ...process.env, ...env } }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err });
    });
  });
}

/** A program that runs on: resolves with its first line, ends with the test. */
export async function ojakRunning(t: Scope, args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(OJAK, [...args], { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => stop(child, "SIGINT"));
  const lines: string[] = [];
  const first = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      lines.push(line);
      resolve(line);
    });
    child.once("exit", (code) => reject(new Error(`it ended with ${code}`)));
  });
  return { first: await first, lines, stop: (signal: NodeJS.Signals) => stop(child, signal) };
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => {
      child.once("exit", resolve);
    });
    child.kill(signal);
    await ended;
  }
  return child.exitCode;
}
