import assert from "node:assert/strict";
import type { WordLanguage } from "@ojak/core/words/words";
import type { Page } from "playwright-core";
import type { Stage } from "./first-start.ts";
import { CATALOGUES, type Catalogue, learnWords, pickWords, screen, tap, write } from "./hands.ts";
import { type Device, look, type Looking } from "./phones.ts";
import { SAYINGS } from "./sayings.ts";

/** One burst, with the radio on for it alone. Returns bytes up and down. */
export async function burst({ language, broker, looking }: Stage): Promise<{ up: number; down: number }> {
  const { page, context } = broker;
  const t = CATALOGUES[language].broker.broker;
  await tap(page, t.home.burst);
  await screen(page, t.burst.title);
  await look(broker, "broker-burst-before", looking);
  await context.setOffline(false);
  const told = toldBeforeSaving(page);
  await tap(page, t.burst.go);
  const report = page.getByTestId("burst-report");
  await report.waitFor();
  assert.ok((await told).includes(t.burst.radioOff), "the radio may go off before what came is saved, and the screen says so");
  await context.setOffline(true);
  await look(broker, "broker-burst-after", looking);
  const bytes = { up: Number(await report.getAttribute("data-up")), down: Number(await report.getAttribute("data-down")) };
  await tap(page, t.burst.home);
  await screen(page, t.home.title);
  return bytes;
}

/** What the screen says when nothing more is on the air and nothing is saved yet; nothing when it never said so. */
function toldBeforeSaving(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const observer = new MutationObserver(() => {
          const isQuiet = document.querySelector("[data-testid=burst-quiet]") !== null;
          if (!isQuiet && document.querySelector("[data-testid=burst-report]") === null) return;
          observer.disconnect();
          resolve(isQuiet ? document.body.innerText : "");
        });
        observer.observe(document.body, { childList: true, subtree: true });
      }),
  );
}

/** The family's app connects once. */
export async function connect({ language, family }: Stage): Promise<void> {
  const { page } = family;
  const t = CATALOGUES[language].family.family;
  const back = page.getByRole("button", { name: CATALOGUES[language].family.common.back, exact: true });
  if (await back.isVisible()) await back.click();
  // The button is free again before it was ever busy, to somebody who looks too early.
  const answered = page.waitForResponse((response) => response.url().endsWith("/v1/both"));
  await tap(page, t.home.sync);
  await answered;
  await page.getByRole("button", { name: t.home.sync, exact: true }).and(page.locator(":not([aria-busy=true])")).waitFor();
}

/** From an introduction to the meeting's sealed answers. Returns the recipient's six words. */
export async function firstContact(stage: Stage): Promise<number[]> {
  const { language, family, broker, looking } = stage;
  const catalogue: Catalogue = CATALOGUES[language];
  const said = SAYINGS[language];
  await burst(stage);
  const introduction = await introduce(broker, catalogue, looking);
  await ask(family, catalogue, said, introduction, looking);
  await connect(stage);
  await burst(stage);
  await openRequest(broker, catalogue, said.where);
  await look(broker, "broker-request-new", looking);
  await tap(broker.page, catalogue.broker.broker.request.accept);
  await broker.page.getByText(catalogue.broker.broker.request.waiting).waitFor();
  await goHome(broker.page, catalogue);
  await burst(stage);
  await connect(stage);
  await burst(stage);
  const words = await meet(broker, catalogue, said, looking);
  await burst(stage);
  await connect(stage);
  return words;
}

/** Makes an introduction; returns its text. */
export async function introduce(broker: Device, catalogue: Catalogue, looking: Looking): Promise<string> {
  const { page } = broker;
  const t = catalogue.broker.broker;
  await tap(page, t.home.introduce);
  await screen(page, t.introduce.title);
  await tap(page, t.introduce.make);
  const text = (await page.getByTestId("introduction").textContent())?.trim() ?? "";
  await look(broker, "broker-introduction", looking);
  await goHome(page, catalogue);
  return text;
}

