import { type WordLanguage, type WordList, wordAt } from "@ojak/core/words/words";

/** One word that can be tapped. */
export interface PickerWord {
  readonly index: number;
  readonly text: string;
}

/** Words with the same beginning: the last choice but one. */
export interface PickerPart {
  readonly label: string;
  readonly words: readonly PickerWord[];
}

/** What is tapped first: a consonant, a letter, an initial. */
export interface PickerGroup {
  readonly label: string;
  readonly parts: readonly PickerPart[];
}

/** How the words of a list sound, where the writing does not say it: syllables by index, and further readings of some words. */
export interface Readings {
  readonly syllables: readonly string[];
  readonly others: ReadonlyMap<string, readonly string[]>;
}

const CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const FIRST_SYLLABLE = 0xac00;
const SYLLABLES_A_CONSONANT = 588;
/** A group this small shows its words at once. */
const WORDS_AT_ONCE_MAX = 12;

/** Sorts a word list into what is tapped: Korean by consonant and syllable, English by one and two letters, Chinese by pinyin (needs `readings`). */
export function pickerGroups(language: WordLanguage, list: WordList, readings?: Readings): readonly PickerGroup[] {
  const entries = list.flatMap((_, index) => {
    const text = wordAt(list, index);
    return pathsOf(language, text, index, readings).map(([group, part]) => ({ group, part, word: { index, text } }));
  });
  const collator = new Intl.Collator(language === "ko" ? "ko" : "en");
  const groups = groupBy(entries, ({ group }) => group);
  const order = (a: string, b: string) =>
    (language === "ko" && a.length === 1 && b.length === 1 ? rank(a) - rank(b) : 0) || collator.compare(a, b);
  return [...groups]
    .toSorted(([a], [b]) => order(a, b))
    .map(([label, members]) => {
      const parts = [...groupBy(members, ({ part }) => part)]
        .toSorted(([a], [b]) => collator.compare(a, b))
        .map(([part, words]) => ({ label: part, words: words.map(({ word }) => word) }));
      return {
        label,
        parts: members.length <= WORDS_AT_ONCE_MAX ? [{ label, words: parts.flatMap(({ words }) => words) }] : parts,
      };
    });
}

/** Which group and part lead to a word; for tests and for whoever drives the picker. */
export function pathTo(
  groups: readonly PickerGroup[],
  index: number,
): { readonly group: number; readonly part: number } | undefined {
  for (const [group, { parts }] of groups.entries()) {
    const part = parts.findIndex(({ words }) => words.some((word) => word.index === index));
    if (part >= 0) return { group, part };
  }
  return undefined;
}

function pathsOf(language: WordLanguage, text: string, index: number, readings: Readings | undefined): [string, string][] {
  if (language === "ko") {
    const syllable = Array.from(text)[0] ?? "";
    const consonant =
      CONSONANTS[Math.floor(((syllable.codePointAt(0) ?? 0) - FIRST_SYLLABLE) / SYLLABLES_A_CONSONANT)] ?? syllable;
    return [[consonant, syllable]];
  }
  if (language === "en") return [[text.slice(0, 1), text.slice(0, 2)]];
  const sounds = new Set([readings?.syllables[index] ?? text, ...(readings?.others.get(text) ?? [])]);
  return [...sounds].map((sound) => [sound.slice(0, 1), sound]);
}

function rank(consonant: string): number {
  return CONSONANTS.indexOf(consonant);
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
