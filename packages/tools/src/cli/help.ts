import type { Command } from "./command.ts";

const HELP_ROW = ["--help", "show this"] as const;

/** The text of `ojak --help`. */
export function helpForAll(commands: readonly Command[]): string {
  return [
    "usage: ojak <command> [options]",
    "",
    "commands:",
    ...rows(commands.map((command) => [command.name, command.summary])),
    "",
    "options:",
    ...rows([HELP_ROW, ["--version", "show the version"]]),
    "",
    "ojak <command> --help tells more of a command.",
  ].join("\n");
}

/** The text of `ojak <command> --help`. */
export function helpFor(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]): [string, string] =>
    option.type === "boolean"
      ? [`--${name}`, option.help]
      : [`--${name} ${option.value}`, option.default === undefined ? option.help : `${option.help} (default: ${option.default})`],
  );
  const typed = command.positionals.map(({ name, required }) => (required ? ` <${name}>` : ` [${name}]`)).join("");
  const positionals = command.positionals.map(({ name, help, choices }): [string, string] => [
    name,
    choices === undefined ? help : `${help}: ${choices.join(", ")}`,
  ]);
  return [
    `usage: ojak ${command.name}${typed} [options]`,
    "",
    command.summary,
    ...(positionals.length > 0 ? ["", "arguments:", ...rows(positionals)] : []),
    "",
    "options:",
    ...rows([...options, HELP_ROW]),
  ].join("\n");
}

function rows(pairs: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...pairs.map(([left]) => left.length));
  return pairs.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
