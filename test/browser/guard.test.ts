import assert from "node:assert/strict";
import { test } from "node:test";
import type { WordLanguage } from "@ojak/core/words/words";
import { deploy } from "./deployment.ts";
import { beginBroker, setUpFamily, type Stage } from "./first-start.ts";
import { CATALOGUES, learnWords, pickWords, screen, tap, write } from "./hands.ts";
import { burst, connect, firstContact, openLetters } from "./journey.ts";
import { look, openDevice } from "./phones.ts";
import { SAYINGS } from "./sayings.ts";

const NOTES = {
  ko: ["우물 옆 두 번째 집", "옛 방앗간, 저녁"],
  zh: ["水井旁第二家", "老磨坊，晚上"],
  en: ["second house by the well", "the old mill, evenings"],
} as const;

async function pressDigits(page: Stage["broker"]["page"], digits: string, action: string): Promise<void> {
  for (const digit of digits) await page.locator(".pad").getByRole("button", { name: digit, exact: true }).click();
  await tap(page, action);
}

/** What `ojak desk watch` exits with. */
const [RUNNING, SIGNALLED] = [0, 4];

/** Sets a duress passphrase in the settings. Returns its words. */
async function setDuress({ language, broker, looking }: Stage): Promise<number[]> {
  const { page } = broker;
  const { broker: t, common } = CATALOGUES[language].broker;
  const d = t.guard.duress;
  await tap(page, t.home.settings);
  await look(broker, "broker-settings", looking);
  await tap(page, d.setOrChange);
  await screen(page, d.title);
  await tap(page, d.set);
  await screen(page, d.notesTitle);
  await tap(page, common.next);
  await page.getByText(d.problems.empty).waitFor();
  for (const place of [0, 1] as const) await write(page, d.note(place + 1), NOTES[language][place]);
  await look(broker, "broker-duress-notes", looking);
  await tap(page, common.next);
  await screen(page, d.wordsTitle);
  await look(broker, "broker-duress-words", looking);
  const words = await learnWords(page, common.quiz.known);
  await screen(page, t.home.title);
  return words;
}

async function unlock({ language, broker }: Stage, words: readonly number[]): Promise<void> {
  await screen(broker.page, CATALOGUES[language].broker.broker.unlock.title);
  await pickWords(broker.page, language, words);
}

for (const language of ["ko", "zh", "en"] as const satisfies readonly WordLanguage[]) {
  test(`digits for a break, new words, a duress opening, two Escapes: in ${language}, axe finds nothing`, async (t) => {
    const deployment = await deploy(t);
    await using family = await openDevice();
    await using broker = await openDevice();
    const { page } = broker;
    const looking = { language, isThorough: false, pictures: process.env["OJAK_PICTURES"] };
    const accessCodes = { family: "", broker: await deployment.accessCode() };
    const stage: Stage = { language, family, broker, appsUrl: deployment.appsUrl, accessCodes, looking };
    const { broker: b, common } = CATALOGUES[language].broker;
    const { guard } = b;
    await beginBroker(stage);

    await tap(page, b.home.settings);
    await tap(page, guard.pin.choose);
    await screen(page, guard.pin.title);
    await page.getByRole("radio", { name: guard.pin.covers }).check();
    await look(broker, "broker-pin", looking);
    await pressDigits(page, "2580", common.next);
    await screen(page, guard.pin.again);
    await pressDigits(page, "2580", common.next);
    await screen(page, b.settings.title);
    await tap(page, guard.pin.pause);
    await screen(page, guard.pin.pausedTitle);
    assert.equal(await page.getByText(b.settings.title, { exact: true }).count(), 0);
    await pressDigits(page, "1111", guard.pin.open);
    await page.getByText(guard.pin.wrong(2)).waitFor();
    await look(broker, "broker-paused", looking);
    await pressDigits(page, "2580", guard.pin.open);
    await screen(page, b.home.title);

    await tap(page, b.home.settings);
    await tap(page, guard.words.change);
    await screen(page, guard.words.title);
    const words = await learnWords(page, common.quiz.known);
    await screen(page, b.settings.title);
    await tap(page, common.back);
    const duress = await setDuress(stage);
    await burst(stage);
    await burst(stage);

    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.getByTestId("neutral").waitFor();
    await look(broker, "broker-neutral", looking);
    assert.deepEqual(
      [await page.title(), new URL(page.url()).pathname, await page.getByTestId("neutral").getByRole("button").count()],
      ["Daybook", "/day/", 1],
    );
    await page.getByTestId("neutral").getByRole("button").click();
    await unlock(stage, words);
    await screen(page, b.home.title);
    await tap(page, b.home.settings);
    await tap(page, b.settings.lock);
    await unlock(stage, duress);
    await screen(page, b.home.title);
    for (const note of NOTES[language]) await page.getByText(note, { exact: true }).waitFor();
    await look(broker, "broker-home-decoy", looking);
    assert.equal(await deployment.deskLast("watch"), RUNNING);
    await burst(stage);
    assert.equal(await deployment.deskLast("watch"), SIGNALLED, "its exchange has told the desk");
    await page.getByText(NOTES[language][0], { exact: true }).waitFor();
    await tap(page, b.home.settings);
    await tap(page, guard.duress.remove);
    await page.getByRole("dialog").getByRole("button", { name: guard.duress.remove, exact: true }).click();
    await page.getByText(guard.duress.removed).waitFor();
    await tap(page, b.settings.lock);
    await unlock(stage, words);
    await page.locator("[data-failure=wrong-passphrase]").waitFor();
    assert.deepEqual(broker.findings, []);
  });
}

