import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, before, test } from "node:test";
import { build } from "vite";
import { BROKER_FIRST_BYTES_MAX, firstLoad, type ShellReport, totalOf } from "../build/sizes.ts";

const ROOT = join(import.meta.dirname, "..");
const outer = mkdtempSync(join(tmpdir(), "apps-build-"));
const first = join(outer, "first");
const second = join(outer, "second");

before(async () => {
  for (const outDir of [first, second]) {
    await build({ root: ROOT, configFile: join(ROOT, "vite.config.ts"), logLevel: "error", build: { outDir } });
  }
});

after(() => rmSync(outer, { recursive: true, force: true }));

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

function hashes(folder: string): Record<string, string> {
  return Object.fromEntries(
    filesOf(folder).map((name) => [
      name,
      createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex"),
    ]),
  );
}

test("two builds give the same files with the same hashes", () => {
  assert.deepEqual(hashes(first), hashes(second));
});

for (const language of ["ko", "zh", "en"] as const) {
  test(`the broker's app loads at most ${BROKER_FIRST_BYTES_MAX} gzip bytes first: ${language}`, () => {
    const rows = firstLoad(first, "day", language);
    assert.ok(rows.length >= 7, "page, worker, styles, code, texts and words are counted");
    const total = totalOf(rows);
    assert.ok(total <= BROKER_FIRST_BYTES_MAX, `${total} bytes`);
  });
}

test("no page holds a script or style of its own, or asks another origin", () => {
  for (const page of ["index.html", "family/index.html", "day/index.html"]) {
    const html = readFileSync(join(first, page), "utf8");
    assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|javascript:/u, page);
    assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)/u, page);
    assert.doesNotMatch(html, /(?:src|href)="(?:https?:)?\/\//u, page);
  }
});

test("what an app keeps for offline use is there, and is of that app alone", () => {
  const report = JSON.parse(readFileSync(join(first, "shell.json"), "utf8")) as ShellReport;
  for (const app of ["day", "family"]) {
    const shell = report.apps[app]?.shell ?? [];
    const other = app === "day" ? "/family/" : "/day/";
    for (const url of shell) {
      assert.ok(!url.startsWith(other), url);
      const name = url.endsWith("/") ? `${url}index.html` : url;
      assert.doesNotThrow(() => readFileSync(join(first, name)), url);
    }
    assert.ok(readFileSync(join(first, app, "sw.js"), "utf8").startsWith("const SHELL={"));
  }
});

test("the broker's app says nothing of what it is in its name, title or files", () => {
  const page = readFileSync(join(first, "day/index.html"), "utf8");
  assert.match(page, /<title>Daybook<\/title>/u);
  for (const name of filesOf(first).filter((file) => file.startsWith("day/"))) assert.doesNotMatch(name, /ojak|broker|letter/iu);
  for (const language of ["ko", "zh", "en"]) {
    assert.doesNotMatch(readFileSync(join(first, `day/manifest-${language}.webmanifest`), "utf8"), /ojak|broker|letter/iu);
  }
});
