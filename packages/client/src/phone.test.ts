import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { digest } from "@ojak/core/keys/derive";
import { Broker, createBroker } from "./broker/app.ts";
import { Courier, createCourier } from "./courier/app.ts";
import { openPhone } from "./phone.ts";
import type { Ports } from "./ports.ts";
import { webCryptoAead } from "./vault/aead.ts";

const RIGHT = [1, 2, 3, 4];
const WRONG = [4, 3, 2, 1];
const access = { token: new Uint8Array(16), hubOrigin: "http://127.0.0.1:9", realm: "test.ojak" };

/** A phone that counts what an opening asks of the platform. */
function countingPorts() {
  let stored: Bytes | null = null;
  const counts = { derived: 0, opened: 0, sealed: 0, random: 0, written: 0 };
  const aead = webCryptoAead(crypto.subtle);
  const ports: Ports = {
    clock: { nowMs: () => Date.UTC(2026, 10, 22) },
    random: (length) => {
      counts.random += length;
      return crypto.getRandomValues(new Uint8Array(length));
    },
    argon2id: async (password, salt) => {
      counts.derived += 1;
      return digest(32, password, salt);
    },
    aead: {
      seal: (...all) => ((counts.sealed += 1), aead.seal(...all)),
      open: (...all) => ((counts.opened += 1), aead.open(...all)),
    },
    file: {
      read: async () => stored?.slice() ?? null,
      write: async (bytes) => {
        stored = bytes.slice();
        counts.written += bytes.length;
      },
      erase: async () => void (stored = null),
    },
    transportTo: () => {
      throw new Error("no network here");
    },
  };
  const count = async (passphrase: readonly number[]) => {
    Object.assign(counts, { derived: 0, opened: 0, sealed: 0, random: 0, written: 0 });
    const phone = await openPhone(ports, passphrase).catch((error: Error) => error.name);
    return { phone, counts: { ...counts }, bytes: stored?.length };
  };
  return { ports, count };
}

test("one door opens a broker's vault and a courier's, and right or wrong words do the same work over either", async () => {
  const [his, mine] = [countingPorts(), countingPorts()];
  await createBroker(his.ports, { access, brokerWords: [1, 2, 3, 4, 5, 6], passphrase: RIGHT, language: "ko" });
  await createCourier(mine.ports, { passphrase: RIGHT, language: "zh" });
  const [broker, courier] = [await his.count(RIGHT), await mine.count(RIGHT)];
  assert.ok(broker.phone instanceof Broker);
  assert.ok(courier.phone instanceof Courier);
  assert.equal(courier.phone.state.language, "zh");
  const [wrongHis, wrongMine] = [await his.count(WRONG), await mine.count(WRONG)];
  assert.deepEqual([wrongHis.phone, wrongMine.phone], ["wrong-passphrase", "wrong-passphrase"]);
  // A wrong opening draws one byte and one key more by chance, as before; over both kinds it does the very same.
  assert.deepEqual(wrongHis.counts, wrongMine.counts);
  assert.deepEqual(broker.counts, courier.counts);
  assert.deepEqual({ ...wrongHis.counts, random: 0 }, { ...broker.counts, random: 0 });
  assert.equal(new Set([broker, courier, wrongHis, wrongMine].map(({ bytes }) => bytes)).size, 1);
});

test("a courier takes four new words, and the old ones open nothing", async () => {
  const { ports, count } = countingPorts();
  const courier = await createCourier(ports, { passphrase: RIGHT, language: "en" });
  await courier.changePassphrase(WRONG);
  courier.lock();
  assert.equal((await count(RIGHT)).phone, "wrong-passphrase");
  assert.ok((await count(WRONG)).phone instanceof Courier);
});
