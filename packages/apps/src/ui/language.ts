import { WORD_LANGUAGES, type WordLanguage } from "@ojak/core/words/words";

/** How a language is called in itself, and the tag that picks its fonts and letter forms. */
export const LANGUAGE_NAMES: Readonly<Record<WordLanguage, { readonly name: string; readonly tag: string }>> = {
  ko: { name: "조선말 · 한국어", tag: "ko" },
  zh: { name: "简体中文", tag: "zh-Hans" },
  en: { name: "English", tag: "en" },
};

/** The order in which languages are offered. */
export const LANGUAGES: readonly WordLanguage[] = WORD_LANGUAGES;

/** The first of the browser's languages that the app speaks, else English. */
export function guessLanguage(wanted: readonly string[]): WordLanguage {
  for (const tag of wanted) {
    const found = LANGUAGES.find((language) => tag.toLowerCase().startsWith(language));
    if (found !== undefined) return found;
  }
  return "en";
}

/** The BCP 47 tag of a language, for `lang` attributes and Intl. */
export function tagOfLanguage(language: WordLanguage): string {
  return LANGUAGE_NAMES[language].tag;
}