test("keeping nothing: an exchange runs, no file appears, and a reload begins anew", async (t) => {
  const deployment = await deploy(t);
  await using broker = await openDevice();
  const { page } = broker;
  const looking = { language: "en", isThorough: false, pictures: process.env["OJAK_PICTURES"] };
  const { broker: b, common } = CATALOGUES.en.broker;
  await page.goto(`${deployment.appsUrl}day/`);
  await tap(page, common.next);
  await write(page, b.setup.accessLabel, await deployment.accessCode());
  await tap(page, common.next);
  await tap(page, b.setup.ownNew);
  await learnWords(page, common.quiz.known);
  await tap(page, b.guard.nothing.choose);
  await screen(page, b.guard.nothing.title);
  await look(broker, "broker-nothing", looking);
  await tap(page, b.guard.nothing.begin);
  await screen(page, b.home.title);
  await tap(page, b.home.burst);
  await tap(page, b.burst.go);
  await page.getByTestId("burst-report").waitFor();
  await tap(page, b.burst.home);
  await tap(page, b.home.settings);
  await page.getByText(b.guard.nothing.reminder).waitFor();
  const files = await page.evaluate(async () => {
    const names: string[] = [];
    const root = (await navigator.storage.getDirectory()) as unknown as { keys(): AsyncIterable<string> };
    for await (const name of root.keys()) names.push(name);
    return names;
  });
  assert.deepEqual(files, []);
  await page.reload();
  await screen(page, b.setup.languageTitle);
  assert.deepEqual(broker.findings, []);
});

test("evicted by the browser: the app says so, begins again from six words, and the undelivered letter comes again", async (t) => {
  const language = "en";
  const deployment = await deploy(t);
  await using family = await openDevice();
  await using broker = await openDevice();
  const { page, context } = broker;
  const accessCodes = { family: await deployment.accessCode(), broker: await deployment.accessCode() };
  const looking = { language, isThorough: false, pictures: process.env["OJAK_PICTURES"] };
  const stage: Stage = { language, family, broker, appsUrl: deployment.appsUrl, accessCodes, looking };
  const { family: f } = CATALOGUES[language].family;
  const { broker: b, common } = CATALOGUES[language].broker;
  const said = SAYINGS[language];
  await setUpFamily(stage);
  const { own, passphrase } = await beginBroker(stage);
  const words = await firstContact(stage);
  await family.page.getByRole("button", { name: said.name }).click();
  await write(family.page, f.thread.write, said.letter);
  await tap(family.page, f.thread.send);
  await connect(stage);
  await burst(stage);
  await page.getByText(said.routing).waitFor();
  await tap(page, b.home.settings);
  await tap(page, b.settings.lock);

  // What a browser does that wants room: all of the origin goes at once.
  const session = await context.newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin: new URL(page.url()).origin, storageTypes: "all" });
  await context.setOffline(false);
  await unlock(stage, passphrase);
  await screen(page, b.setup.languageTitle);
  await page.getByText(b.guard.evicted).waitFor();
  await look(broker, "broker-evicted", looking);
  await page.reload();
  await screen(page, b.setup.languageTitle);
  await page.getByText(b.guard.maybeEvicted).waitFor();
  await tap(page, common.next);
  await write(page, b.setup.accessLabel, await deployment.accessCode());
  await tap(page, common.next);
  await tap(page, b.setup.ownHave);
  await pickWords(page, language, own);
  await tap(page, common.next);
  await screen(page, b.setup.lockTitle);
  await learnWords(page, common.quiz.known);
  await tap(page, b.guard.duress.later);
  await burst(stage);
  assert.deepEqual(await openLetters(stage, words), [said.letter]);
  assert.deepEqual([...family.findings, ...broker.findings], []);
});

test("hidden, it closes at once, and nothing of it is left on the screen", async (t) => {
  const deployment = await deploy(t);
  await using family = await openDevice();
  await using broker = await openDevice();
  const accessCodes = { family: "", broker: await deployment.accessCode() };
  const looking = { language: "en", isThorough: false };
  await beginBroker({ language: "en", family, broker, appsUrl: deployment.appsUrl, accessCodes, looking });
  const { broker: b } = CATALOGUES.en.broker;
  const { page } = broker;
  // A browser without a screen hides no page: it is told to the page as a phone would tell it.
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await screen(page, b.unlock.title);
  assert.equal(await page.getByText(b.home.queue).count(), 0);
  assert.deepEqual(broker.findings, []);
});
