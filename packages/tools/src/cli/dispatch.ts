import { OjakError } from "@ojak/core/errors";
import { UsageError, type Command, type Io } from "./command.ts";
import { helpFor, helpForAll } from "./help.ts";

/** What the exit code of `ojak` means. */
export const EXIT_OK = 0;
export const EXIT_REFUSED = 1;
export const EXIT_USAGE = 2;
/** EX_SOFTWARE of sysexits.h: a defect of this program, told apart from an expected refusal. */
export const EXIT_DEFECT = 70;

/** Finds and runs the command that `args` name, and answers with the exit code; never throws. */
export async function dispatch(args: readonly string[], commands: readonly Command[], version: string, io: Io): Promise<number> {
  const [first, ...rest] = args;
  if (first === "--version") {
    io.out(version);
    return EXIT_OK;
  }
  if (first === "--help" || first === "help") {
    io.out(helpForAll(commands));
    return EXIT_OK;
  }
  const command = commands.find(({ name }) => name === first);
  if (command === undefined) {
    io.err(first === undefined ? "ojak: which command?" : `ojak: no such command or option: ${first}`);
    io.err(helpForAll(commands));
    return EXIT_USAGE;
  }
  if (asksForHelp(rest)) {
    io.out(helpFor(command));
    return EXIT_OK;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    return explain(error, command, io);
  }
}

/** After `--`, `--help` is an argument like any other. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end === -1 ? args.length : end).includes("--help");
}

function explain(error: unknown, command: Command, io: Io): number {
  if (error instanceof UsageError) {
    io.err(`ojak ${command.name}: ${error.message}`);
    io.err(helpFor(command));
    return EXIT_USAGE;
  }
  if (error instanceof OjakError) {
    io.err(`ojak ${command.name}: ${error.message} (${error.name})`);
    return EXIT_REFUSED;
  }
  // What was being done when Ctrl-C came ends with whatever error its abort threw: nothing to report.
  if (io.signal.aborted) return EXIT_REFUSED;
  io.err(`ojak ${command.name}: a defect in this program`);
  io.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT_DEFECT;
}
