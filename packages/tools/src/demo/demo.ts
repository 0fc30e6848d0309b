import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { TIE_WORDS } from "@ojak/core/limits";
import { chooseWords } from "@ojak/core/words/words";
import { packageFile } from "../cli/child.ts";
import { issueToken } from "../platform/token.ts";
import { startProgram } from "./child-program.ts";
import { playJourney, type Script, type Step } from "./journey.ts";
import { startParty } from "./party.ts";

const DAY_MS = 86_400_000;

/** The words of the guided demonstration. Invented people and places. */
export const SCRIPT: Omit<Script, "letter"> = {
  reply: "딸아, 편지 잘 읽었다. 밥은 먹고 다니느냐.",
  secondLetter: "엄마, 이 편지는 다른 전화에서도 열려요.",
  tieName: "엄마",
  where: "읍내 장마당 근처, 해 진 뒤",
  routing: "국수 가게 뒤 파란 대문, 두 번 두드리기",
  questions: ["우리가 겨울마다 같이 만들던 음식은?", "뒷마당 배나무 밑에 함께 묻은 것은?"],
  answers: ["감자떡", "파란 구슬"],
};

/** The letter when none is given. */
export const LETTER = "엄마, 저는 잘 있어요. 올해도 배나무에 꽃이 피었나요?";

/**
 * Plays the journey with a hub and three people, each in a process of its own, over loopback. The hub works in `folder` as it would for real, vaults go to
 * `folder`/demo, logs to `folder`/logs. Throws `locked` when a hub is running there.
 */
export async function runDemo(folder: string, letter: string, onStep: (step: Step) => void): Promise<boolean> {
  const vaults = join(folder, "demo");
  const logs = join(folder, "logs");
  rmSync(vaults, { recursive: true, force: true });
  for (const one of [vaults, logs]) mkdirSync(one, { recursive: true, mode: 0o700 });
  const env = { OJAK_DATA: folder, PORT: "0", HOST: "127.0.0.1", OJAK_ADMIN_PORT: "0", OJAK_REALM: "demo.ojak" };
  await using hub = await startProgram({
    entry: packageFile("hub/src/main.ts"),
    args: ["--demo-clock"],
    env,
    logPath: join(logs, "hub.log"),
  });
  await using relative = startParty("relative", join(vaults, "relative.bin"));
  await using broker = startParty("broker", join(vaults, "broker.bin"));
  await using secondBroker = startParty("broker", join(vaults, "second-broker.bin"));
  const accessCode = async () => (await issueToken(env, ["--origin", hub.url])).accessCode;
  const cast = {
    relative,
    broker,
    secondBroker,
    accessCodes: { relative: await accessCode(), broker: await accessCode(), secondBroker: await accessCode() },
    brokerWords: sixWords(),
    secondBrokerWords: sixWords(),
    recipientWords: sixWords(),
    async passDays(days: number) {
      await turnHubClock(hub.url, days * DAY_MS);
      await Promise.all([relative, broker, secondBroker].map((party) => party.turnClock(days * DAY_MS)));
    },
  };
  return await playJourney(cast, { ...SCRIPT, letter }, onStep);
}

async function turnHubClock(hubOrigin: string, ms: number): Promise<void> {
  const response = await fetch(`${hubOrigin}/demo/clock`, { method: "POST", body: String(ms) });
  if (!response.ok) throw new Error(`the hub's clock was not turned: ${response.status}`);
}

function sixWords(): number[] {
  return chooseWords(TIE_WORDS, crypto.getRandomValues(new Uint8Array(TIE_WORDS * 2)));
}
