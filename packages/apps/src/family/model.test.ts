import assert from "node:assert/strict";
import { test } from "node:test";
import { ACCESS, ACCESS_TEXT, type FakePorts, fakePorts } from "../../test/fake-ports.ts";
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
