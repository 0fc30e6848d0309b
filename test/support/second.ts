import assert from "node:assert/strict";
import type { Broker } from "@ojak/client/broker/app";
import type { Family } from "@ojak/client/family/app";
import { tieIn, type Village, WORDS } from "./people.ts";

/** What a second broker is told. */
export const SECOND = { where: "남쪽 읍 시장, 아침", routing: "우물 옆 파란 집, 세 번 두드리기" };

/** A second broker for a tie that has words: his introduction, the request, his yes. */
export async function addSecond(village: Village, family: Family, tieId: string, name = "the-second"): Promise<Broker> {
  const second = await village.broker(name);
  await second.burst();
  const { text } = await second.introduce();
  await family.addBroker(tieId, { text, ...SECOND });
  await family.sync();
  await second.burst();
  const asked = second.requests()[0];
  assert.equal(asked?.where, SECOND.where);
  await second.accept(asked.id);
  await second.burst();
  await family.sync();
  return second;
}

/** Everything that her words open on a phone. */
export async function texts(broker: Broker, seek = false) {
  const session = await broker.recipient(WORDS);
  if (seek) await session.seek();
  const read = session.letters.map((letter) => letter.text);
  session.close();
  return read;
}

/** What is known of a letter, in order. */
export const stages = (family: Family, tieId: string, id: string) =>
  tieIn(family, tieId)
    .messages.find((one) => one.id === id)
    ?.events.map(({ stage }) => stage);
