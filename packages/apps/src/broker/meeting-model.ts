import { meetingAnswers } from "@ojak/core/contact/answers";
import { TIE_WORDS } from "@ojak/core/limits";
import { chooseWords, type WordLanguage } from "@ojak/core/words/words";
import { QuizModel } from "../ui/quiz-model.ts";
import { Store } from "../ui/store.ts";
import type { BrokerModel } from "./model.ts";

/** The steps of a first meeting. */
export interface MeetingState {
  readonly step: "answers" | "choose" | "show" | "pick" | "done";
  readonly answers: readonly [string, string];
  readonly language: WordLanguage;
  readonly quiz: QuizModel | null;
  /** True when "continue" was tried with an answer missing. */
  readonly tried: boolean;
}

const EMPTY: readonly [string, string] = ["", ""];

/** A first meeting: two answers, six words learnt or had already, and the sealed answer. */
export class MeetingModel extends Store<MeetingState> {
  readonly #app: BrokerModel;
  readonly #requestId: string;

  constructor(app: BrokerModel, requestId: string, language: WordLanguage) {
    super({ step: "answers", answers: EMPTY, language, quiz: null, tried: false });
    this.#app = app;
    this.#requestId = requestId;
  }

  writeAnswer(place: 0 | 1, text: string): void {
    const { answers } = this.state;
    this.set({ answers: place === 0 ? [text, answers[1]] : [answers[0], text] });
  }

  /** True for an answer that is empty or longer than any answer; whether it is right nobody here can see. */
  isUnusable(place: 0 | 1): boolean {
    const answer = this.state.answers[place];
    try {
      meetingAnswers([answer, answer]);
      return false;
    } catch {
      return true;
    }
  }

  takeAnswers(): void {
    this.#app.clearFailure();
    if (this.isUnusable(0) || this.isUnusable(1)) this.set({ tried: true });
    else this.set({ step: "choose", tried: false });
  }

  setLanguage(language: WordLanguage): void {
    this.set({ language });
  }

  makeWords(): void {
    const { random } = this.#app.ports;
    this.set({ step: "show", quiz: new QuizModel(chooseWords(TIE_WORDS, random(TIE_WORDS * 2)), 2, random) });
  }

  haveWords(): void {
    this.set({ step: "pick" });
  }

  /** One step back; false from the first. */
  back(): boolean {
    const { step } = this.state;
    if (step === "answers" || step === "done") return false;
    this.set({ step: step === "choose" ? "answers" : "choose", quiz: null });
    return true;
  }

  /** Seals the answers with the words' public half, and forgets both. */
  async finish(words: readonly number[]): Promise<void> {
    const { answers, language } = this.state;
    const sealed = await this.#app.attempt(() =>
      this.#app.broker.enrol(this.#requestId, { answers, words, language }).then(() => true),
    );
    if (sealed === true) this.set({ step: "done", answers: EMPTY, quiz: null });
    else this.set({ step: "answers", quiz: null });
  }
}
