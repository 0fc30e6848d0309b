import { type Courier, createCourier } from "@ojak/client/courier/app";
import type { Broker } from "@ojak/client/broker/app";
import type { Ports } from "@ojak/client/ports";
import { meet, PASSPHRASE, send, tieIn, type Village } from "./people.ts";

/** Ports of a phone without radio: who asks for a transport fails the test. */
export function radiolessPorts(village: Village, name: string): Ports {
  return {
    ...village.ports(name),
    transportTo: () => {
      throw new Error("a courier's phone asked for a transport");
    },
  };
}

export function courierOf(village: Village, name = "courier"): Promise<Courier> {
  return createCourier(radiolessPorts(village, name), { passphrase: PASSPHRASE, language: "ko" });
}

/** A bundle from the broker's phone to the courier's, with its receipt. */
export async function handToCourier(broker: Broker, courier: Courier, ids?: readonly string[]) {
  const desk = await broker.courier();
  const { text } = await courier.offer();
  const { bundle, id } = await desk.carry(text, ids);
  const { receipt, fresh } = await courier.take(bundle);
  await desk.enterReceipt(receipt);
  return { bundle, id, receipt, fresh };
}

/** A bundle back, with its receipt. */
export async function handBack(courier: Courier, broker: Broker, unfoundIds: readonly string[] = []) {
  const desk = await broker.courier();
  const { text } = await desk.offer();
  const { bundle } = await courier.giveBack(text, unfoundIds);
  const taken = await desk.take(bundle);
  await courier.enterReceipt(taken.receipt);
  return { bundle, ...taken };
}

/** A letter on the broker's phone, with a return card, and a courier. */
export async function withLetter(village: Village, text = "걸어서 온 편지") {
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  const id = await send(family, broker, tieId, text);
  const stages = () =>
    tieIn(family, tieId)
      .messages.find((one) => one.id === id)
      ?.events.map((event) => event.stage);
  return { broker, family, tieId, stages, courier: await courierOf(village) };
}
