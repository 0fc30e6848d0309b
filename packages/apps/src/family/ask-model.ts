import type { AskInput } from "@ojak/client/family/contact";
import {
  type AnswerWeakness,
  answerWeakness,
  type QuestionWeakness,
  questionWeakness,
  type RoutingWeakness,
  routingWeakness,
} from "@ojak/core/contact/answers";
import { ROUTING_TEXT_BYTES_MAX, WHERE_TEXT_BYTES_MAX } from "@ojak/core/limits";
import type { WordLanguage } from "@ojak/core/words/words";
import { Store } from "../ui/store.ts";

/** A request as it is being written, and how far. */
export interface AskState {
  readonly step: "where" | "questions" | "review";
  readonly where: string;
  readonly routing: string;
  readonly questions: readonly [string, string];
  readonly answers: readonly [string, string];
  readonly language: WordLanguage;
  /** True after "continue" was tried: then empty fields are complained of, too. */
  readonly tried: boolean;
}

/** Why parts of a request are turned down, undefined where they will do. */
export interface AskWeaknesses {
  readonly where: RoutingWeakness | undefined;
  readonly routing: RoutingWeakness | undefined;
  readonly questions: readonly [QuestionWeakness | undefined, QuestionWeakness | undefined];
  readonly answers: readonly [AnswerWeakness | undefined, AnswerWeakness | undefined];
}

/** The three steps of a request. */
export class AskModel extends Store<AskState> {
  constructor(language: WordLanguage) {
    super({ step: "where", where: "", routing: "", questions: ["", ""], answers: ["", ""], language, tried: false });
  }

  write(change: Partial<Pick<AskState, "where" | "routing" | "language">>): void {
    this.set(change);
  }

  writeQuestion(place: 0 | 1, text: string): void {
    this.set({ questions: put(this.state.questions, place, text) });
  }

  writeAnswer(place: 0 | 1, text: string): void {
    this.set({ answers: put(this.state.answers, place, text) });
  }

  /** What is wrong, whether shown yet or not. */
  get weaknesses(): AskWeaknesses {
    const { where, routing, questions, answers } = this.state;
    const [first, second] = questions;
    return {
      where: routingWeakness(where, WHERE_TEXT_BYTES_MAX),
      routing: routingWeakness(routing, ROUTING_TEXT_BYTES_MAX),
      questions: [questionWeakness(first), questionWeakness(second, first)],
      answers: [answerWeakness(answers[0], first), answerWeakness(answers[1], second, answers[0])],
    };
  }

  /** What to show beside a field: nothing while it is still empty and "continue" was not tried. */
  shown<Weakness>(text: string, weakness: Weakness | undefined): Weakness | undefined {
    return this.state.tried || text.trim().length > SHORT_CHARACTERS ? weakness : undefined;
  }

  /** To the next step, unless something of this one is wrong. */
  next(): void {
    const { where, routing, questions, answers } = this.weaknesses;
    const { step } = this.state;
    const isWrong = step === "where" ? (where ?? routing) : (questions[0] ?? questions[1] ?? answers[0] ?? answers[1]);
    if (isWrong !== undefined) this.set({ tried: true });
    else this.set({ step: step === "where" ? "questions" : "review", tried: false });
  }

  /** One step back; false from the first. */
  back(): boolean {
    const { step } = this.state;
    if (step === "where") return false;
    this.set({ step: step === "review" ? "questions" : "where", tried: false });
    return true;
  }

  /** What is sealed. */
  get input(): AskInput {
    const { where, routing, questions, answers, language } = this.state;
    return { where, routing, questions, answers, language };
  }
}

/** Fewer characters than this are still being typed. */
const SHORT_CHARACTERS = 3;

function put(pair: readonly [string, string], place: 0 | 1, text: string): readonly [string, string] {
  return place === 0 ? [text, pair[1]] : [pair[0], text];
}
