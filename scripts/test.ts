/**
 * The one test runner: static checks, then all tests. `npm test -- hub wire` runs what has `hub` or `wire` in its name.
 * The closing line is `N passed, N failed`; the exit code is 0 only if nothing failed.
 */
import { availableParallelism, constants } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { checks, runCheck } from "./test/checks.ts";
import { testFiles } from "./test/files.ts";
import { checkLeftovers, killMarked, markChildren } from "./test/leftovers.ts";
import { runTestFile, runTestFiles } from "./test/node-tests.ts";
import { closingLine, describeOutcome, type Outcome } from "./test/outcome.ts";

/** One more than the cores: tests wait for pages and pauses about a third of their time. */
const WAITING_FILES = 1;
/** Each may hold a hub, browsers and Argon2id's memory. */
const CONCURRENCY_MAX = 4;

const root = fileURLToPath(new URL("..", import.meta.url));
const filters = process.argv.slice(2);
const outcomes: Outcome[] = [];

// Programs that a test starts by name get the pinned Node.js, whatever the system has.
process.env["PATH"] = [join(root, "node_modules/.bin"), process.env["PATH"]].join(delimiter);
const mark = markChildren();

const stop = new AbortController();
for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    stop.abort();
    killMarked(mark);
    process.exit(128 + constants.signals[signal]);
  });
}

function tell(outcome: Outcome): void {
  outcomes.push(outcome);
  console.log(describeOutcome(outcome));
}

const files = testFiles(root, filters);
for (const check of checks(root, filters, files)) tell(await runCheck(root, check, stop.signal));
const runFile = (file: string) => runTestFile(root, file, stop.signal);
await runTestFiles(files, Math.min(CONCURRENCY_MAX, availableParallelism() + WAITING_FILES), runFile, tell);

if (outcomes.length === 0) {
  tell({
    name: "anything to run",
    passed: 0,
    failed: 1,
    durationMs: 0,
    details: [`nothing is named like: ${filters.join(", ")}`],
  });
}
tell(await checkLeftovers(mark));

const failed = outcomes.filter((outcome) => outcome.failed > 0);
if (failed.length > 0) console.log(`\nfailed: ${failed.map(({ name }) => name).join(", ")}`);
console.log(`\n${closingLine(outcomes)}`);
process.exit(failed.length > 0 ? 1 : 0);
