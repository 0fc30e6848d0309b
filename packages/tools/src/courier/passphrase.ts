import { readFileSync } from "node:fs";
import { PASSPHRASE_WORDS } from "@ojak/core/limits";
import { loadWordList, parseWords, type WordLanguage } from "@ojak/core/words/words";

/** The four words of a vault: from the environment, where no other user sees them, else from standard input. */
export async function readPassphrase(
  language: WordLanguage,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly number[]> {
  const typed = env["OJAK_PASSPHRASE"] ?? readFileSync(0, "utf8");
  return parseWords(await loadWordList(language), typed, PASSPHRASE_WORDS);
}
