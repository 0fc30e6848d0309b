import { isOjakError, type ErrorName } from "@ojak/core/errors";
import { readConfig } from "./config.ts";
import { startHub } from "./start.ts";

const EXIT_OTHER = 1;
/** What the exit code of the process means. */
const exitCodes: Partial<Record<ErrorName, number>> = { malformed: 2, busy: 3, locked: 4, version: 5 };

async function main(): Promise<void> {
  const write = (line: string): void => void process.stdout.write(line);
  const hub = await startHub(readConfig(process.env, process.argv.slice(2)), {
    write,
    onFailure: () => process.exit(EXIT_OTHER),
  });
  write(`${JSON.stringify({ event: "listening", url: hub.url, adminUrl: hub.adminUrl })}\n`);
  const end = (): void => {
    process.off("SIGINT", end).off("SIGTERM", end);
    hub.close().then(
      () => write(`${JSON.stringify({ event: "closed" })}\n`),
      (error: unknown) => fail(error),
    );
  };
  process.on("SIGINT", end).on("SIGTERM", end);
}

function fail(error: unknown): void {
  const known = isOjakError(error);
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = known ? (exitCodes[error.name] ?? EXIT_OTHER) : EXIT_OTHER;
}

main().catch(fail);
