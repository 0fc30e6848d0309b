import { spawn } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import type { Io } from "./command.ts";

/** A program of ours to run as a process of its own; `env` is laid over the caller's environment, leaving out what is undefined. */
export type Entry = {
  readonly url: URL;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
};

const STOP_GRACE_MS = 10_000;

/** The address of a file of another package, which is started and never imported; `path` is relative to `packages/`. */
export function packageFile(path: string): URL {
  return new URL(`../../../${path}`, import.meta.url);
}

/**
 * Runs a program to its end with our own output streams, and answers with its exit code (128 + n when signal n ended it).
 * With `output` "ignore" only what it says on standard error is shown.
 * When `io.signal` aborts, the program is asked to stop (SIGTERM) and killed if it has not within 10 s.
 */
export function runEntry(entry: Entry, io: Io, output: "inherit" | "ignore" = "inherit"): Promise<number> {
  return new Promise((resolve, reject) => {
    if (io.signal.aborted) return resolve(1);
    // A process group of its own: Ctrl-C in a terminal would otherwise reach it twice, and the second would cut its shutdown short.
    const child = spawn(process.execPath, [fileURLToPath(entry.url), ...entry.args], {
      stdio: ["ignore", output, "inherit"],
      env: defined({ ...io.env, ...entry.env }),
      detached: true,
    });
    const killGroup = () => kill(child.pid);
    let killer: NodeJS.Timeout | undefined;
    const stop = () => {
      child.kill("SIGTERM");
      killer = setTimeout(killGroup, STOP_GRACE_MS);
    };
    process.once("exit", killGroup);
    io.signal.addEventListener("abort", stop, { once: true });
    const release = () => {
      clearTimeout(killer);
      process.off("exit", killGroup);
      io.signal.removeEventListener("abort", stop);
    };
    child.once("error", (error) => {
      release();
      reject(error);
    });
    child.once("exit", (code, signal) => {
      release();
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
    });
  });
}

function defined(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined));
}

function kill(groupId: number | undefined): void {
  try {
    if (groupId !== undefined) process.kill(-groupId, "SIGKILL");
  } catch {
    /* it has gone already */
  }
}
