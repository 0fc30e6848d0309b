import packageJson from "../../package.json" with { type: "json" };
import { dispatch } from "./dispatch.ts";
import { commands } from "./registry.ts";

/** How long a command may take to stop what it started before the process ends without it. */
const STOP_GRACE_MS = 15_000;
const STOP_SIGNALS = [
  ["SIGHUP", 129],
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const;

const stop = new AbortController();
let stoppedWith: number | undefined;

for (const [signal, exitCode] of STOP_SIGNALS) {
  process.on(signal, () => {
    // A second one means: at once.
    if (stop.signal.aborted) process.exit(exitCode);
    stoppedWith = exitCode;
    stop.abort();
    setTimeout(() => process.exit(exitCode), STOP_GRACE_MS).unref();
  });
}

// A reader that went away, as in `ojak … | head`, is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const exitCode = await dispatch(process.argv.slice(2), commands, packageJson.version, {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  env: process.env,
  signal: stop.signal,
});

if (stoppedWith !== undefined) process.exit(stoppedWith);
process.exitCode = exitCode;
