import { nodeArgon2id } from "@ojak/tools/platform/ports";
import { readAccess } from "@ojak/core/contact/access";
import { brokerKeys } from "@ojak/core/keys/broker";
import { takeId } from "@ojak/core/keys/capability";
import { keyOfPassphrase, seedOfWords } from "@ojak/core/keys/seed";
import { recipientKeys } from "@ojak/core/keys/tie";
import { loadWordList, type WordLanguage, wordAt } from "@ojak/core/words/words";
import type { Canary } from "../support/canaries.ts";
import { beginBroker, setUpFamily, type Stage } from "./first-start.ts";
import { CATALOGUES, learnWords, screen, tap, write } from "./hands.ts";
import { burst, connect, firstContact, openLetters } from "./journey.ts";
import { SAYINGS } from "./sayings.ts";

/** What the notes of the decoy say; they are no canaries after a duress opening, but for their place: the vault alone. */
const NOTES = ["우물가 느티나무 두 번째 집", "옛 방앗간 뒤, 저녁에"] as const;
const UNDELIVERED = "이 편지는 아직 건네지 않았습니다. 봄에 또 쓰겠습니다.";
const PIN = "90417263";

/** Everything that was typed, tapped, shown or derived in a day. */
export interface DayOfUse {
  readonly words: { readonly own: number[]; readonly real: number[]; readonly duress: number[]; readonly recipient: number[] };
  readonly texts: readonly string[];
}

/** A day on the broker's phone: set up, digits, a duress passphrase, first contact, letters read and answered, one left over, a quick exit. */
export async function dayOfUse(stage: Stage): Promise<DayOfUse> {
  const { language, family, broker, accessCodes } = stage;
  const { page } = broker;
  const { family: f, broker: b } = CATALOGUES[language];
  const { broker: t } = b;
  const said = SAYINGS[language];
  await setUpFamily(stage);
  const { own, passphrase } = await beginBroker(stage);
  await useDigits(stage);
  const duress = await setDuress(stage);
  const recipient = await firstContact(stage);
  await family.page.getByRole("button", { name: said.name }).click();
  await sendLetter(stage, said.letter);
  await openLetters(stage, recipient);
  await tap(page, t.reading.reply);
  await write(page, t.reading.replyLabel, said.reply);
  await tap(page, t.reading.replySend);
  await tap(page, t.reading.finish);
  await screen(page, t.reading.gone);
  await tap(page, t.burst.home);
  await burst(stage);
  await connect(stage);
  await family.page.getByRole("button", { name: said.name }).click();
  await sendLetter(stage, UNDELIVERED);
  await openLetters(stage, recipient);
  await tap(page, t.reading.keep);
  await tap(page, t.burst.home);
  await tap(page, t.home.introduce);
  await tap(page, t.introduce.make);
  const introduction = (await page.getByTestId("introduction").textContent())?.trim() ?? "";
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.getByTestId("neutral").waitFor();
  const { letter, reply, routing, where, questions, answers } = said;
  const texts = [
    letter,
    reply,
    routing,
    where,
    ...questions,
    ...answers,
    UNDELIVERED,
    ...NOTES,
    PIN,
    introduction,
    accessCodes.broker,
  ];
  return { words: { own, real: passphrase, duress, recipient }, texts };

  async function sendLetter(about: Stage, text: string): Promise<void> {
    await write(family.page, f.family.thread.write, text);
    await tap(family.page, f.family.thread.send);
    await connect(about);
    await burst(about);
  }
}

/** Every secret of that day, in each form that a program might keep: texts, words in a row, their numbers, and what follows from them. */
export async function canariesOf(
  { words, texts }: DayOfUse,
  language: WordLanguage,
  accessCode: string,
  salt: Uint8Array,
): Promise<Canary[]> {
  const list = await loadWordList(language);
  const access = readAccess(accessCode);
  const broker = brokerKeys(await seedOfWords(nodeArgon2id, "broker", words.own, access.realm));
  const { recipientKey, ...tie } = await recipientKeys(await seedOfWords(nodeArgon2id, "words", words.recipient, access.realm));
  const keys: Record<string, Uint8Array> = {
    ...broker,
    ...tie,
    token: access.token,
    recipientPublic: recipientKey.publicKey,
    ...(access.stopId === undefined ? {} : { stopId: access.stopId }),
    dropId: takeId(broker.take),
    tieDropId: takeId(tie.tieTake),
    vaultKey: await keyOfPassphrase(nodeArgon2id, "vault", words.real, salt),
    decoyKey: await keyOfPassphrase(nodeArgon2id, "vault", words.duress, salt),
  };
  return [
    ...texts.map((secret) => ({ name: secret.slice(0, 20), secret })),
    ...Object.entries(keys).map(([name, secret]) => ({ name, secret })),
    ...Object.entries(words).flatMap(([name, indices]) => rowsOf(name, indices, (index) => wordAt(list, index))),
  ];
}

/** Words in a row: one alone stands in the app's own word list, and says nothing. */
function rowsOf(name: string, indices: readonly number[], wordOf: (index: number) => string): Canary[] {
  const rows = [" ", "", ",", '","', "\n", "\0"].flatMap((between) => {
    const halves = [indices.slice(0, 3), indices.slice(-3)];
    return halves.map((half) => ({ name: `${name} words`, secret: half.map(wordOf).join(between) }));
  });
  const numbers = [",", ", ", " "].map((between) => ({ name: `${name} numbers`, secret: indices.join(between) }));
  const view = Uint16Array.from(indices);
  const little = new Uint8Array(view.buffer);
  const big = Uint8Array.from(indices.flatMap((index) => [index >> 8, index & 0xff]));
  const wide = new Uint8Array(Uint32Array.from(indices).buffer);
  return [...rows, ...numbers, ...[little, big, wide].map((secret) => ({ name: `${name} as bytes`, secret }))];
}

async function useDigits({ language, broker }: Stage): Promise<void> {
  const { page } = broker;
  const { broker: t, common } = CATALOGUES[language].broker;
  const press = async (action: string) => {
    for (const digit of PIN) await page.locator(".pad").getByRole("button", { name: digit, exact: true }).click();
    await tap(page, action);
  };
  await tap(page, t.home.settings);
  await tap(page, t.guard.pin.choose);
  await press(common.next);
  await screen(page, t.guard.pin.again);
  await press(common.next);
  await tap(page, t.guard.pin.pause);
  await press(t.guard.pin.open);
  await screen(page, t.home.title);
}

async function setDuress({ language, broker }: Stage): Promise<number[]> {
  const { page } = broker;
  const { broker: t, common } = CATALOGUES[language].broker;
  const d = t.guard.duress;
  await tap(page, t.home.settings);
  await tap(page, d.setOrChange);
  await tap(page, d.set);
  for (const place of [0, 1] as const) await write(page, d.note(place + 1), NOTES[place]);
  await tap(page, common.next);
  const words = await learnWords(page, common.quiz.known);
  await screen(page, t.home.title);
  return words;
}
