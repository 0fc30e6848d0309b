import type { WordLanguage } from "@ojak/core/words/words";
import type { CommonTexts } from "../i18n/en/common.ts";
import type { errors } from "../i18n/en/errors.ts";
import type { BrokerTexts } from "../i18n/en/broker.ts";

/** Everything that the broker's app says, in one language. */
export interface Texts {
  readonly common: CommonTexts;
  readonly errors: typeof errors;
  readonly broker: BrokerTexts;
}

const loaders: Readonly<Record<WordLanguage, () => Promise<{ texts: Texts }>>> = {
  ko: () => import("../i18n/ko/for-broker.ts"),
  zh: () => import("../i18n/zh/for-broker.ts"),
  en: () => import("../i18n/en/for-broker.ts"),
};

/** Loads the texts of one language. */
export async function loadTexts(language: WordLanguage): Promise<Texts> {
  return (await loaders[language]()).texts;
}
