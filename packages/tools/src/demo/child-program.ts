import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, closeSync, openSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { OjakError } from "@ojak/core/errors";

const STOP_GRACE_MS = 10_000;

/** A program of ours that runs beside us, and the address that it answers at. */
export interface Running extends AsyncDisposable {
  readonly url: string;
}

/** What to run: it prints JSON lines, one of them `{"event":"listening","url":…}`. Its lines go to `logPath` as they are. */
export interface Program {
  readonly entry: URL;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logPath: string;
}

/** Starts a program and waits until it answers. Throws `busy`, `locked` or `storage` with the program's own words when it ends instead. */
export async function startProgram({ entry, args, env, logPath }: Program): Promise<Running> {
  const log = openSync(logPath, "a", 0o600);
  const child = spawn(process.execPath, [fileURLToPath(entry), ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const endWithUs = () => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  const stop = async () => {
    await stopChild(child);
    process.off("exit", endWithUs);
    closeSync(log);
  };
  try {
    const url = await listening(child, log);
    return { url: url.replace(/\/$/u, ""), [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function listening(child: ChildProcess, log: number): Promise<string> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("defect: no pipes");
  let said = "";
  stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString("utf8");
  });
  return new Promise((resolve, reject) => {
    createInterface({ input: stdout }).on("line", (line) => {
      writeLine(log, line);
      const url = listeningUrl(line);
      if (url !== null) resolve(url);
    });
    child.once("error", reject);
    child.once("exit", (code) =>
      reject(new OjakError(code === 3 ? "busy" : code === 4 ? "locked" : "storage", said.trim() || `it ended with ${code}`)),
    );
  });
}

function writeLine(log: number, line: string): void {
  try {
    appendFileSync(log, `${line}\n`);
  } catch {
    /* the log was closed while the program said its last words */
  }
}

function listeningUrl(line: string): string | null {
  try {
    const event: unknown = JSON.parse(line);
    const isIt = typeof event === "object" && event !== null && "event" in event && event.event === "listening" && "url" in event;
    return isIt ? String(event.url) : null;
  } catch {
    return null;
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => {
    child.once("exit", resolve);
  });
  child.kill("SIGTERM");
  const killer = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE_MS);
  await ended;
  clearTimeout(killer);
}
