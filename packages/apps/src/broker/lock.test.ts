import assert from "node:assert/strict";
import { test } from "node:test";
import { ACCESS, fakePorts, holdKeys } from "../../test/fake-ports.ts";
import { BrokerModel } from "./model.ts";

const LOCK = [10, 20, 30, 40];

test("an app that is hidden while its words are being tried stays closed", async () => {
  const ports = fakePorts();
  const first = new BrokerModel(ports, { hasVault: false, language: "ko" });
  await first.begin({ access: ACCESS, brokerWords: [1, 2, 3, 4, 5, 6], passphrase: LOCK });
  first.lock();
  const model = new BrokerModel(ports, { hasVault: true, language: "ko" });
  const release = holdKeys(ports);
  const entering = model.open(LOCK);
  model.lock();
  release();
  await entering;
  assert.equal(model.state.phase, "locked");
  await model.open(LOCK);
  assert.equal(model.state.phase, "open");
});
