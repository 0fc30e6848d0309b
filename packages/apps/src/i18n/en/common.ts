/** Texts that both apps show. */
export const common = {
  back: "Back",
  next: "Continue",
  cancel: "No, go back",
  copy: "Copy the text",
  copied: "Copied.",
  working: "One moment…",
  language: "Language",
  stepOf: (step: number, count: number) => `Step ${step} of ${count}`,
  fits: (left: string) => `Fits a small letter. Room for about ${left} more characters.`,
  fitsLarge: (left: string) =>
    `Fits a large letter, which can be told from a small one by its size. Room for about ${left} more characters.`,
  tooLong: (over: string) => `Too long by about ${over} characters. Take something out.`,
  timeline: { done: "done", now: "now", ahead: "not yet" },
  start: {
    loading: "Opening…",
    obstacles: {
      browser: "This browser is too old. Use a newer Chrome, Edge, Firefox or Safari.",
      storage: "This browser window keeps nothing (is it a private window?). Open it in an ordinary window.",
      "other-window": "This is already open in another window. Use that one, or close it and open this one again.",
    },
  },
  picker: {
    chosen: "Words chosen so far",
    empty: "not chosen yet",
    ask: (place: number, count: number) => `Word ${place} of ${count}`,
    first: { ko: "Tap its first consonant", zh: "Tap the first letter of its pinyin", en: "Tap its first letter" },
    second: { ko: "Tap its first syllable", zh: "Tap its pinyin", en: "Tap its first two letters" },
    word: "Tap the word",
    full: "All words are chosen",
    up: "One step back",
    removeLast: "Remove the last word",
    wordsIn: "The words are in",
  },
  quiz: {
    ask: (place: number) => `Which is word ${place}?`,
    inOrder: "Tap your words, one after the other.",
    mixed: "Once more, in another order.",
    missed: "That was another word. Look at the words again, then try once more.",
    showAgain: "Show the words again",
    known: "I know them by heart",
  },
  typed: {
    hint: (count: number) => `${count} words with spaces between them`,
    wrongCount: (count: number, given: number) => `${count} words are needed; there are ${given}.`,
    wrongWord: (place: number) => `Word ${place} is not in the list. Look at its spelling.`,
    pickInstead: "Tap the words instead",
    typeInstead: "Type the words instead",
  },
  code: {
    scan: "Scan with the camera",
    stopScan: "Stop the camera",
    pointAt: "Point the camera at the square pattern.",
    noCamera: "The camera cannot be used here. Paste the text instead.",
  },
};

/** The form that every language's common texts have. */
export type CommonTexts = typeof common;
