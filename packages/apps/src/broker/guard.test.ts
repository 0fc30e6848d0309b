import assert from "node:assert/strict";
import { test } from "node:test";
import { ACCESS, ACCESS_TEXT, type FakePorts, fakePorts } from "../../test/fake-ports.ts";
import { DuressModel } from "./duress-model.ts";
import { BrokerModel } from "./model.ts";
import { BrokerSetup } from "./setup-model.ts";

const LOCK = [10, 20, 30, 40];
const OWN = [1, 2, 3, 4, 5, 6];

function atSetup(ports: FakePorts): { model: BrokerModel; setup: BrokerSetup } {
  const model = new BrokerModel(ports, { hasVault: false, language: "en" });
  const setup = new BrokerSetup(model);
  setup.writeAccess(ACCESS_TEXT);
  setup.takeAccess();
  setup.takeOwn(OWN);
  return { model, setup };
}

async function opened(ports: FakePorts): Promise<BrokerModel> {
  const model = new BrokerModel(ports, { hasVault: false, language: "en" });
  await model.begin({ access: ACCESS, brokerWords: OWN, passphrase: LOCK });
  return model;
}

test("a first start offers a duress passphrase at its end, which can wait", async () => {
  const { model, setup } = atSetup(fakePorts());
  await setup.finish();
  assert.deepEqual(model.screen, { at: "duress", isFirst: true });
  model.home();
  assert.deepEqual(model.screen, { at: "home" });
});

test("a duress passphrase is set with its notes, opens them, and from then on the real one opens nothing", async () => {
  const ports = fakePorts();
  const model = await opened(ports);
  const duress = new DuressModel(model);
  duress.goTo("notes");
  duress.takeNotes();
  assert.equal(duress.state.problem, "empty");
  duress.write(0, "가".repeat(40));
  duress.takeNotes();
  assert.equal(duress.state.problem, "too-large");
  duress.write(0, "by the old mill");
  duress.takeNotes();
  const words = duress.state.quiz?.words ?? [];
  assert.equal(words.length, 4);
  assert.ok(await duress.finish());
  model.lock();
  await model.open(words);
  assert.equal(model.state.phase, "open");
  model.lock();
  await model.open(LOCK);
  assert.deepEqual([model.state.phase, model.state.failure], ["locked", "wrong-passphrase"]);
});

test("keeping nothing writes nothing, and closing begins anew", async () => {
  const ports = fakePorts();
  const { model, setup } = atSetup(ports);
  await setup.keepNothing();
  assert.deepEqual([model.state.phase, model.screen.at, model.broker.isKept], ["open", "home", false]);
  await model.setLanguage("ko");
  assert.equal(ports.stored, null);
  model.lock();
  assert.deepEqual([model.state.phase, ports.stored], ["setup", null]);
  await model.begin({ access: ACCESS, brokerWords: OWN, passphrase: null });
  model.leave();
  assert.equal(model.state.phase, "neutral");
  model.comeBack();
  assert.equal(model.state.phase, "setup");
});

test("a file that the browser cleared is told, and leads to the beginning; a browser that cannot read does not", async () => {
  const ports = fakePorts();
  const model = await opened(ports);
  model.lock();
  const { read } = ports.file;
  Object.assign(ports.file, { read: async () => ports.stored?.slice(1) ?? null });
  await model.open(LOCK);
  assert.deepEqual([model.state.phase, model.state.failure, model.state.isEvicted], ["locked", "storage", false]);
  Object.assign(ports.file, { read });
  ports.stored = null;
  await model.open(LOCK);
  assert.deepEqual([model.state.phase, model.state.failure, model.state.isEvicted], ["setup", null, true]);
  await model.begin({ access: ACCESS, brokerWords: OWN, passphrase: LOCK });
  assert.deepEqual([model.state.phase, model.state.isEvicted], ["open", false]);
});

test("cleared while it is open, the next save brings the file back", async () => {
  const ports = fakePorts();
  const model = await opened(ports);
  ports.stored = null;
  await model.setLanguage("ko");
  model.lock();
  await model.open(LOCK);
  assert.equal(model.state.phase, "open");
});
