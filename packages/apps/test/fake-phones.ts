import { BrokerModel } from "../src/broker/model.ts";
import { ACCESS, type FakePorts, fakePorts } from "./fake-ports.ts";

/** Four words that open each of these phones. */
export const LOCK = [10, 20, 30, 40];
const LETTER_BYTES = 817;

/** A broker's open app with so many sealed letters on it, each by a slot of its own. */
export async function brokerPhone(letters: number, ports: FakePorts = fakePorts()) {
  const model = new BrokerModel(ports, { hasVault: false, language: "en" });
  await model.begin({ access: ACCESS, brokerWords: [1, 2, 3, 4, 5, 6], passphrase: LOCK });
  const today = Math.floor(ports.nowMs / 86_400_000);
  for (let slot = 0; slot < letters; slot++) {
    const routing = `the ${slot}. house by the well`;
    const envelope = Uint8Array.of(1, ...ports.random(LETTER_BYTES - 1));
    const parcel = { slot, tag: ports.random(16), routing, envelope, arrivedDay: today };
    model.broker.state.parcels.push(parcel);
  }
  return { model, ports };
}

/** A courier's open app; a network is a failure. */
export async function courierPhone(ports: FakePorts = fakePorts()) {
  const transportTo = () => {
    throw new Error("a courier's phone asked for a transport");
  };
  const model = new BrokerModel({ ...ports, transportTo }, { hasVault: false, language: "en" });
  await model.carry(LOCK);
  const { courier } = model;
  if (courier === null) throw new Error("no courier's phone");
  return { model, ports, courier };
}
