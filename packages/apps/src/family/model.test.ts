import assert from "node:assert/strict";
import { test } from "node:test";
import { OjakError } from "@ojak/core/errors";
import { ACCESS, ACCESS_TEXT, type FakePorts, fakePorts, holdKeys } from "../../test/fake-ports.ts";
import { FamilyModel } from "./model.ts";
import { FamilySetup } from "./setup-model.ts";

const WORDS = [7, 8, 9, 10];

async function opened(ports: FakePorts = fakePorts()): Promise<FamilyModel> {
  const model = new FamilyModel(ports, { hasVault: false, language: "zh" });
  await model.begin({ access: ACCESS, passphrase: WORDS });
  assert.equal(model.state.phase, "open");
  return model;
}

test("a first start with an access code", async () => {
  const model = new FamilyModel(fakePorts(), { hasVault: false, language: "en" });
  const setup = new FamilySetup(model);
  setup.goTo("access");
  setup.writeAccess(`  ${ACCESS_TEXT} `);
  setup.takeAccess();
  assert.equal(setup.state.step, "words");
  assert.deepEqual(setup.progress, { step: 3, count: 3 });
  await setup.finish();
  assert.equal(model.state.phase, "open");
});

test("a first start with a recovery sheet, and with wrong words for it", async () => {
  const old = await opened();
  const sheetText = await old.family.sheet([1, 2, 3, 4]);
  const model = new FamilyModel(fakePorts(), { hasVault: false, language: "en" });
  const setup = new FamilySetup(model);
  setup.goTo("sheet");
  setup.writeSheet(sheetText.slice(0, -1));
  setup.takeSheet();
  assert.equal(setup.state.failure, "checksum");
  setup.writeSheet(sheetText);
  setup.takeSheet();
  setup.takeSheetWords([4, 3, 2, 1]);
  await setup.finish();
  assert.equal(model.state.failure, "wrong-passphrase");
  assert.equal(setup.state.step, "sheet-words");
  setup.takeSheetWords([1, 2, 3, 4]);
  await setup.finish();
  assert.equal(model.state.phase, "open");
  assert.equal(model.family.state.realm, ACCESS.realm);
});

test("closing forgets the client; the words open it again in its own language", async () => {
  const ports = fakePorts();
  const model = await opened(ports);
  await model.setLanguage("ko");
  model.go({ at: "settings" });
  model.lock();
  assert.equal(model.state.phase, "locked");
  assert.throws(() => model.family, /closed/u);
  const again = new FamilyModel(ports, { hasVault: true, language: "en" });
  await again.open(WORDS);
  assert.equal(again.state.language, "ko");
  assert.equal(again.screen.at, "home");
});

test("connecting without a network says so", async () => {
  const model = await opened();
  await model.sync();
  assert.equal(model.state.failure, "unreachable");
  assert.equal(model.state.syncing, false);
});

test("connecting while something is being saved waits for it, and is not ignored", async () => {
  const model = await opened();
  const running = model.attempt(() => new Promise((resolve) => setTimeout(resolve, 5)));
  await model.sync();
  await running;
  assert.equal(model.state.failure, "unreachable");
});

test("one thing at a time: a second tap while something runs does nothing", async () => {
  const model = await opened();
  let runs = 0;
  const work = async () => {
    runs += 1;
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  await Promise.all([model.attempt(work), model.attempt(work)]);
  assert.equal(runs, 1);
});

test("screens go back to the lowest and no further", async () => {
  const model = await opened();
  model.go({ at: "settings" });
  model.go({ at: "sheet" });
  model.back();
  assert.equal(model.screen.at, "settings");
  model.back();
  model.back();
  assert.equal(model.screen.at, "home");
});

test("erasing goes through while something else runs, and what ends later shows nothing", async () => {
  const ports = fakePorts();
  const model = await opened(ports);
  const { promise, reject } = Promise.withResolvers<void>();
  const running = model.attempt(() => promise);
  await model.erase();
  assert.equal(ports.stored, null);
  assert.equal(model.state.phase, "setup");
  reject(new OjakError("unreachable", "too late"));
  await running;
  assert.equal(model.state.failure, null);
});

test("a file that cannot be erased is not said to be", async () => {
  const ports = fakePorts();
  const model = await opened(ports);
  Object.assign(ports, { file: { ...ports.file, erase: () => Promise.reject(new OjakError("storage", "no")) } });
  const running = model.attempt(() => new Promise((resolve) => setTimeout(resolve, 5)));
  await model.erase();
  await running;
  assert.ok(ports.stored !== null);
  assert.deepEqual([model.state.phase, model.state.failure, model.state.busy], ["locked", "storage", false]);
});

test("a write under way ends before the file is erased", async () => {
  const ports = fakePorts();
  const model = await opened(ports);
  const { promise, resolve } = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  ports.file.write = async (bytes) => {
    begun.resolve();
    await promise;
    ports.stored = bytes.slice();
  };
  const writing = model.setLanguage("en");
  await begun.promise;
  const erasing = model.erase();
  resolve();
  await Promise.all([writing, erasing]);
  assert.equal(ports.stored, null);
  assert.equal(model.state.phase, "setup");
});

for (const way of ["open", "begin"] as const) {
  test(`erased while the key is derived (${way}), nothing opens or is stored later`, async () => {
    const ports = fakePorts();
    (await opened(ports)).lock();
    const model = new FamilyModel(ports, { hasVault: way === "open", language: "ko" });
    const release = holdKeys(ports);
    const entering = way === "open" ? model.open(WORDS) : model.begin({ access: ACCESS, passphrase: WORDS });
    await model.erase();
    release();
    await entering;
    assert.equal(ports.stored, null);
    assert.deepEqual([model.state.phase, model.state.failure, model.state.busy], ["setup", null, false]);
    assert.throws(() => model.family, /closed/u);
  });
}
