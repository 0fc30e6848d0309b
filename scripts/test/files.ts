import { globSync } from "node:fs";

const TEST_FILES = ["packages/*/**/*.test.ts", "test/**/*.test.ts"];
const NOT_OURS = ["**/node_modules/**", "**/dist/**"];

/** Files under these folders run one at a time after all others, since each keeps both cores busy (a browser, a build). */
const SERIAL_FOLDERS = ["test/browser/"];

/** The paths, relative to `root`, of all test files that match a filter. */
export function testFiles(root: string, filters: readonly string[]): { parallel: string[]; serial: string[] } {
  const files = globSync(TEST_FILES, { cwd: root, exclude: NOT_OURS })
    .filter((file) => matches(file, filters))
    .toSorted();
  return { parallel: files.filter((file) => !isSerial(file)), serial: files.filter(isSerial) };
}

/** True when `name` contains one of the filters, or there are none. */
export function matches(name: string, filters: readonly string[]): boolean {
  return filters.length === 0 || filters.some((filter) => name.includes(filter));
}

function isSerial(file: string): boolean {
  return SERIAL_FOLDERS.some((folder) => file.startsWith(folder));
}
