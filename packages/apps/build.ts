import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { build } from "vite";
import { sizeTable } from "./build/sizes.ts";

const HERE = import.meta.dirname;
const STAMP = join(HERE, ".cache", "stamp");
const INPUT_FOLDERS = ["build", "day", "family", "public", "src", "../client/src", "../core/src"];
const INPUT_FILES = ["build.ts", "index.html", "package.json", "vite.config.ts", "../../package-lock.json"];

/** Where the built apps lie. */
export const DIST = join(HERE, "dist");

/** Builds both apps and the landing page into `dist`, unless the inputs are those of the last build. Returns whether it built. */
export async function buildApps({ quiet = false }: { quiet?: boolean } = {}): Promise<boolean> {
  const stamp = stampOfInputs();
  const isFresh = existsSync(join(DIST, "shell.json")) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp;
  if (!isFresh) {
    await build({ root: HERE, configFile: join(HERE, "vite.config.ts"), logLevel: "error" });
    mkdirSync(join(HERE, ".cache"), { recursive: true });
    writeFileSync(STAMP, stamp);
  }
  if (!quiet) process.stdout.write(`${sizeTable(DIST)}\n`);
  return !isFresh;
}

/** A hash over names and bytes of everything that a build reads (dependencies by the lock file). */
export function stampOfInputs(): string {
  const hash = createHash("sha256");
  const files = [
    ...INPUT_FILES.map((name) => join(HERE, name)),
    ...INPUT_FOLDERS.flatMap((name) => filesUnder(join(HERE, name))),
  ];
  for (const file of files.toSorted()) hash.update(relative(HERE, file)).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".test.ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

if (import.meta.main) await buildApps();
