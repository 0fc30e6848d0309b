import { join, resolve } from "node:path";
import { run } from "node:test";
import { inspect, stripVTControlCharacters } from "node:util";
import type { Outcome } from "./outcome.ts";

/** A file that has not ended by then hangs: it is ended, and that counts as a failure. */
const FILE_DEADLINE_MS = 10 * 60_000;
const OUTPUT_LINES_SHOWN_MAX = 60;

/** What node:test says of one test, as far as it is read here. */
type Report = {
  readonly name: string;
  readonly nesting: number;
  readonly line?: number;
  readonly skip?: string | boolean;
  readonly todo?: string | boolean;
  readonly details: { readonly type?: string; readonly error?: Error };
};

/** Runs one test file in a process of its own. A skipped test, a test still to be written and a file without tests count as failed. */
export async function runTestFile(root: string, file: string, signal: AbortSignal): Promise<Outcome> {
  const startMs = performance.now();
  const tally = new Tally(join(root, file));
  const deadline = AbortSignal.timeout(FILE_DEADLINE_MS);
  const events = run({ files: [tally.path], cwd: root, signal: AbortSignal.any([signal, deadline]) });
  events.on("test:pass", (event: Report) => tally.see(event));
  events.on("test:fail", (event: Report) => tally.see(event));
  events.on("test:complete", (event: Report) => tally.seeFile(event));
  events.on("test:stdout", ({ message }) => tally.output.push(message));
  events.on("test:stderr", ({ message }) => tally.output.push(message));
  events.resume();
  await new Promise((end) => events.once("end", end));
  if (deadline.aborted)
    tally.fail("the file did not end", `ended after ${FILE_DEADLINE_MS / 1000} s: a handle is left open, or a test hangs`);
  return { name: file, ...tally.result(), durationMs: performance.now() - startMs };
}

/** Runs files at most `concurrency` at a time, telling of each as it ends. */
export async function runTestFiles(
  files: readonly string[],
  concurrency: number,
  runFile: (file: string) => Promise<Outcome>,
  tell: (outcome: Outcome) => void,
): Promise<void> {
  const queue = files.values();
  const worker = async () => {
    for (const file of queue) tell(await runFile(file));
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

/** Adds up what one file's tests report. */
class Tally {
  readonly path: string;
  readonly output: string[] = [];
  readonly #failures: string[] = [];
  #passed = 0;
  #failed = 0;

  constructor(path: string) {
    this.path = path;
  }

  see(report: Report): void {
    const { error, type } = report.details;
    if (this.#isFile(report) || type === "suite") {
      // A suite fails with its tests, which are counted; or by itself, in a hook.
      if (type === "suite" && error !== undefined && failureOf(error) !== "subtestsFailed") this.fail(at(report), explain(error));
      return;
    }
    if (report.skip !== undefined && report.skip !== false) this.fail(at(report), "skipped");
    else if (report.todo !== undefined && report.todo !== false) this.fail(at(report), "still to be written");
    else if (error === undefined) this.#passed++;
    else this.fail(at(report), failureOf(error) === "subtestsFailed" ? "a test inside it failed" : explain(error));
  }

  /** The process that ran the file has ended: its exit code may tell of what no test did. */
  seeFile(report: Report): void {
    const { error } = report.details;
    // What was ended at the deadline is told of by who ended it.
    if (!this.#isFile(report) || (error !== undefined && failureOf(error) === "testAborted")) return;
    if (error === undefined && this.#passed + this.#failed === 0) this.fail("the file", "ran no test");
    if (error !== undefined && (this.#failed === 0 || failureOf(error) !== "subtestsFailed")) {
      this.fail("the file", "its process failed outside of any test");
    }
  }

  fail(what: string, why: string): void {
    this.#failed++;
    this.#failures.push(`${what}: ${why}`);
  }

  result(): { passed: number; failed: number; details: string[] } {
    const printed = this.output.join("").trimEnd().split("\n").slice(-OUTPUT_LINES_SHOWN_MAX);
    const output = this.output.length === 0 ? [] : ["what the file printed, at its end:", ...printed.map((line) => `  ${line}`)];
    return {
      passed: this.#passed,
      failed: this.#failed,
      details: [...this.#failures.flatMap((failure) => failure.split("\n")), ...output],
    };
  }

  #isFile(report: Report): boolean {
    return report.nesting === 0 && resolve(report.name) === this.path;
  }
}

function at({ name, line }: Report): string {
  return line === undefined ? name : `${name} (line ${line})`;
}

function failureOf(error: Error): unknown {
  return "failureType" in error ? error.failureType : undefined;
}

/** What was thrown, which node:test wraps, without the stack's lines inside of Node.js. */
function explain(error: Error): string {
  const thrown = error.cause ?? error;
  const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : inspect(thrown);
  return stripVTControlCharacters(text).replaceAll(/\n +at [^\n]*\(?node:[^\n]*/gu, "");
}
