import type { Broker } from "@ojak/client/broker/app";
import { bytesOf, PEOPLE, payloadsUp, textOf, writeArrived } from "./payloads.ts";
import { wordsOf } from "./people.ts";
import { join } from "node:path";

/** Before the radio goes on: each recipient seals what the benchmark gives her to send. */
export async function sealReplies(broker: Broker, folder: string): Promise<void> {
  const payloads = payloadsUp(folder);
  for (let person = 0; person < PEOPLE; person++) {
    const hers = payloads.filter((one) => one.person === person);
    if (hers.length === 0) continue;
    const session = await broker.recipient(wordsOf(person));
    for (const { isVoice, bytes } of hers) {
      if (isVoice) await session.replyVoice(Uint8Array.from(bytes));
      else await session.reply(textOf(bytes));
    }
    session.close();
  }
}

/** After it: each recipient reads what came for her words, and it is erased from the phone. */
export async function readLetters(broker: Broker, folder: string): Promise<void> {
  if (broker.queue().length === 0) return;
  for (let person = 0; person < PEOPLE; person++) {
    const session = await broker.recipient(wordsOf(person));
    const { letters } = session;
    writeArrived(
      join(folder, "got"),
      letters.map(({ text, voice }) => voice ?? bytesOf(text)),
    );
    await session.finish(letters.map(({ id }) => id));
    session.close();
  }
}
