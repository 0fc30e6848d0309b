import { utf8 } from "@ojak/core/bytes/text";
import { PASSPHRASE_WORDS, ROUTING_TEXT_BYTES_MAX } from "@ojak/core/limits";
import { chooseWords } from "@ojak/core/words/words";
import { QuizModel } from "../ui/quiz-model.ts";
import { Store } from "../ui/store.ts";
import type { BrokerModel } from "./model.ts";

/** What is wrong with the notes. */
export type NotesProblem = "empty" | "too-large";

/** First what it is, then the notes, then the four words. */
export interface DuressState {
  readonly step: "offer" | "notes" | "words";
  readonly notes: readonly [string, string];
  readonly problem: NotesProblem | null;
  readonly quiz: QuizModel | null;
}

/** Sets a duress passphrase: two short notes that lead nowhere, then four words to be learnt. */
export class DuressModel extends Store<DuressState> {
  readonly #app: BrokerModel;

  constructor(app: BrokerModel) {
    super({ step: "offer", notes: ["", ""], problem: null, quiz: null });
    this.#app = app;
  }

  goTo(step: "offer" | "notes"): void {
    this.set({ step, problem: null, quiz: null });
  }

  write(place: 0 | 1, text: string): void {
    const [first, second] = this.state.notes;
    this.set({ notes: place === 0 ? [text, second] : [first, text], problem: null });
  }

  /** The notes are written: makes four words, or says what is wrong. */
  takeNotes(): void {
    const notes = this.#written();
    if (notes.length === 0) this.set({ problem: "empty" });
    else if (notes.some((note) => utf8(note).length > ROUTING_TEXT_BYTES_MAX)) this.set({ problem: "too-large" });
    else this.set({ step: "words", quiz: fourWords(this.#app) });
  }

  /** The four words are known: sets them. False when that was refused. */
  async finish(): Promise<boolean> {
    const words = this.state.quiz?.words ?? [];
    const isSet = await this.#app.attempt(async () => {
      await (await this.#app.broker.passphrases()).setDuress(words, this.#written());
      return true;
    });
    if (isSet !== true) this.goTo("notes");
    return isSet === true;
  }

  #written(): string[] {
    return this.state.notes.map((note) => note.normalize("NFC").trim()).filter((note) => note !== "");
  }
}

/** Four words made for him, and a quiz until he knows them. */
export function fourWords({ ports }: BrokerModel): QuizModel {
  return new QuizModel(chooseWords(PASSPHRASE_WORDS, ports.random(PASSPHRASE_WORDS * 2)), 1, ports.random);
}
