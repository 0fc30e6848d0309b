import type { Random } from "@ojak/client/ports";
import { WORD_LIST_LENGTH } from "@ojak/core/limits";
import { Store } from "./store.ts";

const CANDIDATES = 8;

/** Where a quiz stands: words are shown, or one place is asked for. */
export interface QuizState {
  readonly step: "show" | "ask" | "done";
  /** Places in the order in which this round asks for them. */
  readonly order: readonly number[];
  readonly at: number;
  readonly round: number;
  readonly candidates: readonly number[];
  /** True after a wrong choice, until it is begun again. */
  readonly missed: boolean;
}

/**
 * Shows words, then asks for each among eight. A wrong choice leads back to the words and to the first round. The first round asks in order, every
 * later one in another order.
 */
export class QuizModel extends Store<QuizState> {
  readonly words: readonly number[];
  readonly rounds: number;
  readonly #random: Random;

  constructor(words: readonly number[], rounds: number, random: Random) {
    super({ step: "show", order: [], at: 0, round: 0, candidates: [], missed: false });
    this.words = words;
    this.rounds = rounds;
    this.#random = random;
  }

  /** The place (from 0) that is asked for. */
  get place(): number {
    return this.state.order[this.state.at] ?? 0;
  }

  /** The words were learnt: asks for them. */
  begin(): void {
    this.#ask(0, 0);
  }

  answer(index: number): void {
    const { at, round } = this.state;
    if (this.words[this.place] !== index) this.set({ step: "show", missed: true });
    else if (at + 1 < this.words.length) this.#ask(round, at + 1);
    else if (round + 1 < this.rounds) this.#ask(round + 1, 0);
    else this.set({ step: "done", candidates: [] });
  }

  /** Shows the words again; the quiz starts over. */
  showAgain(): void {
    this.set({ step: "show", missed: false });
  }

  #ask(round: number, at: number): void {
    const inOrder = this.words.map((_, place) => place);
    const order = at > 0 ? this.state.order : round === 0 ? inOrder : this.#shuffledUnlike(inOrder);
    const right = this.words[order[at] ?? 0] ?? 0;
    this.set({ step: "ask", missed: false, order, at, round, candidates: this.#shuffled([right, ...this.#others(right)]) });
  }

  #others(right: number): number[] {
    const others = new Set<number>();
    while (others.size < CANDIDATES - 1) {
      const index = this.#below(WORD_LIST_LENGTH);
      if (index !== right) others.add(index);
    }
    return [...others];
  }

  #shuffledUnlike(order: readonly number[]): number[] {
    for (;;) {
      const shuffled = this.#shuffled(order);
      if (shuffled.some((place, i) => place !== order[i])) return shuffled;
    }
  }

  #shuffled(items: readonly number[]): number[] {
    const left = [...items];
    return items.map(() => left.splice(this.#below(left.length), 1)[0] ?? 0);
  }

  #below(limit: number): number {
    const [high, low] = this.#random(2);
    return Math.floor((((high ?? 0) * 256 + (low ?? 0)) / 65_536) * limit);
  }
}
