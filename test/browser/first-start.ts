import type { WordLanguage } from "@ojak/core/words/words";
import { CATALOGUES, learnWords, screen, tap, write } from "./hands.ts";
import { type Device, look, type Looking } from "./phones.ts";

/** Everything that a journey on the screens needs. */
export interface Stage {
  readonly language: WordLanguage;
  readonly family: Device;
  readonly broker: Device;
  readonly appsUrl: string;
  readonly accessCodes: { readonly family: string; readonly broker: string };
  readonly looking: Looking;
}

/** First start of the family's app. Returns the four words that open it. */
export async function setUpFamily({ language, family, appsUrl, accessCodes, looking }: Stage): Promise<number[]> {
  const { page } = family;
  const { family: texts, name } = CATALOGUES[language];
  const t = texts.family;
  await page.goto(`${appsUrl}family/`);
  await tap(page, name);
  await screen(page, t.setup.languageTitle);
  await look(family, "family-language", looking);
  await tap(page, texts.common.next);
  await screen(page, t.setup.accessTitle);
  await write(page, t.setup.accessLabel, accessCodes.family);
  await look(family, "family-access", looking);
  await tap(page, texts.common.next);
  await screen(page, t.setup.wordsTitle);
  await look(family, "family-words", looking);
  const words = await learnWords(page, texts.common.quiz.known);
  await screen(page, t.home.title);
  await look(family, "family-home-empty", looking);
  return words;
}

/** First start of the broker's app. Returns the four words that open it. */
export async function setUpBroker(stage: Stage): Promise<number[]> {
  return (await beginBroker(stage)).passphrase;
}

/** The same, with the broker's own six words beside the four. */
export async function beginBroker({
  language,
  broker,
  appsUrl,
  accessCodes,
  looking,
}: Stage): Promise<{ own: number[]; passphrase: number[] }> {
  const { page, context } = broker;
  const { broker: texts, name } = CATALOGUES[language];
  const t = texts.broker;
  await page.goto(`${appsUrl}day/`);
  await tap(page, name);
  await screen(page, t.setup.languageTitle);
  await look(broker, "broker-language", looking);
  await tap(page, texts.common.next);
  await screen(page, t.setup.accessTitle);
  await write(page, t.setup.accessLabel, accessCodes.broker);
  await look(broker, "broker-access", looking);
  await tap(page, texts.common.next);
  await screen(page, t.setup.ownTitle);
  await look(broker, "broker-own", looking);
  await tap(page, t.setup.ownNew);
  await screen(page, t.setup.ownShowTitle);
  await look(broker, "broker-own-words", looking);
  const own = await learnWords(page, texts.common.quiz.known);
  await screen(page, t.setup.lockTitle);
  const passphrase = await learnWords(page, texts.common.quiz.known);
  await screen(page, t.guard.duress.title);
  await look(broker, "broker-duress-offer", looking);
  await tap(page, t.guard.duress.later);
  await screen(page, t.home.title);
  await look(broker, "broker-home-empty", looking);
  // From here on he is in airplane mode but for his bursts; the page has what it needs.
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  return { own, passphrase };
}
