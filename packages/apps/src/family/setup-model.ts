import { type Access, readAccess } from "@ojak/core/contact/access";
import { decodeCode } from "@ojak/core/bytes/code";
import { PASSPHRASE_WORDS } from "@ojak/core/limits";
import { chooseWords } from "@ojak/core/words/words";
import { type Failure, failureOf } from "../ui/attempt.ts";
import { QuizModel } from "../ui/quiz-model.ts";
import { Store } from "../ui/store.ts";
import type { FamilyModel } from "./model.ts";

/** The steps of a first start: with an access code, or with a recovery sheet. */
export type SetupStep = "language" | "access" | "sheet" | "sheet-words" | "words";

export interface SetupState {
  readonly step: SetupStep;
  readonly accessText: string;
  readonly sheetText: string;
  readonly failure: Failure | null;
  readonly quiz: QuizModel | null;
}

const PATHS: Readonly<Record<"access" | "sheet", readonly SetupStep[]>> = {
  access: ["language", "access", "words"],
  sheet: ["language", "access", "sheet", "sheet-words", "words"],
};

/** A first start: gathers what the app needs, and begins when the four words are known. */
export class FamilySetup extends Store<SetupState> {
  readonly #app: FamilyModel;
  #access: Access | null = null;
  #sheetWords: readonly number[] | null = null;

  constructor(app: FamilyModel) {
    super({ step: "language", accessText: "", sheetText: "", failure: null, quiz: null });
    this.#app = app;
  }

  /** Where the step stands on its path, from 1. */
  get progress(): { readonly step: number; readonly count: number } {
    const path = this.#sheetWords !== null || this.state.step.startsWith("sheet") ? PATHS.sheet : PATHS.access;
    return { step: path.indexOf(this.state.step) + 1, count: path.length };
  }

  goTo(step: SetupStep): void {
    this.set({ step, failure: null });
  }

  back(): void {
    const before: Record<SetupStep, SetupStep> = {
      language: "language",
      access: "language",
      sheet: "access",
      "sheet-words": "sheet",
      words: "access",
    };
    this.#sheetWords = null;
    this.goTo(before[this.state.step]);
  }

  writeAccess(accessText: string): void {
    this.set({ accessText, failure: null });
  }

  writeSheet(sheetText: string): void {
    this.set({ sheetText, failure: null });
  }

  /** Takes the access code, or says what is wrong with it. */
  takeAccess(): void {
    try {
      this.#access = readAccess(this.state.accessText);
      this.#makeWords();
    } catch (error) {
      this.set({ failure: failureOf(error) });
    }
  }

  /** Takes the sheet's text. Whether it opens shows at the end, with its words. */
  takeSheet(): void {
    try {
      decodeCode(this.state.sheetText);
      this.goTo("sheet-words");
    } catch (error) {
      this.set({ failure: failureOf(error) });
    }
  }

  takeSheetWords(words: readonly number[]): void {
    this.#sheetWords = words;
    this.#makeWords();
  }

  /** The four words are known: begins. */
  async finish(): Promise<void> {
    const passphrase = this.state.quiz?.words ?? [];
    if (this.#sheetWords !== null) {
      await this.#app.restore({ sheetText: this.state.sheetText, sheetPassphrase: this.#sheetWords, passphrase });
      if (this.#app.state.phase !== "open") this.set({ step: "sheet-words", quiz: null });
    } else if (this.#access !== null) {
      await this.#app.begin({ access: this.#access, passphrase });
      if (this.#app.state.phase !== "open") this.set({ step: "access", quiz: null });
    }
  }

  #makeWords(): void {
    const { random } = this.#app.ports;
    const words = chooseWords(PASSPHRASE_WORDS, random(PASSPHRASE_WORDS * 2));
    this.set({ step: "words", failure: null, quiz: new QuizModel(words, 1, random) });
  }
}
