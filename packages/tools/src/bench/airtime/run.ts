import { spawn } from "node:child_process";
import { cp, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { OjakError } from "@ojak/core/errors";
import { packageFile } from "../../cli/child.ts";

/** What to measure; texts are handed on as they are. */
export interface AirtimeOptions {
  /** The benchmark's folder, which is only read. */
  readonly benchmark: string;
  readonly peers: string;
  readonly profiles: string;
  readonly workloads: string;
  readonly reps: number;
  /** How many links at once: more is sooner, and each has less of the machine. */
  readonly jobs: number;
  /** Where the results go, as JSON. */
  readonly out: string;
  readonly signal: AbortSignal;
}

const ROOT = fileURLToPath(packageFile("../"));
const OUR_PEERS = join(ROOT, "bench/airtime");

/** Runs the benchmark of air time with our peers beside its own, in a copy of its folder; its table goes to standard output. Answers with its exit code. */
export async function benchAirtime(options: AirtimeOptions): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "ojak-airtime-"));
  try {
    // The copy is ours to write to, whatever the rights of the original.
    await cp(resolve(ROOT, options.benchmark), folder, { recursive: true, mode: 0 }).catch((cause: unknown) => {
      throw new OjakError("storage", `there is no benchmark in ${options.benchmark}: name its folder with --benchmark`, {
        cause,
      });
    });
    for (const name of await readdir(OUR_PEERS)) await symlink(join(OUR_PEERS, name), join(folder, "peers", name));
    const { peers, profiles, workloads, reps, jobs, out } = options;
    return await run(
      join(folder, "run"),
      [
        ["--peers", peers, "--profiles", profiles, "--workloads", workloads],
        ["--reps", String(reps), "--jobs", String(jobs), "--out", resolve(out)],
      ].flat(),
      options.signal,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(program: string, args: readonly string[], signal: AbortSignal): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });
    // Asked as by Ctrl-C: it takes its namespaces down before it ends.
    const stop = () => child.kill("SIGINT");
    signal.addEventListener("abort", stop, { once: true });
    child.once("error", fail).once("exit", (code) => {
      signal.removeEventListener("abort", stop);
      done(code ?? 1);
    });
  });
}
