import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { ROOT } from "./files.ts";
import type { TextFile } from "./rule.ts";

/** Runs the linter, as the repository configures it, over a small repository, and answers with the names of the rules that it breaks. */
export function brokenLintRules(files: readonly TextFile[]): Set<string> {
  const folder = mkdtempSync(join(tmpdir(), "ojak-lint-"));
  try {
    for (const name of [".oxlintrc.json", "tsconfig.base.json"]) copyFileSync(join(ROOT, name), join(folder, name));
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ extends: "./tsconfig.base.json", compilerOptions: { types: [] } }),
    );
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return new Set(Array.from(lint(folder).matchAll(/\[Error\/([\w@/-]+\([\w/-]+\))\]/gu), ([, name = ""]) => name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The linter exits with an error when it finds something, which is what it is run for here. */
function lint(folder: string): string {
  const programs = join(ROOT, "node_modules/.bin");
  // The linter looks for its type-aware half in the folder that it is run in, then on the PATH.
  const env = { ...process.env, NO_COLOR: "1", PATH: `${programs}${delimiter}${process.env["PATH"] ?? ""}` };
  try {
    return execFileSync(join(programs, "oxlint"), ["--format", "unix"], { cwd: folder, encoding: "utf8", env });
  } catch (error) {
    if (error instanceof Error && "stdout" in error && typeof error.stdout === "string") return error.stdout;
    throw error;
  }
}
