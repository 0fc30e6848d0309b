import { randomUUID } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Outcome } from "./outcome.ts";

const GRACE_MS = 5_000;
const POLL_MS = 50;

/** Marks this run in the environment that every process started from here inherits, also when its parent is long gone. */
export function markChildren(): string {
  const mark = `OJAK_TEST_RUN=${randomUUID()}`;
  process.env["OJAK_TEST_RUN"] = mark.slice(mark.indexOf("=") + 1);
  return mark;
}

/** Ends at once every process that carries the mark. */
export function killMarked(mark: string): string[] {
  return marked(mark).map(({ pid, command }) => {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      /* it has gone in the meantime */
    }
    return command;
  });
}

/** Counts as one test: after a moment's grace no process of the run may be left; what is left is ended. */
export async function checkLeftovers(mark: string): Promise<Outcome> {
  const startMs = performance.now();
  while (marked(mark).length > 0 && performance.now() - startMs < GRACE_MS) await sleep(POLL_MS);
  const details = killMarked(mark).map((command) => `left running, now ended: ${command}`);
  const failed = details.length > 0 ? 1 : 0;
  return { name: "no process left behind", passed: 1 - failed, failed, durationMs: performance.now() - startMs, details };
}

/** Reads /proc, so on other systems than Linux it finds nothing. */
function marked(mark: string): { pid: number; command: string }[] {
  return pids().flatMap((pid) => {
    try {
      const isMarked = pid !== process.pid && readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(mark);
      return isMarked ? [{ pid, command: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim() }] : [];
    } catch {
      return [];
    }
  });
}

function pids(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}
