import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { packageFile, runEntry } from "./child.ts";
import type { Io } from "./command.ts";

function ioWith(signal: AbortSignal): Io {
  return { out: () => {}, err: () => {}, env: { ...process.env, OUTER: "1" }, signal };
}

async function withProgram(source: string, use: (url: URL, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "ojak-child-"));
  try {
    const file = join(folder, "program.mjs");
    await writeFile(file, source);
    await use(pathToFileURL(file), folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("a program's exit code, arguments and environment pass through", async () => {
  const source = `process.exit(process.env.OUTER + process.env.INNER + process.argv[2] === "123" ? 7 : 1)`;
  await withProgram(source, async (url) => {
    assert.equal(await runEntry({ url, args: ["3"], env: { INNER: "2" } }, ioWith(new AbortController().signal)), 7);
  });
});

test("an abort asks the program to stop and waits for it", async () => {
  const source = `import { writeFileSync } from "node:fs";
    process.on("SIGTERM", () => { writeFileSync(process.env.FOLDER + "/stopped", ""); process.exit(0); });
    setInterval(() => {}, 1000);
    writeFileSync(process.env.FOLDER + "/ready", "");`;
  await withProgram(source, async (url, folder) => {
    const stop = new AbortController();
    const ended = runEntry({ url, args: [], env: { FOLDER: folder } }, ioWith(stop.signal));
    while (
      await readFile(join(folder, "ready")).then(
        () => false,
        () => true,
      )
    )
      await sleep(20);
    stop.abort();
    assert.equal(await ended, 0);
    assert.equal(await readFile(join(folder, "stopped"), "utf8"), "");
  });
});

test("files of other packages are found from wherever the command is called", () => {
  assert.match(packageFile("hub/src/main.ts").pathname, /\/packages\/hub\/src\/main\.ts$/u);
});
