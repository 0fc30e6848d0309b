import type { WordLanguage } from "@ojak/core/words/words";
import type { CommonTexts } from "../i18n/en/common.ts";
import type { errors } from "../i18n/en/errors.ts";
import type { FamilyTexts } from "../i18n/en/family.ts";

/** Everything that the family's app says, in one language. */
export interface Texts {
  readonly common: CommonTexts;
  readonly errors: typeof errors;
  readonly family: FamilyTexts;
}

const loaders: Readonly<Record<WordLanguage, () => Promise<{ texts: Texts }>>> = {
  ko: () => import("../i18n/ko/for-family.ts"),
  zh: () => import("../i18n/zh/for-family.ts"),
  en: () => import("../i18n/en/for-family.ts"),
};

/** Loads the texts of one language. */
export async function loadTexts(language: WordLanguage): Promise<Texts> {
  return (await loaders[language]()).texts;
}
