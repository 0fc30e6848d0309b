import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { matches, usesApps } from "./files.ts";
import type { Outcome } from "./outcome.ts";

/** A static check: a program that exits with 0 when all is well. */
export type Check = { readonly name: string; readonly program: string; readonly args: readonly string[] };

const PACKAGES = ["core", "client", "hub", "apps", "tools"];
const LINES_SHOWN_MAX = 200;

/**
 * The static checks that match a filter, and the build that test `files` need: once, before they run side by side. A package without sources has nothing to
 * check: tsc would call that an error.
 */
export function checks(root: string, filters: readonly string[], files: readonly string[]): Check[] {
  const typed = PACKAGES.filter((name) => hasSources(root, name)).map((name) => `packages/${name}`);
  const all: Check[] = [
    ...[...typed, "."].map((folder) => ({
      name: `types ${folder === "." ? "tests and scripts" : folder}`,
      program: "tsc",
      args: ["--project", folder, "--pretty", "false"],
    })),
    { name: "lint", program: "oxlint", args: ["--format", "unix"] },
    { name: "format", program: "oxfmt", args: ["--check"] },
    { name: "knip", program: "knip", args: ["--no-progress", "--no-config-hints"] },
  ];
  const build = { name: "build packages/apps", program: "node", args: ["packages/apps/build.ts"] };
  return [...all.filter(({ name }) => matches(name, filters)), ...(files.some(usesApps) ? [build] : [])];
}

/** Runs a check; it counts as one test. */
export async function runCheck(root: string, check: Check, signal: AbortSignal): Promise<Outcome> {
  const startMs = performance.now();
  const child = spawn(join(root, "node_modules/.bin", check.program), check.args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
    signal,
  });
  const ended = new Promise<number>((resolve) => {
    child.once("error", () => resolve(1));
    child.once("close", (code) => resolve(code ?? 1));
  });
  const [out, err, code] = await Promise.all([child.stdout.toArray(), child.stderr.toArray(), ended]);
  const lines = stripVTControlCharacters(Buffer.concat([...out, ...err]).toString())
    .trim()
    .split("\n");
  const shown = lines.slice(0, LINES_SHOWN_MAX);
  const rest = lines.length - shown.length;
  return {
    name: check.name,
    passed: code === 0 ? 1 : 0,
    failed: code === 0 ? 0 : 1,
    durationMs: performance.now() - startMs,
    details: rest > 0 ? [...shown, `… and ${rest} lines more`] : shown,
  };
}

function hasSources(root: string, packageName: string): boolean {
  const folder = join(root, "packages", packageName);
  const sources = globSync("**/*.{ts,tsx}", { cwd: folder, exclude: ["**/node_modules/**", "**/dist/**", "**/*.test.ts"] });
  return sources.length > 0;
}