async function ask(
  family: Device,
  catalogue: Catalogue,
  said: (typeof SAYINGS)[WordLanguage],
  introduction: string,
  looking: Looking,
): Promise<void> {
  const { page } = family;
  const { family: t, common } = catalogue.family;
  await tap(page, t.home.add);
  await write(page, t.add.name, said.name);
  await write(page, t.add.intro, introduction);
  await look(family, "family-add", looking);
  await tap(page, t.add.take);
  await screen(page, t.ask.whereTitle);
  await write(page, t.ask.where, said.where);
  await write(page, t.ask.routing, "010-1234-5678");
  await page.getByText(t.ask.weakRouting.number).waitFor();
  await look(family, "family-ask-where-weak", looking);
  await write(page, t.ask.routing, said.routing);
  await tap(page, common.next);
  await screen(page, t.ask.questionsTitle);
  for (const place of [0, 1] as const) {
    await write(page, t.ask.question(place + 1), said.questions[place]);
    await write(page, t.ask.answer(place + 1), said.answers[place]);
  }
  await look(family, "family-ask-questions", looking);
  await tap(page, common.next);
  await screen(page, t.ask.reviewTitle);
  await look(family, "family-ask-review", looking);
  await tap(page, t.ask.send);
  await screen(page, said.name);
  await look(family, "family-tie-asked", looking);
}

async function meet(
  broker: Device,
  catalogue: Catalogue,
  said: (typeof SAYINGS)[WordLanguage],
  looking: Looking,
): Promise<number[]> {
  const { page } = broker;
  const t = catalogue.broker.broker;
  await openRequest(broker, catalogue, said.where);
  await look(broker, "broker-request-ready", looking);
  await tap(page, t.request.meet);
  await screen(page, t.meeting.askTitle);
  for (const place of [0, 1] as const) {
    await page.getByText(said.questions[place]).waitFor();
    await write(page, t.meeting.answer(place + 1), said.answers[place]);
  }
  await look(broker, "broker-meeting-answers", looking);
  await tap(page, catalogue.broker.common.next);
  await screen(page, t.meeting.wordsTitle);
  await look(broker, "broker-meeting-choose", looking);
  await tap(page, t.meeting.makeWords);
  await screen(page, t.meeting.showTitle);
  await look(broker, "broker-meeting-words", looking);
  const words = await learnWords(page, catalogue.broker.common.quiz.known);
  await screen(page, t.meeting.doneTitle);
  await look(broker, "broker-meeting-done", looking);
  await tap(page, t.burst.home);
  return words;
}

/** Opens a request by the line that its relative wrote. */
export async function openRequest(broker: Device, catalogue: Catalogue, where: string): Promise<void> {
  const { page } = broker;
  await page.getByRole("button", { name: catalogue.broker.broker.home.requests }).click();
  await page.getByRole("button", { name: where }).click();
  await screen(page, catalogue.broker.broker.request.title);
}

/** Back to the first screen of the broker's app. */
export async function goHome(page: Page, catalogue: Catalogue): Promise<void> {
  const back = page.getByRole("button", { name: catalogue.broker.common.back, exact: true });
  const title = page.getByRole("heading", { name: catalogue.broker.broker.home.title, exact: true, level: 1 });
  while (!(await title.isVisible())) {
    await back.click();
    await page.waitForTimeout(20);
  }
}

/** The words are picked, and what they open is read. Returns the letters' texts; the sitting stands at its choice. */
export async function openLetters({ language, broker, looking }: Stage, words: readonly number[]): Promise<string[]> {
  const { page } = broker;
  const t = CATALOGUES[language].broker.broker;
  await tap(page, t.home.recipient);
  await screen(page, t.reading.title);
  await look(broker, "recipient-picker", looking);
  await pickWords(page, language, words);
  await look(broker, "recipient-words", looking);
  await tap(page, t.reading.open);
  const letter = page.getByTestId("letter");
  const none = page.getByRole("heading", { name: t.reading.none, exact: true });
  await letter.or(none).waitFor();
  const read: string[] = [];
  while (await letter.isVisible()) {
    read.push((await letter.textContent())?.trim() ?? "");
    await look(broker, "recipient-letter", looking);
    await page
      .getByRole("button", { name: t.reading.nextLetter, exact: true })
      .or(page.getByRole("button", { name: t.reading.readAll, exact: true }))
      .click();
  }
  return read;
}
