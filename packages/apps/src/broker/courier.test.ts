import assert from "node:assert/strict";
import { test } from "node:test";
import { courierPhone, LOCK } from "../../test/fake-phones.ts";
import { fakePorts } from "../../test/fake-ports.ts";
import { BrokerModel } from "./model.ts";
import { ReadingModel } from "./reading-model.ts";
import { BrokerSetup } from "./setup-model.ts";

test("a phone that only carries is set up with four words alone, and the app finds out by itself what it is", async () => {
  const ports = fakePorts();
  const model = new BrokerModel(ports, { hasVault: false, language: "zh" });
  const setup = new BrokerSetup(model);
  setup.goTo("access");
  setup.goTo("carry");
  assert.equal(setup.number, 3);
  setup.takeCarrying();
  assert.deepEqual([setup.state.step, setup.state.quiz?.words.length], ["lock", 4]);
  setup.back();
  assert.equal(setup.state.step, "carry");
  setup.takeCarrying();
  const words = setup.state.quiz?.words ?? [];
  await setup.finish();
  assert.deepEqual([model.state.phase, model.screen.at], ["open", "home"]);
  assert.notEqual(model.courier, null);
  assert.throws(() => model.broker, /courier's phone/u);
  model.lock();
  const later = new BrokerModel(ports, { hasVault: true, language: "en" });
  await later.open([1, 1, 1, 1]);
  assert.equal(later.state.failure, "wrong-passphrase");
  await later.open(words);
  assert.deepEqual([later.state.phase, later.state.language, later.courier === null], ["open", "zh", false]);
});

test("who begins to carry, goes back and enters an access code is a broker", async () => {
  const model = new BrokerModel(fakePorts(), { hasVault: false, language: "en" });
  const setup = new BrokerSetup(model);
  setup.takeCarrying();
  setup.goTo("own");
  setup.takeOwn([1, 2, 3, 4, 5, 6]);
  assert.equal(setup.state.isCarrier, false);
});

test("hidden, a courier's phone closes at once; only while a file is looked for there is a minute", async () => {
  const { model } = await courierPhone();
  assert.equal(model.hiddenMsMax, 0);
  model.go({ at: "take" });
  assert.equal(model.hiddenMsMax, 0);
  model.findFile(true);
  assert.equal(model.hiddenMsMax, 60_000);
  model.back();
  assert.equal(model.hiddenMsMax, 0);
  model.go({ at: "take" });
  model.findFile(true);
  model.lock();
  await model.open(LOCK);
  model.go({ at: "take" });
  assert.equal(model.hiddenMsMax, 0, "closing forgets it");
});

test("her words open nothing on an empty courier's phone, and it looks for nothing over the air", async () => {
  const { model } = await courierPhone();
  const reading = new ReadingModel(model, "en");
  await reading.open([1, 2, 3, 4, 5, 6]);
  assert.equal(reading.state.step, "none");
  await reading.seek();
  assert.equal(model.state.failure, "unreachable");
});
