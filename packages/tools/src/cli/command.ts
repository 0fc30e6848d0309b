import { parseArgs } from "node:util";

/** A command line that cannot be understood: `dispatch` answers it with the command's help and exit code 2. */
export class UsageError extends Error {}

/** What a command sees of the world. `signal` aborts on Ctrl-C: stop what was started, then return or throw. */
export type Io = {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
};

/** One option as `--help` shows it; `value` is the placeholder of what is typed after a string option. */
export type OptionSpec =
  | { readonly type: "boolean"; readonly help: string }
  | { readonly type: "string"; readonly help: string; readonly value: string; readonly default?: string };

/** One positional argument, in the order typed; `choices` bounds what may stand there. */
export type PositionalSpec = {
  readonly name: string;
  readonly help: string;
  readonly required: boolean;
  readonly choices?: readonly string[];
};

/** Options by their long names. */
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** What `run` gets for its options: booleans are always there, strings only when typed or defaulted. */
export type Values<Options extends OptionSpecs> = {
  readonly [Name in keyof Options]: Options[Name] extends { type: "boolean" }
    ? boolean
    : Options[Name] extends { default: string }
      ? string
      : string | undefined;
};

/** What the author of a command writes; `run` answers with the exit code. */
export type CommandSpec<Options extends OptionSpecs> = {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly options: Options;
  readonly positionals?: readonly PositionalSpec[];
  readonly run: (values: Values<Options>, positionals: readonly string[], io: Io) => Promise<number>;
};

/** A command as the registry holds it: its options are typed inside and plain strings outside. */
export type Command = {
  readonly name: string;
  readonly summary: string;
  readonly options: OptionSpecs;
  readonly positionals: readonly PositionalSpec[];
  /** Throws `UsageError` before anything is done when `args` do not fit the declared options and positionals. */
  readonly run: (args: readonly string[], io: Io) => Promise<number>;
};

/** Ties a command's options to what its `run` receives. */
export function defineCommand<const Options extends OptionSpecs>(spec: CommandSpec<Options>): Command {
  const positionals = spec.positionals ?? [];
  return {
    name: spec.name,
    summary: spec.summary,
    options: spec.options,
    positionals,
    run: async (args, io) => {
      const parsed = parse(args, spec.options);
      checkPositionals(parsed.positionals, positionals);
      return spec.run(parsed.values as Values<Options>, parsed.positionals, io);
    },
  };
}

/** Reads an option as an integer from `min` to `max`; throws `UsageError` for anything else. */
export function integerOption(name: string, text: string, min: number, max: number): number {
  const value = /^\d{1,15}$/u.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError(`--${name} takes an integer from ${min} to ${max}`);
}

function parse(args: readonly string[], options: OptionSpecs): { values: object; positionals: readonly string[] } {
  try {
    const booleans = Object.entries(options).filter(([, option]) => option.type === "boolean");
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { values: { ...Object.fromEntries(booleans.map(([name]) => [name, false])), ...values }, positionals };
  } catch (error) {
    if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_")) {
      throw new UsageError(error.message, { cause: error });
    }
    throw error;
  }
}

function checkPositionals(given: readonly string[], specs: readonly PositionalSpec[]): void {
  const extra = given[specs.length];
  if (extra !== undefined) throw new UsageError(`unexpected argument: ${extra}`);
  for (const [i, spec] of specs.entries()) {
    const value = given[i];
    if (value === undefined && spec.required) throw new UsageError(`missing argument: ${spec.name}`);
    if (value !== undefined && spec.choices !== undefined && !spec.choices.includes(value)) {
      throw new UsageError(`${spec.name} is one of: ${spec.choices.join(", ")}`);
    }
  }
}
