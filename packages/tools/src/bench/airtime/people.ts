import { type Broker, createBroker } from "@ojak/client/broker/app";
import { createFamily, type Family } from "@ojak/client/family/app";
import type { AskInput } from "@ojak/client/family/contact";
import type { VaultFile } from "@ojak/client/ports";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { readAccess } from "@ojak/core/contact/access";
import { fileVault, nodePorts } from "../../platform/ports.ts";
import { PEOPLE } from "./payloads.ts";

/** Opens every vault of the benchmark: nobody's. */
export const PASSPHRASE = [11, 22, 33, 44];

const BROKER_WORDS = [100, 200, 300, 400, 500, 600];
const ASK: Omit<AskInput, "where"> = {
  routing: "국수 가게 뒤 파란 대문, 두 번 두드리기",
  questions: ["우리가 겨울마다 같이 만들던 음식은?", "뒷마당 배나무 밑에 함께 묻은 것은?"],
  answers: ["감자떡", "파란 구슬"],
  language: "ko",
};
/** By these the broker's phone knows whose request is whose. */
const WHERE = ["강가 버드나무 아래", "장마당 국수 가게", "마을 우물 옆", "뒷산 배나무 밭", "다리 건너 방앗간"];
const clock = { nowMs: () => Date.now() };

/** A relative's app and its one tie. */
export interface Relative {
  readonly family: Family;
  readonly tieId: string;
}

/** The six words of a recipient. */
export function wordsOf(person: number): number[] {
  return Array.from({ length: 6 }, (_, place) => 1 + person * 300 + place * 7);
}

/** Plays the first contact of five relatives with one broker, as people do, up to letters that may be sent. Makes all their vaults. */
export async function introduceEverybody(accessCode: () => Promise<string>, brokerVaultPath: string): Promise<Relative[]> {
  const access = readAccess(await accessCode());
  // Whoever is not measured keeps her vault in memory, and so does the broker until his is: a hundred flushed writes would slow down what others measure.
  const brokerFile = memoryVault();
  const broker = await createBroker(
    { ...nodePorts("", clock), file: brokerFile },
    {
      access,
      brokerWords: BROKER_WORDS,
      passphrase: PASSPHRASE,
      language: "ko",
    },
  );
  const relatives: Relative[] = [];
  for (let person = 0; person < PEOPLE; person++) {
    const ports = { ...nodePorts("", clock), file: memoryVault() };
    const input = { access: readAccess(await accessCode()), passphrase: PASSPHRASE, language: "ko" } as const;
    const family = await createFamily(ports, input);
    relatives.push({ family, tieId: await ask(broker, family, WHERE[person] ?? "") });
  }
  const syncAll = async () => {
    for (const { family } of relatives) await family.sync();
    await broker.burst();
  };
  await syncAll();
  for (const { id } of broker.requests()) await broker.accept(id);
  await broker.burst();
  await syncAll();
  for (const { id, where } of broker.requests())
    await broker.enrol(id, { answers: ASK.answers, words: wordsOf(WHERE.indexOf(where)), language: "ko" });
  await broker.burst();
  await syncAll();
  for (const { family, tieId } of relatives) await write(family, tieId, "첫 편지");
  await syncAll();
  for (let person = 0; person < PEOPLE; person++) await readFirst(broker, person);
  await broker.burst();
  await syncAll();
  broker.lock();
  const vault = await brokerFile.read();
  if (vault === null) throw new Error("defect: the broker has a vault");
  await fileVault(brokerVaultPath).write(vault);
  return relatives;
}

/** A relative writes a letter; it goes out with the next sync. */
export async function write(family: Family, tieId: string, text: string): Promise<void> {
  await family.draft(tieId, text);
  await family.send(tieId);
}

function memoryVault(): VaultFile {
  let bytes: Bytes | null = null;
  return {
    read: async () => bytes,
    async write(written) {
      bytes = Uint8Array.from(written);
    },
    async erase() {
      bytes = null;
    },
  };
}

/** With the first letter a tie holds, and nothing of the first contact is left on the phone. */
async function readFirst(broker: Broker, person: number): Promise<void> {
  const session = await broker.recipient(wordsOf(person));
  if (session.letters.length !== 1) throw new Error(`the first contact of ${person} did not hold`);
  await session.finish(session.letters.map(({ id }) => id));
  session.close();
}

async function ask(broker: Broker, family: Family, where: string): Promise<string> {
  // An introduction needs a put capability that waits at the hub.
  await broker.burst();
  const { text } = await broker.introduce();
  const tieId = await family.takeIntroduction({ name: "엄마", text });
  await family.ask(tieId, { ...ASK, where });
  return tieId;
}
