import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { folderFor, ojak, ojakRunning } from "./support/programs.ts";

const PASSPHRASE = "abandon ability able about";
const WORDS = "zoo zone zero youth young you";

test("npm start's program: the first address printed answers with HTML, the apps' policy names the hub, Ctrl-C ends all of it", async (t) => {
  const data = folderFor(t);
  const running = await ojakRunning(t, ["start", "--port", "0", "--hub-port", "0"], { OJAK_DATA: data });
  const apps = running.first.match(/^http:\/\/127\.0\.0\.1:\d+\//u)?.[0] ?? "";
  const page = await fetch(apps);
  assert.equal(page.status, 200);
  assert.match(page.headers.get("content-type") ?? "", /^text\/html/u);
  const html = await page.text();
  assert.match(html, /class="code"/u, "the guide shows codes");
  const hub = running.lines.find((line) => line.endsWith("the hub"))?.split(" ")[0] ?? "";
  assert.ok(page.headers.get("content-security-policy")?.includes(`connect-src 'self' ${hub};`));
  assert.equal((await fetch(`${hub}/health`)).status, 200);
  for (const path of ["family/", "day/"]) assert.equal((await fetch(apps + path)).status, 200);
  assert.equal(await running.stop("SIGINT"), 130);
  await assert.rejects(fetch(`${hub}/health`));
  await assert.rejects(fetch(apps));
});

test("a busy port is said plainly", async (t) => {
  const taken = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => taken.once("listening", resolve));
  t.after(() => taken.close());
  const { port } = taken.address() as AddressInfo;
  const ran = await ojak(["start", "--port", String(port), "--hub-port", "0"], { OJAK_DATA: folderFor(t) });
  assert.equal(ran.code, 1);
  assert.match(ran.err, /that port is in use: set PORT to another \(busy\)/u);
});

test("a broker bursts from the command line: begin, introduce, burst again", async (t) => {
  const data = folderFor(t);
  const hub = await ojakRunning(t, ["hub", "--port", "0"], { OJAK_DATA: data, OJAK_ADMIN_PORT: "0" });
  const { url } = JSON.parse(hub.first) as { url: string };
  const origin = new URL(url).origin;
  const token = await ojak(["token", "--origin", origin, "--json"], { OJAK_DATA: data });
  const { accessCode } = JSON.parse(token.out) as { accessCode: string };
  const vault = join(folderFor(t), "broker.bin");
  const env = { OJAK_PASSPHRASE: PASSPHRASE, OJAK_BROKER_WORDS: WORDS };
  const begun = await ojak(["burst", "--vault", vault, "--access", accessCode, "--introduce", "--json"], env);
  assert.equal(begun.code, 0, begun.err);
  const report = JSON.parse(begun.out) as Record<string, unknown>;
  assert.equal(report["complete"], true);
  assert.equal(report["upBytes"], 1_024);
  assert.match((report["introduction"] as { text: string }).text, /^[0-9A-Z-]{80,90}$/u);
  const again = await ojak(["burst", "--vault", vault], env);
  assert.match(again.out, /on the air for \d+\.\d s: 1024 bytes up, \d+ bytes down/u);
  const wrong = await ojak(["burst", "--vault", vault], { OJAK_PASSPHRASE: "zoo zoo zoo zoo" });
  assert.deepEqual([wrong.code, wrong.out], [1, ""]);
  assert.match(wrong.err, /wrong-passphrase/u);
  const twice = await ojak(["burst", "--vault", vault, "--access", accessCode], env);
  assert.match(twice.err, /that vault file exists/u);
  assert.equal(await hub.stop("SIGTERM"), 143);
});

test("the desk stops a broker from the command line: mint, watch, stop, undo, the same id for a new access code", async (t) => {
  const data = folderFor(t);
  const hub = await ojakRunning(t, ["hub", "--port", "0"], { OJAK_DATA: data, OJAK_ADMIN_PORT: "0" });
  const { origin } = new URL((JSON.parse(hub.first) as { url: string }).url);
  const token = await ojak(["token", "--origin", origin], { OJAK_DATA: data });
  const [accessCode, stopCode] = [token.out.trim(), token.err.trim().split("\n").at(-1) ?? ""];
  assert.match(token.err, /^stop code, for the desk alone; it is not shown again:\n[0-9A-Z-]+\n$/u);
  const file = join(data, "stop-code");
  writeFileSync(file, stopCode);
  const held = { OJAK_STOP: stopCode };
  const watch = async () => {
    const { code, out } = await ojak(["desk", "watch", "--json"], held);
    return [code, (JSON.parse(out) as { standing: string }).standing];
  };
  assert.deepEqual(await watch(), [1, "unknown"]);
  const early = await ojak(["desk", "stop"], held);
  assert.deepEqual([early.code, early.out], [1, ""]);
  assert.match(early.err, /nobody can be stopped by this code/u);

  const vault = join(folderFor(t), "broker.bin");
  const env = { OJAK_PASSPHRASE: PASSPHRASE, OJAK_BROKER_WORDS: WORDS };
  const begun = await ojak(["burst", "--vault", vault, "--access", accessCode, "--json"], env);
  assert.equal((JSON.parse(begun.out) as { upBytes: number }).upBytes, 1_024, "arming makes the first burst no larger");
  assert.deepEqual(await watch(), [0, "running"]);
  const stopped = await ojak(["desk", "stop", "--code", file], {});
  assert.equal(stopped.code, 0, stopped.err);
  assert.match(stopped.out, /^stopped by the desk; families are told from \d{4}-\d\d-\d\d on\n$/u);
  assert.deepEqual(await watch(), [3, "stopped"]);
  assert.match((await ojak(["desk", "undo"], held)).out, /^running/u);
  assert.deepEqual(await watch(), [0, "running"]);

  const id = (await ojak(["desk", "id"], held)).out.trim();
  const again = await ojak(["token", "--origin", origin, "--stop-id", id, "--json"], { OJAK_DATA: data });
  const codes = JSON.parse(again.out) as { stopId: string; stopCode: string | null };
  assert.deepEqual([codes.stopId, codes.stopCode], [id, null]);
  assert.equal((await ojak(["token", "--origin", origin, "--stop-id", "x"], { OJAK_DATA: data })).code, 1);
  const wrong = await ojak(["desk", "stop"], { OJAK_STOP: accessCode });
  assert.deepEqual([wrong.code, /malformed/u.test(wrong.err)], [1, true]);
  assert.equal((await ojak(["desk", "sleep"], held)).code, 2);
  assert.equal(await hub.stop("SIGTERM"), 143);
  const unreachable = await ojak(["desk", "watch"], held);
  assert.deepEqual([unreachable.code, unreachable.out], [1, ""]);
});

test("help, version and exit codes", async () => {
  assert.match((await ojak(["--version"], {})).out, /^\d+\.\d+\.\d+\n$/u);
  for (const name of ["start", "hub", "token", "desk", "demo", "burst", "courier", "bench"]) {
    const help = await ojak([name, "--help"], {});
    assert.equal(help.code, 0);
    assert.match(help.out, new RegExp(`ojak ${name}`, "u"));
  }
  assert.equal((await ojak(["nonsense"], {})).code, 2);
  assert.equal((await ojak(["bench", "everything"], {})).code, 2);
  assert.equal((await ojak(["demo", "--letter", "x".repeat(2_001)], {})).code, 2);
});
