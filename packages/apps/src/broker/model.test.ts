import assert from "node:assert/strict";
import { test } from "node:test";
import { OjakError } from "@ojak/core/errors";
import { ACCESS, ACCESS_TEXT, type FakePorts, fakePorts, holdKeys } from "../../test/fake-ports.ts";
import { BrokerModel } from "./model.ts";
import { ReadingModel } from "./reading-model.ts";
import { BrokerSetup } from "./setup-model.ts";

const OWN = [1, 2, 3, 4, 5, 6];
const LOCK = [10, 20, 30, 40];

async function opened(ports: FakePorts = fakePorts()): Promise<BrokerModel> {
  const model = new BrokerModel(ports, { hasVault: false, language: "ko" });
  await model.begin({ access: ACCESS, brokerWords: OWN, passphrase: LOCK });
  assert.equal(model.state.phase, "open");
  return model;
}

test("a first start goes through language, access, own words and four words", async () => {
  const ports = fakePorts();
  const model = new BrokerModel(ports, { hasVault: false, language: "en" });
  const setup = new BrokerSetup(model);
  setup.goTo("access");
  setup.writeAccess("ABCD");
  setup.takeAccess();
  assert.equal(setup.state.failure, "checksum");
  setup.writeAccess(ACCESS_TEXT.toLowerCase());
  setup.takeAccess();
  assert.equal(setup.state.step, "own");
  setup.makeOwn();
  assert.equal(setup.state.quiz?.words.length, 6);
  assert.equal(setup.state.quiz?.rounds, 2);
  setup.takeOwn(setup.state.quiz?.words ?? []);
  assert.equal(setup.state.quiz?.words.length, 4);
  await setup.finish();
  assert.equal(model.state.phase, "open");
  assert.ok(ports.stored !== null);
});

test("wrong words leave it closed, the right ones open it", async () => {
  const ports = fakePorts();
  (await opened(ports)).lock();
  const model = new BrokerModel(ports, { hasVault: true, language: "ko" });
  await model.open([1, 1, 1, 1]);
  assert.equal(model.state.phase, "locked");
  assert.equal(model.state.failure, "wrong-passphrase");
  await model.open(LOCK);
  assert.equal(model.state.phase, "open");
});

test("quick exit closes, cuts what is on the air, forgets what screens hold, and shows a neutral page", async () => {
  const ports = fakePorts();
  const model = await opened(ports);
  let forgotten = 0;
  model.onLock(() => (forgotten += 1));
  model.go({ at: "reading" });
  model.leave();
  assert.equal(model.state.phase, "neutral");
  assert.equal(model.screen.at, "home");
  assert.equal(ports.cuts, 1);
  assert.equal(forgotten, 1);
  assert.throws(() => model.broker, /closed/u);
  model.comeBack();
  assert.equal(model.state.phase, "locked");
});

test("leaving while the key is derived keeps it closed", async () => {
  const ports = fakePorts();
  (await opened(ports)).lock();
  const model = new BrokerModel(ports, { hasVault: true, language: "ko" });
  const opening = model.open(LOCK);
  model.leave();
  await opening;
  assert.equal(model.state.phase, "neutral");
  assert.throws(() => model.broker, /closed/u);
});

test("an exchange without a network says so and can be tried again", async () => {
  const model = await opened();
  model.prepareBurst();
  await model.burst();
  assert.equal(model.state.failure, "unreachable");
  assert.equal(model.state.burst.step, "before");
});

test("hidden, it closes at once; only before and during an exchange there is time for the radio", async () => {
  const model = await opened();
  assert.equal(model.hiddenMsMax, 0);
  model.prepareBurst();
  assert.ok(model.hiddenMsMax > 0);
  model.home();
  assert.equal(model.hiddenMsMax, 0);
});

test("nothing is written once the app is closed, also by what was under way", async () => {
  const ports = fakePorts();
  const model = await opened(ports);
  const cut: (() => void)[] = [];
  const post = () => new Promise<never>((_, reject) => cut.push(() => reject(new OjakError("unreachable", "cut"))));
  ports.transport = { post };
  model.prepareBurst();
  const bursting = model.burst();
  while (cut.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  const { stored } = ports;
  model.leave();
  for (const one of cut) one();
  await bursting;
  assert.equal(ports.stored, stored);
  model.comeBack();
  await model.open(LOCK);
  assert.equal(model.state.phase, "open");
});

test("an exchange that was still being prepared does not go on the air after a quick exit", async () => {
  const ports = fakePorts();
  const model = await opened(ports);
  let posts = 0;
  ports.transport = {
    post: () => {
      posts += 1;
      return Promise.reject(new OjakError("unreachable", "cut"));
    },
  };
  model.prepareBurst();
  const bursting = model.burst();
  model.leave();
  await bursting;
  assert.equal(posts, 0);
});

test("erasing removes the file and begins anew", async () => {
  const ports = fakePorts();
  const model = await opened(ports);
  await model.erase();
  assert.equal(ports.stored, null);
  assert.equal(model.state.phase, "setup");
});

test("introductions need an exchange first", async () => {
  const model = await opened();
  await model.attempt(() => model.broker.introduce());
  assert.equal(model.state.failure, "no-introduction");
});

test("words that open nothing lead to another try; an answer can be sealed all the same", async () => {
  const model = await opened();
  const reading = new ReadingModel(model, "ko");
  await reading.open([1, 2, 3, 4, 5, 6]);
  assert.equal(reading.state.step, "none");
  reading.choose();
  reading.beginReply();
  reading.writeReply("나는 괜찮다");
  await reading.reply();
  assert.equal(reading.state.step, "choice");
  assert.ok(reading.state.replied);
  assert.equal(reading.state.replyText, "");
  reading.keep();
  assert.deepEqual([reading.state.step, reading.state.end], ["over", "kept"]);
  assert.equal(reading.letter, undefined);
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
    const model = new BrokerModel(ports, { hasVault: way === "open", language: "ko" });
    const release = holdKeys(ports);
    const entering = way === "open" ? model.open(LOCK) : model.begin({ access: ACCESS, brokerWords: OWN, passphrase: LOCK });
    await model.erase();
    release();
    await entering;
    assert.equal(ports.stored, null);
    assert.deepEqual([model.state.phase, model.state.failure, model.state.busy], ["setup", null, false]);
    assert.throws(() => model.broker, /closed/u);
  });
}

test("a quick exit while the vault is made leaves it closed, to be opened with its words", async () => {
  const ports = fakePorts();
  const model = new BrokerModel(ports, { hasVault: false, language: "ko" });
  const release = holdKeys(ports);
  const entering = model.begin({ access: ACCESS, brokerWords: OWN, passphrase: LOCK });
  model.leave();
  model.comeBack();
  release();
  await entering;
  assert.equal(model.state.phase, "locked");
  await model.open(LOCK);
  assert.equal(model.state.phase, "open");
});

test("after a look over the network the radio is spoken of until the words begin anew", async () => {
  const reading = new ReadingModel(await opened(), "ko");
  await reading.open([1, 2, 3, 4, 5, 6]);
  assert.equal(reading.state.sought, false);
  await reading.seek();
  assert.ok(reading.state.sought);
  reading.again();
  assert.equal(reading.state.sought, false);
});
