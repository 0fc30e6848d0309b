import { isOjakError } from "@ojak/core/errors";
import { parseWords, type WordList } from "@ojak/core/words/words";

/** What typed words turned out to be: indices, or what is wrong and where (places count from 1). */
export type TypedWords =
  | { readonly words: readonly number[] }
  | { readonly problem: "count"; readonly given: number }
  | { readonly problem: "word"; readonly place: number };

/** Reads typed or pasted words in any Unicode form, and says which is wrong. */
export function readTypedWords(list: WordList, text: string, count: number): TypedWords {
  try {
    return { words: parseWords(list, text, count) };
  } catch (error) {
    if (!isOjakError(error)) throw error;
    const parts = text.split(/[\s,.;·、，。]+/u).filter((part) => part !== "");
    const pieces = parts.length === 1 ? Array.from(parts[0] ?? "") : parts;
    if (error.name === "malformed")
      return { problem: "count", given: parts.length === 1 && pieces.length > count ? 1 : parts.length };
    const wrong = pieces.findIndex((piece) => !isKnown(list, piece));
    return { problem: "word", place: wrong + 1 };
  }
}

function isKnown(list: WordList, piece: string): boolean {
  try {
    parseWords(list, piece, 1);
    return true;
  } catch {
    return false;
  }
}
