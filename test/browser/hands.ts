import { texts as koBroker } from "@ojak/apps/i18n/ko/for-broker";
import { texts as koFamily } from "@ojak/apps/i18n/ko/for-family";
import { texts as enBroker } from "@ojak/apps/i18n/en/for-broker";
import { texts as enFamily } from "@ojak/apps/i18n/en/for-family";
import { texts as zhBroker } from "@ojak/apps/i18n/zh/for-broker";
import { texts as zhFamily } from "@ojak/apps/i18n/zh/for-family";
import { pathTo } from "@ojak/apps/picker/groups";
import { loadPickerList } from "@ojak/apps/picker/lists";
import type { WordLanguage } from "@ojak/core/words/words";
import type { Page } from "playwright-core";

/** What stands on the screens, by language: tests find things by what people read. */
export const CATALOGUES = {
  ko: { family: koFamily, broker: koBroker, name: "조선말 · 한국어" },
  zh: { family: zhFamily, broker: zhBroker, name: "简体中文" },
  en: { family: enFamily, broker: enBroker, name: "English" },
} as const;

export type Catalogue = (typeof CATALOGUES)[WordLanguage];

/** Taps a button by what is written on it. */
export async function tap(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole("button", typeof name === "string" ? { name, exact: true } : { name }).click();
}

/** Waits for a screen by its heading. */
export async function screen(page: Page, title: string | RegExp): Promise<void> {
  await page
    .getByRole("heading", typeof title === "string" ? { name: title, exact: true, level: 1 } : { name: title, level: 1 })
    .waitFor();
}

/** Types into a field by its label. */
export async function write(page: Page, label: string, text: string): Promise<void> {
  await page.getByRole("textbox", { name: label }).fill(text);
}

/** Learns the words on the screen, and taps them in the quiz until it is over. Returns their indices. */
export async function learnWords(page: Page, known: string): Promise<number[]> {
  const items = page.getByTestId("words").locator("li");
  await items.first().waitFor();
  const words = await items.evaluateAll((nodes) => nodes.map((node) => Number((node as HTMLElement).dataset["word"])));
  await tap(page, known);
  const quiz = page.getByTestId("quiz");
  for (let asked = ""; await quiz.isVisible();) {
    const place = await quiz.getAttribute("data-place").catch(() => null);
    const count = await page
      .locator("progress")
      .getAttribute("value")
      .catch(() => null);
    if (place === null || count === null || count === asked) {
      await page.waitForTimeout(10);
      continue;
    }
    asked = count;
    await page.locator(`button.key[data-word="${words[Number(place)]}"]`).click();
  }
  return words;
}

/** Picks words on the app's own picker. */
export async function pickWords(page: Page, language: WordLanguage, words: readonly number[]): Promise<void> {
  const { groups, words: list } = await loadPickerList(language);
  const key = (text: string) => page.locator("button.key").getByText(text, { exact: true });
  for (const word of words) {
    const path = pathTo(groups, word);
    const group = path === undefined ? undefined : groups[path.group];
    const part = path === undefined ? undefined : group?.parts[path.part];
    if (group === undefined || part === undefined) throw new Error(`word ${word} cannot be reached`);
    await key(group.label).click();
    if (group.parts.length > 1) await key(part.label).click();
    await key((list[word] ?? "").normalize("NFC")).click();
  }
}
