import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TextFile } from "./rule.ts";

/** The repository's root folder. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Made, installed or kept by programs: not ours to style. */
const LEFT_OUT = new Set(["node_modules", "dist", "data", ".git", ".cache"]);
const NAMES_OF_TEXT = /\.(?:tsx?|mjs|json|md|sh|css|html|svg|cddl|ya?ml|txt|webmanifest)$|^\.?[a-zA-Z-]+$|^\.[a-z.]+$/u;

/** All text files of the repository, also those that are not committed yet. */
export function repositoryFiles(): TextFile[] {
  return filesIn("");
}

function filesIn(folder: string): TextFile[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    // Whatever it is: in a second checkout of the same repository `.git` is a file.
    if (LEFT_OUT.has(entry.name)) return [];
    if (entry.isDirectory()) return filesIn(path);
    return entry.isFile() && NAMES_OF_TEXT.test(entry.name) ? [{ path, text: readFileSync(join(ROOT, path), "utf8") }] : [];
  });
}
