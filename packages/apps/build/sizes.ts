import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** All that the broker's app loads first, gzipped: 90 kB are 18 s of a 40 kbit/s link, once, before there is anything to hide. */
export const BROKER_FIRST_BYTES_MAX = 90_000;

/** Size and hash of one file of the build. */
export interface FileReport {
  readonly bytes: number;
  readonly gzipBytes: number;
  readonly sha256: string;
}

/** One app of a build: the URLs that it keeps for offline use and, by language, what it loads first, also with what its daily work needs. */
export interface AppReport {
  readonly shell: readonly string[];
  readonly first: Record<string, readonly string[]>;
  readonly daily: Record<string, readonly string[]>;
}

/** What `shell.json` holds. */
export interface ShellReport {
  readonly apps: Record<string, AppReport>;
  readonly files: Record<string, FileReport>;
}

/** Size, gzip size (level 9) and SHA-256 of some bytes. */
export function measure(bytes: Uint8Array): FileReport {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { bytes: bytes.length, gzipBytes: gzipSync(bytes, { level: 9 }).length, sha256 };
}

/** One line of the table: a file that is loaded first. */
export interface SizeRow {
  readonly file: string;
  readonly gzipBytes: number;
}

/** What an app of a build loads in one language: `first` until it is open, `daily` with what exchanges and letters need. Reads `shell.json` and, for files that it does not list, the files themselves. */
export function firstLoad(
  dist: string,
  app: "day" | "family",
  language: "ko" | "zh" | "en",
  what: "first" | "daily" = "first",
): SizeRow[] {
  const report = readReport(dist);
  const files = report.apps[app]?.[what][language] ?? [];
  return files.map((file) => ({ file, gzipBytes: (report.files[file] ?? measure(readFileSync(join(dist, file)))).gzipBytes }));
}

/** Sum of rows, in bytes. */
export function totalOf(rows: readonly SizeRow[]): number {
  return rows.reduce((sum, row) => sum + row.gzipBytes, 0);
}

/** The whole shell of an app, gzipped: what it keeps for offline use in all three languages. */
function shellBytes(dist: string, app: "day" | "family"): number {
  const report = readReport(dist);
  const names = (report.apps[app]?.shell ?? []).map((url) => (url.endsWith("/") ? `${url.slice(1)}index.html` : url.slice(1)));
  return names.reduce((sum, name) => sum + (report.files[name] ?? measure(readFileSync(join(dist, name)))).gzipBytes, 0);
}

/** The table that a build prints. */
export function sizeTable(dist: string): string {
  const lines = ["What the broker's app loads first, gzip bytes"];
  for (const language of ["ko", "zh", "en"] as const) {
    const rows = firstLoad(dist, "day", language);
    if (language === "ko") for (const { file, gzipBytes } of rows) lines.push(`  ${String(gzipBytes).padStart(7)}  ${file}`);
    lines.push(`  ${String(totalOf(rows)).padStart(7)}  in all, ${language} (at most ${BROKER_FIRST_BYTES_MAX})`);
  }
  lines.push(
    `  ${String(totalOf(firstLoad(dist, "day", "ko", "daily"))).padStart(7)}  with what exchanges and letters need, loaded once it is open, ko`,
  );
  lines.push(`  ${String(totalOf(firstLoad(dist, "family", "ko"))).padStart(7)}  the family's app, ko`);
  lines.push(
    `  ${String(shellBytes(dist, "day"))} / ${String(shellBytes(dist, "family"))} whole shells for offline use, all languages`,
  );
  return lines.join("\n");
}

function readReport(dist: string): ShellReport {
  return JSON.parse(readFileSync(join(dist, "shell.json"), "utf8")) as ShellReport;
}
