import { type Access, readAccess } from "@ojak/core/contact/access";
import { PASSPHRASE_WORDS, TIE_WORDS } from "@ojak/core/limits";
import { chooseWords } from "@ojak/core/words/words";
import { type Failure, failureOf } from "../ui/attempt.ts";
import { QuizModel } from "../ui/quiz-model.ts";
import { Store } from "../ui/store.ts";
import type { BrokerModel } from "./model.ts";

/**
 * The steps of a first start: an access code and his own six words, made or had already, or carrying without a radio, which needs neither; then four words that open
 * this phone's app.
 */
export type SetupStep = "language" | "access" | "carry" | "own" | "own-show" | "own-pick" | "lock" | "nothing";

export interface SetupState {
  readonly step: SetupStep;
  readonly accessText: string;
  readonly failure: Failure | null;
  readonly quiz: QuizModel | null;
  /** True when this phone is to stay off the air. */
  readonly isCarrier: boolean;
}

const NUMBERS: Readonly<Record<SetupStep, number>> = {
  language: 1,
  access: 2,
  carry: 3,
  own: 3,
  "own-show": 3,
  "own-pick": 3,
  lock: 4,
  nothing: 4,
};
const BEFORE: Readonly<Record<SetupStep, SetupStep>> = {
  language: "language",
  access: "language",
  carry: "access",
  own: "access",
  "own-show": "own",
  "own-pick": "own",
  lock: "own",
  nothing: "own",
};

/** How many steps a first start has. */
export const SETUP_STEPS = 4;

/** A first start: gathers what the app needs, and begins when all words are known. */
export class BrokerSetup extends Store<SetupState> {
  readonly #app: BrokerModel;
  #access: Access | null = null;
  #own: readonly number[] = [];

  constructor(app: BrokerModel) {
    super({ step: "language", accessText: "", failure: null, quiz: null, isCarrier: false });
    this.#app = app;
  }

  get number(): number {
    return NUMBERS[this.state.step];
  }

  goTo(step: SetupStep): void {
    this.set({ step, failure: null, quiz: null });
  }

  back(): void {
    const { step, isCarrier } = this.state;
    this.goTo(step === "lock" && isCarrier ? "carry" : BEFORE[step]);
  }

  writeAccess(accessText: string): void {
    this.set({ accessText, failure: null });
  }

  /** Takes the access code, or says what is wrong with it. */
  takeAccess(): void {
    try {
      this.#access = readAccess(this.state.accessText);
      this.goTo("own");
    } catch (error) {
      this.set({ failure: failureOf(error) });
    }
  }

  /** Makes six words for him; they are asked for twice, the second time in another order. */
  makeOwn(): void {
    this.set({ step: "own-show", quiz: this.#quiz(TIE_WORDS, 2) });
  }

  /** His own words are known, or were picked: on to the four. */
  takeOwn(words: readonly number[]): void {
    this.#own = words;
    this.#lock(false);
  }

  /** This phone only carries: on to the four words at once. */
  takeCarrying(): void {
    this.#lock(true);
  }

  /** The four words are known: begins. Who carries is at work then; a broker is offered a duress passphrase next. */
  async finish(): Promise<void> {
    const words = this.state.quiz?.words ?? [];
    if (this.state.isCarrier) {
      await this.#app.carry(words);
      if (this.#app.state.phase !== "open") this.goTo("carry");
      return;
    }
    await this.#begin(words);
    if (this.#app.state.phase === "open") this.#app.go({ at: "duress", isFirst: true });
  }

  /** Begins without storing anything. */
  async keepNothing(): Promise<void> {
    await this.#begin(null);
  }

  async #begin(passphrase: readonly number[] | null): Promise<void> {
    if (this.#access === null) return;
    await this.#app.begin({ access: this.#access, brokerWords: this.#own, passphrase });
    if (this.#app.state.phase !== "open") this.goTo("access");
  }

  #lock(isCarrier: boolean): void {
    this.set({ step: "lock", quiz: this.#quiz(PASSPHRASE_WORDS, 1), isCarrier });
  }

  #quiz(count: number, rounds: number): QuizModel {
    const { random } = this.#app.ports;
    return new QuizModel(chooseWords(count, random(count * 2)), rounds, random);
  }
}
