import { loadWordList, type WordLanguage, type WordList } from "@ojak/core/words/words";
import { type PickerGroup, pickerGroups } from "./groups.ts";

/** A word list, ready to be picked from. */
export interface PickerList {
  readonly language: WordLanguage;
  readonly words: WordList;
  readonly groups: readonly PickerGroup[];
}

const loaded = new Map<WordLanguage, Promise<PickerList>>();

/** Loads a list with its groups, once. */
export function loadPickerList(language: WordLanguage): Promise<PickerList> {
  const list = loaded.get(language) ?? load(language);
  loaded.set(language, list);
  return list;
}

async function load(language: WordLanguage): Promise<PickerList> {
  const words = await loadWordList(language);
  if (language !== "zh") return { language, words, groups: pickerGroups(language, words) };
  const { readings } = await import("./pinyin.ts");
  return { language, words, groups: pickerGroups(language, words, readings()) };
}
