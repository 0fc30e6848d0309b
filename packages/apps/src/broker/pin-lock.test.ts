import assert from "node:assert/strict";
import { test } from "node:test";
import { PAUSE_MS_MAX } from "@ojak/core/limits";
import { ACCESS, fakePorts } from "../../test/fake-ports.ts";
import { BrokerModel } from "./model.ts";
import { PinLock } from "./pin-lock.ts";

const LOCK = [10, 20, 30, 40];

async function opened() {
  const ports = fakePorts();
  const model = new BrokerModel(ports, { hasVault: false, language: "ko" });
  await model.begin({ access: ACCESS, brokerWords: [1, 2, 3, 4, 5, 6], passphrase: LOCK });
  return { ports, model };
}

test("digits are four to eight", () => {
  const pin = new PinLock();
  for (const bad of ["", "123", "123456789", "12a4", "１２３４"]) assert.equal(pin.choose(bad, false), false, bad);
  for (const good of ["1234", "12345678"]) assert.ok(pin.choose(good, false));
});

test("for a moment: the right digits open it where it was closed, without a key being derived, and nothing of a sitting is left", async () => {
  const { ports, model } = await opened();
  let derived = 0;
  let forgotten = 0;
  Object.assign(ports, { argon2id: () => Promise.reject(new Error(`derived ${(derived += 1)}`)) });
  model.onLock(() => (forgotten += 1));
  assert.ok(model.choosePin("2468", false));
  const { stored } = ports;
  model.pause();
  assert.deepEqual([model.state.phase, forgotten, ports.cuts], ["paused", 1, 1]);
  model.resume("1357");
  assert.deepEqual([model.state.phase, model.pin.triesLeft], ["paused", 2]);
  model.resume("2468");
  assert.deepEqual([model.state.phase, derived], ["open", 0]);
  assert.equal(ports.stored, stored, "nothing is written for it");
});

test("three wrong tries close for good, and the digits are forgotten", async () => {
  const { model } = await opened();
  model.choosePin("2468", false);
  model.pause();
  for (let i = 0; i < 3; i++) model.resume("0000");
  assert.equal(model.state.phase, "locked");
  assert.equal(model.pin.isSet, false);
  await model.open(LOCK);
  assert.equal(model.state.phase, "open");
});

test("ten minutes close for good: looked at while it is covered, and again with the right digits", async () => {
  for (const way of ["left", "digits", "clock"] as const) {
    const { ports, model } = await opened();
    model.choosePin("2468", true);
    model.pause();
    ports.nowMs += PAUSE_MS_MAX - 1;
    model.left();
    assert.equal(model.state.phase, "paused");
    ports.nowMs += way === "clock" ? -PAUSE_MS_MAX : 1;
    if (way === "digits") model.resume("2468");
    else model.left();
    assert.equal(model.state.phase, "locked", way);
  }
});

test("hidden or left alone, it closes unless he chose that digits cover it", async () => {
  for (const [covers, phase] of [
    [false, "locked"],
    [true, "paused"],
  ] as const) {
    const { model } = await opened();
    model.choosePin("2468", covers);
    model.left();
    assert.equal(model.state.phase, phase);
  }
});

test("quick exit and closing work from behind the cover", async () => {
  const { model } = await opened();
  model.choosePin("2468", true);
  model.pause();
  model.leave();
  assert.deepEqual([model.state.phase, model.pin.isSet], ["neutral", false]);
  model.resume("2468");
  assert.equal(model.state.phase, "neutral");
});
