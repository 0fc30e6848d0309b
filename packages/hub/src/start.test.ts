import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isOjakError } from "@ojak/core/errors";
import { CODE } from "@ojak/core/wire/codes";
import { startHub } from "./start.ts";
import { mintToken } from "./tokens/mint.ts";
import { down, fresh, post, putOf, startTestHub, up } from "../test/hub-client.ts";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
const plain = { host: "127.0.0.1", port: 0, adminPort: 0, realm: "test.ojak" };

function filesOf(folder: string): Buffer {
  return Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
}

/** True when `bytes` stand in `heap` as they are, as hex, or as base64 at any offset. */
function holds(heap: Buffer, bytes: Uint8Array): boolean {
  const needle = Buffer.from(bytes);
  const texts = [needle.toString("hex"), ...[0, 1, 2].map((skip) => needle.subarray(skip, skip + 12).toString("base64"))];
  return heap.includes(needle) || texts.some((text) => heap.includes(text));
}

async function run(env: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, PORT: "0", OJAK_ADMIN_PORT: "0", ...env } });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  return { child, read: () => ({ out, err }), exit: once(child, "exit") };
}

test("a data folder is for one hub at a time, and is free again after it ends", async () => {
  await using hub = await startTestHub();
  await assert.rejects(startHub({ ...plain, folder: hub.folder }), (error) => isOjakError(error, "locked"));
  await hub.hub.close();
  await (await startHub({ ...plain, folder: hub.folder })).close();
});

test("a token is made while the hub runs, and when it does not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ojak-mint-"));
  const before = mintToken(folder, { drops: 1, lifeDays: 2 });
  await using hub = await startTestHub({ folder });
  const open = (token: typeof before.token) => up(hub.url, { op: "open", token, takeId: fresh(16), slots: [] });
  assert.deepEqual(
    [await open(before.token), await open(before.token), await open(mintToken(folder).token)],
    [[CODE.ok], [CODE.quota], [CODE.ok]],
  );
  for (const wrong of [{ drops: 0 }, { drops: 65_537 }, { lifeDays: 366 }, { drops: 1.5 }, { drops: Number.NaN }])
    assert.throws(
      () => mintToken(folder, wrong),
      (error) => isOjakError(error, "malformed"),
    );
});

test("a demo clock or the bench's handler on a host that others reach is refused", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ojak-demo-"));
  for (const wrong of [{ demoClock: true }, { benchEmpty: true }])
    await assert.rejects(startHub({ ...plain, folder, host: "0.0.0.0", ...wrong }), (error) => isOjakError(error, "malformed"));
  rmSync(folder, { recursive: true });
});

test("3.3: neither files nor log hold a capability, a token, or what was handed over; nothing links two drops of one token", async () => {
  await using hub = await startTestHub();
  const drops = [await hub.openDrop(), await hub.openDrop()];
  const letters = drops.map((drop) => putOf(drop.put));
  await up(hub.url, ...letters);
  await up(hub.url, putOf(fresh(32)), { op: "close", take: fresh(32) });
  await post(`${hub.url}/v1/up`, "nonsense");
  const secrets = [hub.token, ...drops.flatMap((drop) => [drop.take, drop.put])];
  assert.ok(
    letters.every((letter) => holds(filesOf(hub.folder), letter.envelope.slice(0, 64))),
    "the search finds what waits",
  );
  for (const [i, drop] of drops.entries())
    await down(hub.url, { op: "take", take: drop.take, have: [], done: [letters[i]?.tag ?? fresh(16)] });
  await wait(1_500);
  const heap = Buffer.concat([filesOf(hub.folder), Buffer.from(hub.logged.join(""))]);
  for (const secret of secrets) assert.ok(!holds(heap, secret) && !holds(heap, secret.subarray(0, 16)));
  for (const letter of letters)
    assert.ok(
      !holds(heap, letter.envelope.slice(20, 60)) && !holds(heap, letter.route?.slice(20, 60) ?? heap),
      "erased within a second",
    );

  await hub.hub.close();
  const log = hub.logged.join("");
  for (const letter of letters) assert.ok(!holds(Buffer.from(log), letter.tag));
  assert.ok(!log.includes("127.0.0.1"));
  const database = new DatabaseSync(join(hub.folder, "hub.sqlite"), { readOnly: true });
  const columns = (table: string) =>
    database
      .prepare(`SELECT name FROM pragma_table_info('${table}')`)
      .all()
      .map((row) => row["name"]);
  assert.deepEqual(columns("tokens"), ["hash", "drops_left", "expiry_day"]);
  assert.ok(!columns("drops").some((name) => String(name).includes("token")));
  const ids = database
    .prepare("SELECT id FROM drops")
    .all()
    .map((row) => Number(row["id"]));
  assert.ok(Math.abs((ids[0] ?? 0) - (ids[1] ?? 0)) > 2, "numbers are drawn, not counted");
  const finest = database.prepare("SELECT max(day) AS day FROM parcels").get()?.["day"];
  assert.equal(finest, Math.floor(hub.clock.nowMs / 86_400_000));
  database.close();
});

test("log: requests are told by the hour, as counts, and nothing else of them", async () => {
  await using hub = await startTestHub();
  const { put } = await hub.openDrop();
  for (let i = 0; i < 3; i++) await up(hub.url, putOf(put));
  hub.clock.nowMs += 3_600_000;
  await fetch(`${hub.url}/secret-path?x=1`);
  await hub.hub.close();
  const lines = hub.logged
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line["event"] === "requests");
  assert.deepEqual(
    lines.map(({ route, status, count, frames }) => ({ route, status, count, frames })),
    [
      { route: "/v1/up", status: 200, count: 4, frames: 4 },
      { route: "other", status: 404, count: 1, frames: 0 },
    ],
  );
  assert.deepEqual(Object.keys(lines[0] ?? {}), ["event", "hour", "route", "status", "count", "frames", "msMean", "msMax"]);
});

test("the process says where it listens, ends cleanly on a signal, and refuses with codes that mean something", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ojak-main-"));
  const first = await run({ OJAK_DATA: folder });
  while (!first.read().out.includes("\n")) await wait(20);
  const said = JSON.parse(first.read().out.split("\n")[0] ?? "") as { readonly event: string; readonly url: string };
  assert.equal(said.event, "listening");
  assert.equal((await fetch(`${said.url}/health`)).status, 200);
  const refused = async (env: Record<string, string>, code: number, message: RegExp, ...args: string[]) => {
    const other = await run(env, ...args);
    assert.deepEqual(await other.exit, [code, null]);
    assert.match(other.read().err, message);
  };
  const elsewhere = mkdtempSync(join(tmpdir(), "ojak-main-"));
  await refused({ OJAK_DATA: folder }, 4, /another hub is using/u);
  await refused({ OJAK_DATA: elsewhere, PORT: new URL(said.url).port }, 3, /port \d+ is in use/u);
  await refused({ OJAK_DATA: elsewhere, PORT: "x" }, 2, /PORT must be a port number/u);
  await refused({ OJAK_DATA: elsewhere }, 2, /unknown|Unknown/u, "--nonsense");
  first.child.kill("SIGTERM");
  assert.deepEqual(await first.exit, [0, null]);
  assert.match(first.read().out, /"closed"/u);
  assert.deepEqual(readdirSync(folder).toSorted(), ["hub.lock", "hub.sqlite"], "the log is cleared");
  for (const one of [folder, elsewhere]) rmSync(one, { recursive: true });
});
