import { setTimeout as sleep } from "node:timers/promises";
import type { Party, Roles } from "../demo/party.ts";
import { SCRIPT } from "../demo/demo.ts";

const PAUSE_MS = 3_000;

/** A broker and a recipient who play along on their own, so that one person with the family's app can see a letter answered. */
export interface Helper {
  readonly introduction: string;
}

/** Sets the helping broker up and makes the introduction that the guide shows. */
export async function beginHelper(
  broker: Party<Roles["broker"]>,
  accessCode: string,
  brokerWords: readonly number[],
): Promise<Helper> {
  await broker.api.begin(accessCode, brokerWords);
  await broker.api.burst();
  return { introduction: await broker.api.introduce() };
}

/** Bursts every few seconds, accepts, answers, opens and replies, until `signal` aborts. Failures (a hub restarting) are tried again. */
export async function playAlong(broker: Party<Roles["broker"]>, words: readonly number[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await playOnce(broker, words).catch(() => undefined);
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function playOnce(broker: Party<Roles["broker"]>, words: readonly number[]): Promise<void> {
  await broker.api.burst();
  for (const request of await broker.api.requests()) {
    if (request.status === "new") await broker.api.accept(request.id);
    if (request.status === "ready" || request.status === "again") await broker.api.enrol(request.id, SCRIPT.answers, words);
  }
  if ((await broker.api.queueLength()) === 0) return;
  const letters = await broker.api.open(words);
  if (letters.length === 0) return;
  await broker.api.reply(SCRIPT.reply);
  await broker.api.finish();
}
