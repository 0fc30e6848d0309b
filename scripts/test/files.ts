import { globSync } from "node:fs";

const TEST_FILES = ["packages/*/**/*.test.ts", "test/**/*.test.ts"];
const NOT_OURS = ["**/node_modules/**", "**/dist/**"];

/** Files under this folder use the built apps. They take a minute or more each, so they run first: none is then waited for at the end. */
const BROWSER_FOLDER = "test/browser/";

/** The paths, relative to `root`, of all test files that match a filter, in the order to run them. */
export function testFiles(root: string, filters: readonly string[]): string[] {
  const files = globSync(TEST_FILES, { cwd: root, exclude: NOT_OURS })
    .filter((file) => matches(file, filters))
    .toSorted();
  return [...files.filter(usesApps), ...files.filter((file) => !usesApps(file))];
}

/** True for a test that opens the built apps in a browser. */
export function usesApps(file: string): boolean {
  return file.startsWith(BROWSER_FOLDER);
}

/** True when `name` contains one of the filters, or there are none. */
export function matches(name: string, filters: readonly string[]): boolean {
  return filters.length === 0 || filters.some((filter) => name.includes(filter));
}
