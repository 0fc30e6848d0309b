import assert from "node:assert/strict";
import { test } from "node:test";
import { loadWordList, type WordLanguage, wordAt } from "@ojak/core/words/words";
import { deploy } from "./deployment.ts";
import { setUpBroker, setUpFamily, type Stage } from "./first-start.ts";
import { CATALOGUES, learnWords, screen, tap, write } from "./hands.ts";
import { type Device, look, type Looking, openDevice } from "./phones.ts";

async function asText(language: WordLanguage, words: readonly number[]): Promise<string> {
  const list = await loadWordList(language);
  return words.map((index) => wordAt(list, index)).join(" ");
}

/** The family's settings, new access code, sheet, lock and unlock. Returns the sheet's text and words. */
async function makeSheet(language: WordLanguage, family: Device, passphrase: readonly number[], looking: Looking) {
  const { page } = family;
  const { family: t } = CATALOGUES[language].family;
  const { common } = CATALOGUES[language].family;
  await tap(page, t.home.settings);
  await tap(page, t.access.enter);
  await screen(page, t.access.title);
  await look(family, "family-access-new", looking);
  await tap(page, common.back);
  await tap(page, t.settings.make);
  await screen(page, t.sheet.wordsTitle);
  await look(family, "family-sheet-words", looking);
  const words = await page
    .getByTestId("words")
    .locator("li")
    .evaluateAll((nodes) => nodes.map((node) => Number((node as HTMLElement).dataset["word"])));
  await tap(page, t.sheet.written);
  await screen(page, t.sheet.title);
  const text = (await page.getByTestId("sheet-text").textContent())?.trim() ?? "";
  await look(family, "family-sheet", looking);
  // Nothing outside the vault remembers her language: a locked app speaks the browser's until she says otherwise.
  await page.reload();
  await screen(page, CATALOGUES.en.family.family.unlock.title);
  await page.getByRole("radio", { name: CATALOGUES[language].name }).check();
  await screen(page, t.unlock.title);
  await look(family, "family-unlock", looking);
  await write(page, t.unlock.title, await asText(language, passphrase));
  await tap(page, t.unlock.open);
  await screen(page, t.home.title);
  return { text, words };
}

for (const language of ["ko", "zh", "en"] as const) {
  test(`settings, recovery sheet, lock and a new device, in ${language}: axe finds nothing`, async (t) => {
    const deployment = await deploy(t);
    await using family = await openDevice();
    await using fresh = await openDevice();
    await using broker = await openDevice();
    const accessCodes = { family: await deployment.accessCode(), broker: await deployment.accessCode() };
    const looking = { language, isThorough: false, pictures: process.env["OJAK_PICTURES"] };
    const stage: Stage = { language, family, broker, appsUrl: deployment.appsUrl, accessCodes, looking };
    const { family: texts, broker: b, name } = CATALOGUES[language];
    const sheet = await makeSheet(language, family, await setUpFamily(stage), looking);

    const { page } = fresh;
    await page.goto(`${deployment.appsUrl}family/`);
    await tap(page, name);
    await tap(page, texts.common.next);
    await tap(page, texts.family.setup.haveSheet);
    await write(page, texts.family.setup.sheetLabel, sheet.text);
    await look(fresh, "family-restore", looking);
    await tap(page, texts.common.next);
    await screen(page, texts.family.setup.sheetWords);
    await look(fresh, "family-restore-words", looking);
    await write(page, texts.family.setup.sheetWords, await asText(language, sheet.words));
    await tap(page, texts.common.next);
    await screen(page, texts.family.setup.wordsTitle);
    await learnWords(page, texts.common.quiz.known);
    await screen(page, texts.family.home.title);

    await setUpBroker(stage);
    await tap(broker.page, b.broker.home.requests);
    await screen(broker.page, b.broker.requests.title);
    await look(broker, "broker-requests-none", looking);
    await tap(broker.page, b.common.back);
    await tap(broker.page, b.broker.home.settings);
    await look(broker, "broker-settings", looking);
    await tap(broker.page, b.broker.settings.lock);
    await screen(broker.page, b.broker.unlock.title);
    await look(broker, "broker-unlock", looking);
    assert.deepEqual([...family.findings, ...fresh.findings, ...broker.findings], []);
  });
}
