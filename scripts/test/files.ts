import { globSync } from "node:fs";

const TEST_FILES = ["packages/*/**/*.test.ts", "test/**/*.test.ts"];
const NOT_OURS = ["**/node_modules/**", "**/dist/**"];

/** Files under these folders run after all others: each takes a minute or more (browsers, waiting for each other). */
const LASTING_FOLDERS = ["test/browser/"];

/** The paths, relative to `root`, of all test files that match a filter. */
export function testFiles(root: string, filters: readonly string[]): { quick: string[]; lasting: string[] } {
  const files = globSync(TEST_FILES, { cwd: root, exclude: NOT_OURS })
    .filter((file) => matches(file, filters))
    .toSorted();
  return { quick: files.filter((file) => !isLasting(file)), lasting: files.filter(isLasting) };
}

/** True when `name` contains one of the filters, or there are none. */
export function matches(name: string, filters: readonly string[]): boolean {
  return filters.length === 0 || filters.some((filter) => name.includes(filter));
}

function isLasting(file: string): boolean {
  return LASTING_FOLDERS.some((folder) => file.startsWith(folder));
}
