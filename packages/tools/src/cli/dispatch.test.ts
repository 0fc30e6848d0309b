import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { OjakError } from "@ojak/core/errors";
import { defineCommand, integerOption, type Command, type Io } from "./command.ts";
import { EXIT_DEFECT, EXIT_OK, EXIT_REFUSED, EXIT_USAGE, dispatch } from "./dispatch.ts";
import { commands as registered } from "./registry.ts";

const sample = defineCommand({
  name: "sample",
  summary: "says what it got",
  options: {
    json: { type: "boolean", help: "print JSON" },
    times: { type: "string", value: "N", default: "1", help: "how often" },
  },
  positionals: [{ name: "what", help: "what to do", required: false, choices: ["work", "refuse", "break"] }],
  run: ({ json, times }, [what], io) => {
    if (what === "refuse") throw new OjakError("storage", "the disk is full");
    if (what === "break") throw new Error("unexpected");
    io.out(JSON.stringify({ json, times: integerOption("times", times, 1, 3) }));
    return Promise.resolve(EXIT_OK);
  },
});

async function run(args: readonly string[], commands: readonly Command[] = [sample]) {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = { out: (line) => out.push(line), err: (line) => err.push(line), env: {}, signal: new AbortController().signal };
  const code = await dispatch(args, commands, "1.2.3", io);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

test("a command gets its options typed and defaulted", async () => {
  assert.deepEqual(await run(["sample", "work", "--json", "--times", "3"]), {
    code: EXIT_OK,
    out: '{"json":true,"times":3}',
    err: "",
  });
  assert.equal((await run(["sample"])).out, '{"json":false,"times":1}');
});

test("--version and --help answer on standard output, for every command too", async () => {
  assert.deepEqual(await run(["--version"]), { code: EXIT_OK, out: "1.2.3", err: "" });
  assert.match((await run(["--help"])).out, /sample {2}says what it got/u);
  assert.match((await run(["sample", "--times", "9", "--help"])).out, /--times N {2}how often \(default: 1\)/u);
  const helps = await Promise.all(registered.map(({ name }) => run([name, "--help"], registered)));
  assert.ok(helps.every(({ code, out }) => code === EXIT_OK && out.startsWith("usage: ojak ")));
});

test("what cannot be understood exits 2 with help on standard error", async () => {
  const lines = [[], ["nothing"], ["--nothing"], ["sample", "--no"], ["sample", "--times"], ["sample", "--times=4"]];
  const results = await Promise.all([...lines, ["sample", "play"], ["sample", "work", "more"]].map((args) => run(args)));
  for (const { code, out, err } of results) {
    assert.equal(code, EXIT_USAGE);
    assert.equal(out, "");
    assert.match(err, /usage: ojak/u);
  }
});

test("an expected refusal is one line and exits 1; a defect shows its stack", async () => {
  assert.deepEqual(await run(["sample", "refuse"]), {
    code: EXIT_REFUSED,
    out: "",
    err: "ojak sample: the disk is full (storage)",
  });
  const defect = await run(["sample", "break"]);
  assert.equal(defect.code, EXIT_DEFECT);
  assert.match(defect.err, /Error: unexpected\n\s+at /u);
});

test("the entry point itself prints the version and exits 2 for an unknown command", async () => {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const version = spawn(process.execPath, [main, "--version"], { stdio: ["ignore", "pipe", "inherit"] });
  const [printed] = await Promise.all([version.stdout.toArray(), once(version, "exit")]);
  assert.match(Buffer.concat(printed).toString(), /^\d+\.\d+\.\d+\n$/u);
  const [code] = await once(spawn(process.execPath, [main, "nothing"], { stdio: "ignore" }), "exit");
  assert.equal(code, EXIT_USAGE);
});
