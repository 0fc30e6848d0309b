import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openBroker } from "@ojak/client/broker/app";
import { openCourier } from "@ojak/client/courier/app";
import { loadWordList, wordAt } from "@ojak/core/words/words";
import { radiolessPorts } from "./support/courier.ts";
import { meet, PASSPHRASE, send, Village, WORDS } from "./support/people.ts";
import { folderFor, ojak, ojakRunning } from "./support/programs.ts";

const parsed = (line: string) => JSON.parse(line) as Record<string, unknown>;

test("two phones pass parcels and answers by files from the command line", async (t) => {
  await using village = await new Village(Date.now()).start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  await send(family, broker, await meet(broker, family), "유에스비로");
  broker.lock();
  const list = await loadWordList("en");
  const env = { OJAK_PASSPHRASE: PASSPHRASE.map((index) => wordAt(list, index)).join(" ") };
  const [his, mine] = [join(village.folder, "broker.bin"), join(village.folder, "courier.bin")];
  const stick = join(folderFor(t), "bundle");
  const run = async (...args: string[]) => {
    const ran = await ojak(["courier", ...args, "--json"], env);
    assert.equal(ran.code, 0, ran.err);
    return parsed(ran.out);
  };
  const pass = async (from: string, to: string) => {
    const receiver = await ojakRunning(t, ["courier", "import", "--vault", to, "--file", stick, "--json"], env);
    const { offer } = parsed(receiver.first);
    await run("export", "--vault", from, "--offer", String(offer), "--file", stick);
    while (receiver.lines.length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
    const taken = parsed(receiver.lines[1] ?? "");
    await run("receipt", "--vault", from, "--code", String(taken["receipt"]));
    return taken;
  };
  await run("begin", "--vault", mine);
  assert.equal((await pass(his, mine))["fresh"], 2);
  const out = await run("out", "--vault", his);
  assert.deepEqual([out["parcels"], out["awaitsReceipt"]], [2, false]);

  const courier = await openCourier(radiolessPorts(village, "courier"), PASSPHRASE);
  const session = await courier.recipient(WORDS);
  await session.reply("받았다");
  await session.finish(session.letters.map(({ id }) => id));
  courier.lock();
  rmSync(stick);
  assert.equal((await pass(mine, his))["handedOver"], 1);
  const left = await run("out", "--vault", mine);
  assert.deepEqual([left["waiting"], left["answers"], left["handedOver"]], [0, 0, 0]);
  await run("take-back", "--vault", his, "--id", String(out["id"]));
  const after = await openBroker(village.ports("broker"), PASSPHRASE);
  assert.deepEqual([after.state.errands, after.state.outbox.filter(({ op }) => op === "put").length], [[], 1]);
});

test("what a courier's command cannot do is said, with its exit code", async (t) => {
  const folder = folderFor(t);
  const env = { OJAK_PASSPHRASE: "zoo zone zero youth" };
  const vault = join(folder, "v.bin");
  for (const args of [["export"], ["export", "--vault", vault], ["import", "--vault", vault], ["fly", "--vault", vault]])
    assert.equal((await ojak(["courier", ...args], env)).code, 2);
  assert.equal((await ojak(["courier", "import", "--vault", vault, "--file", "x", "--wait", "601"], env)).code, 2);
  assert.match((await ojak(["courier", "out", "--vault", vault], env)).err, /\(storage\)/u);
  assert.equal((await ojak(["courier", "begin", "--vault", vault], env)).code, 0);
  assert.match((await ojak(["courier", "begin", "--vault", vault], env)).err, /that vault file exists/u);
  assert.match((await ojak(["courier", "receipt", "--vault", vault, "--code", "0"], env)).err, /\(checksum\)/u);
  assert.match((await ojak(["courier", "take-back", "--vault", vault, "--id", "0"], env)).err, /\(malformed\)/u);
  const waited = await ojak(["courier", "import", "--vault", vault, "--file", join(folder, "none"), "--wait", "0"], env);
  assert.deepEqual([waited.code, /no bundle came/u.test(waited.err)], [1, true]);
});
