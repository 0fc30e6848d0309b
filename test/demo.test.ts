import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { promisify } from "node:util";
import { SCRIPT } from "@ojak/tools/demo/demo";
import { findCanaries } from "./support/canaries.ts";

const OJAK = join(import.meta.dirname, "..", "ojak");
const STEPS = [
  "introduced",
  "accepted",
  "enrolled",
  "letter-sealed",
  "burst",
  "letter-opened",
  "reply-opened",
  "erased",
  "stopped",
  "done",
];
const LETTER = "카나리아가 쓴 편지: the magpies carry 7 blue marbles, 鹊桥";

interface Step {
  readonly step: string;
  readonly ok: boolean;
  readonly ms: number;
  readonly [detail: string]: unknown;
}

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "ojak-demo-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("the demonstration plays the whole journey with real processes, and the hub keeps none of what was said", async (t) => {
  const folder = folderFor(t);
  const startMs = performance.now();
  const { stdout } = await promisify(execFile)(OJAK, ["demo", "--json", "--letter", LETTER], {
    env: { ...process.env, OJAK_DATA: folder },
  });
  assert.ok(performance.now() - startMs < 60_000, "it ends in under a minute");
  const steps = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Step);
  const named = (name: string) => steps.find((one) => one.step === name);
  for (const name of STEPS) assert.equal(named(name)?.ok, true, name);
  assert.ok(steps.every((one) => typeof one.ms === "number"));
  assert.deepEqual(Object.keys(steps.at(-1) ?? {}).slice(0, 2), ["step", "ok"]);
  assert.equal(steps.at(-1)?.step, "done");
  assert.equal(named("letter-opened")?.["text"], LETTER);
  assert.equal(named("burst")?.["upBytes"], 1_024);
  assert.ok(Number(named("burst")?.["downBytes"]) > 1_024);

  rmSync(join(folder, "demo"), { recursive: true });
  assert.ok(readdirSync(folder).includes("hub.sqlite") && readdirSync(join(folder, "logs")).includes("hub.log"));
  const words = String(named("enrolled")?.["words"]);
  assert.equal(words.split(" ").length, 6);
  const { reply, secondLetter, questions, answers, where, routing, tieName } = SCRIPT;
  const canaries = [
    LETTER,
    reply,
    secondLetter,
    ...questions,
    ...answers,
    where,
    routing,
    tieName,
    words,
    words.split(" ").slice(0, 2).join(""),
  ];
  assert.deepEqual(findCanaries(folder, canaries), []);
});

test("a folder in use is locked, and the error says so", async (t) => {
  const folder = folderFor(t);
  const first = promisify(execFile)(OJAK, ["demo", "--json"], { env: { ...process.env, OJAK_DATA: folder } });
  while (!readdirSync(folder).includes("hub.sqlite")) await new Promise((resolve) => setTimeout(resolve, 50));
  const second = await promisify(execFile)(OJAK, ["hub"], {
    env: { ...process.env, OJAK_DATA: folder, PORT: "0", OJAK_ADMIN_PORT: "0" },
  }).catch((error: unknown) => error);
  assert.match(String((second as { stderr?: string }).stderr), /another hub is using the data folder/u);
  await first;
});
