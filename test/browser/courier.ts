import { readFileSync } from "node:fs";
import { CATALOGUES, learnWords, screen, tap, write } from "./hands.ts";
import type { Stage } from "./first-start.ts";
import { type Device, look, type Looking } from "./phones.ts";
import type { WordLanguage } from "@ojak/core/words/words";
import assert from "node:assert/strict";

/** A stage on which a courier's phone takes the place of the broker's for what both can do. */
export const onCourier = (stage: Stage, courier: Device): Stage => ({ ...stage, broker: courier });

/** First start of a courier's phone: it is loaded once, and stays off the air from the access code's screen on. Returns its four words. */
export async function setUpCourier(stage: Stage, courier: Device): Promise<number[]> {
  const { language, appsUrl, looking } = stage;
  const { page, context } = courier;
  const { broker: t, common } = CATALOGUES[language].broker;
  await page.goto(`${appsUrl}day/`);
  await tap(page, CATALOGUES[language].name);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await tap(page, common.next);
  await screen(page, t.setup.accessTitle);
  await look(courier, "courier-access", looking);
  await tap(page, t.carry.setup.choose);
  await screen(page, t.carry.setup.title);
  await look(courier, "courier-begin", looking);
  await tap(page, common.next);
  await screen(page, t.setup.lockTitle);
  await look(courier, "courier-words", looking);
  const words = await learnWords(page, common.quiz.known);
  await screen(page, t.home.title);
  await look(courier, "courier-home-empty", looking);
  return words;
}

/** The taking phone shows its code; the giving one reads it as text. */
export async function showCode({ page }: Device, language: WordLanguage): Promise<string> {
  const { take } = CATALOGUES[language].broker.broker.carry;
  await page.getByText(take.text, { exact: true }).click();
  return (await page.getByTestId("offer").textContent())?.trim() ?? "";
}

/** The giving phone has the code, makes the bundle, and stands at showing it. */
export async function makeBundle(
  giver: Device,
  code: string,
  language: WordLanguage,
  looking: Looking,
  name: string,
): Promise<void> {
  const { page } = giver;
  const { broker: t, common } = CATALOGUES[language].broker;
  const texts = t.carry.give;
  await screen(page, texts.codeTitle);
  await write(page, texts.codeLabel, "0000-0000");
  await tap(page, common.next);
  await page.locator(".error", { hasText: /\S/u }).waitFor();
  await write(page, texts.codeLabel, code);
  await look(giver, `${name}-code`, looking);
  await tap(page, common.next);
  await page.getByRole("button", { name: texts.make, exact: true }).waitFor();
  await look(giver, `${name}-choose`, looking);
  await tap(page, texts.make);
  await screen(page, texts.showTitle);
  await look(giver, `${name}-show`, looking);
}

/** The bundle goes as a file: saved by one phone, chosen on the other. */
async function passFile(giver: Device, taker: Device, language: WordLanguage): Promise<Buffer> {
  const texts = CATALOGUES[language].broker.broker.carry;
  const [download] = await Promise.all([giver.page.waitForEvent("download"), tap(giver.page, texts.give.save)]);
  assert.equal(download.suggestedFilename(), "day.bin");
  const path = await download.path();
  await taker.page.locator("input[type=file]").setInputFiles(path);
  return readFileSync(path);
}

/** The receipt that the taking phone shows is entered at the giving one, after one that is wrong. */
export async function enterReceipt(giver: Device, taker: Device, language: WordLanguage, looking: Looking, name: string) {
  const { broker: t } = CATALOGUES[language].broker;
  const texts = t.carry.give;
  await screen(taker.page, t.carry.take.takenTitle);
  await look(taker, `${name}-taken`, looking);
  const receipt = (await taker.page.getByTestId("receipt").textContent()) ?? "";
  assert.match(receipt, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/u);
  await tap(giver.page, texts.toReceipt);
  await screen(giver.page, texts.receiptTitle);
  await write(giver.page, texts.receiptLabel, "0000-0000");
  await tap(giver.page, texts.enter);
  await giver.page.getByText(texts.problems.wrong).waitFor();
  await look(giver, `${name}-receipt-wrong`, looking);
  await write(giver.page, texts.receiptLabel, receipt.toLowerCase());
  await tap(giver.page, texts.enter);
  await screen(giver.page, texts.doneTitle);
  await look(giver, `${name}-done`, looking);
  for (const { page } of [giver, taker]) {
    await tap(page, t.burst.home);
    await screen(page, t.home.title);
  }
}

/** From the broker's phone to the courier's, by a file. */
export async function handToCourier(stage: Stage, courier: Device): Promise<void> {
  const { language, broker, looking } = stage;
  const { broker: t } = CATALOGUES[language].broker;
  await tap(courier.page, t.carry.home.take);
  await screen(courier.page, t.carry.take.title.delivery);
  const code = await showCode(courier, language);
  await look(courier, "courier-take", looking);
  await broker.page.getByRole("button", { name: t.carry.tile }).click();
  await screen(broker.page, t.carry.desk.title);
  await look(broker, "broker-couriers-none", looking);
  await tap(broker.page, t.carry.desk.give);
  await makeBundle(broker, code, language, looking, "broker-give");
  await passFile(broker, courier, language);
  await enterReceipt(broker, courier, language, looking, "broker-give");
}

/** From the courier's phone back to the broker's, by a file. */
export async function handBack(stage: Stage, courier: Device): Promise<void> {
  const { language, broker, looking } = stage;
  const { broker: t } = CATALOGUES[language].broker;
  await broker.page.getByRole("button", { name: t.carry.tile }).click();
  await look(broker, "broker-couriers", looking);
  await tap(broker.page, t.carry.desk.take);
  await screen(broker.page, t.carry.take.title.return);
  const code = await showCode(broker, language);
  await look(broker, "broker-take", looking);
  await courier.page.getByRole("button", { name: t.carry.home.back }).click();
  await makeBundle(courier, code, language, looking, "courier-give");
  await passFile(courier, broker, language);
  await enterReceipt(courier, broker, language, looking, "courier-give");
}
