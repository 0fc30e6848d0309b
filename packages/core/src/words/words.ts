import { assert, OjakError } from "../errors.ts";
import { WORD_LIST_LENGTH } from "../limits.ts";

/** Languages that words can be chosen in, in the order of their wire numbers. */
export const WORD_LANGUAGES = ["ko", "zh", "en"] as const;
/** One of them. */
export type WordLanguage = (typeof WORD_LANGUAGES)[number];

/** 2,048 words, as the BIP39 standard lists them (Korean there is in NFKD). */
export type WordList = readonly string[];

/** Loads one list by itself, since an app shows one language at a time. */
export async function loadWordList(language: WordLanguage): Promise<WordList> {
  const { wordlist } = await {
    ko: () => import("@scure/bip39/wordlists/korean.js"),
    zh: () => import("@scure/bip39/wordlists/simplified-chinese.js"),
    en: () => import("@scure/bip39/wordlists/english.js"),
  }[language]();
  assert(wordlist.length === WORD_LIST_LENGTH, "a word list has 2048 words");
  return wordlist;
}

/** The wire number of a language. */
export function languageNumber(language: WordLanguage): number {
  return WORD_LANGUAGES.indexOf(language);
}

/** The language of a wire number; throws `malformed`. */
export function languageOf(number: number): WordLanguage {
  const language = WORD_LANGUAGES[number];
  if (language === undefined) throw new OjakError("malformed", "unknown language number");
  return language;
}

/** How a word is shown: NFC, since phones draw decomposed Hangul badly. */
export function wordAt(list: WordList, index: number): string {
  const word = list[index];
  assert(word !== undefined, "word index in range");
  return word.normalize("NFC");
}

/** Chooses `count` words evenly: 11 of each 16 random bits, so no index is likelier than another. `random` has 2 bytes a word. */
export function chooseWords(count: number, random: Uint8Array): number[] {
  assert(random.length === count * 2, "two random bytes a word");
  return Array.from({ length: count }, (_, i) => (((random[i * 2] ?? 0) << 8) | (random[i * 2 + 1] ?? 0)) % WORD_LIST_LENGTH);
}

/**
 * Reads typed or pasted words in any Unicode form, case and spacing. In Korean the first two syllables, in English the first four
 * letters are enough. Throws `unknown-word` with the place (from 1) of the first word that the list lacks, and `malformed` for a wrong number.
 */
export function parseWords(list: WordList, text: string, count: number): number[] {
  const parts = text
    .normalize("NFKD")
    .toLowerCase()
    .split(/[\s,.;·、，。]+/u)
    .filter((part) => part !== "");
  const characters = parts.length === 1 && count > 1 ? Array.from(parts[0] ?? "") : parts;
  if (characters.length !== count) throw new OjakError("malformed", `${count} words are needed, ${characters.length} were given`);
  return characters.map((part, i) => {
    const index = findWord(list, part);
    if (index === undefined) throw new OjakError("unknown-word", `word ${i + 1} is not in the list`);
    return index;
  });
}

function findWord(list: WordList, part: string): number | undefined {
  const exact = list.findIndex((word) => word.normalize("NFKD") === part);
  if (exact >= 0) return exact;
  const syllables = Array.from(part.normalize("NFC"));
  const isHangul = /^\p{Script=Hangul}+$/u.test(part);
  if (syllables.length < (isHangul ? 2 : 4)) return undefined;
  const wanted = syllables.slice(0, isHangul ? 2 : 4).join("");
  const matches = list.flatMap((word, i) => (word.normalize("NFC").startsWith(wanted) ? [i] : []));
  const only = matches[0];
  if (matches.length !== 1 || only === undefined) return undefined;
  const whole = wordAt(list, only);
  return whole.startsWith(syllables.join("")) ? only : undefined;
}
