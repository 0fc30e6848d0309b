import type { OpenLetter, RecipientSession } from "@ojak/client/broker/recipient";
import type { WordLanguage } from "@ojak/core/words/words";
import { Store } from "../ui/store.ts";
import type { BrokerModel } from "./model.ts";

/** Where a recipient's sitting stands. */
export interface ReadingState {
  readonly step: "words" | "opening" | "none" | "letter" | "choice" | "reply" | "over";
  readonly language: WordLanguage;
  /** Which letter is on the screen, from 0. */
  readonly at: number;
  readonly count: number;
  readonly replyText: string;
  readonly replied: boolean;
  /** True when the radio was needed in this sitting, and may still be on. */
  readonly sought: boolean;
  /** How it ended. */
  readonly end: "read" | "kept" | "stopped" | null;
}

/** A recipient at the broker's or a courier's phone: her words, her letters one at a time, her answer. Nothing of it is kept when she leaves. */
export class ReadingModel extends Store<ReadingState> {
  readonly #app: BrokerModel;
  #session: RecipientSession | null = null;

  constructor(app: BrokerModel, language: WordLanguage) {
    super({ step: "words", language, at: 0, count: 0, replyText: "", replied: false, sought: false, end: null });
    this.#app = app;
  }

  /** The letter on the screen; read from the session each time, so that nothing else holds its text. */
  get letter(): OpenLetter | undefined {
    return this.#session?.letters[this.state.at];
  }

  /** True when an answer stays closed even if the words become known later. */
  get hasCard(): boolean {
    return this.#session?.hasCard ?? false;
  }

  setLanguage(language: WordLanguage): void {
    this.set({ language });
  }

  async open(words: readonly number[]): Promise<void> {
    this.set({ step: "opening" });
    const session = await this.#app.attempt(() => this.#app.phone.recipient(words));
    if (session === undefined) this.set({ step: "words" });
    else {
      this.#session = session;
      this.#show();
    }
  }

  /** One exchange now that also looks in her own drop: for a letter that went by another broker. */
  async seek(): Promise<void> {
    this.set({ sought: true });
    await this.#app.attempt(async () => this.#session?.seek());
    this.#show();
  }

  nextLetter(): void {
    const { at, count } = this.state;
    if (at + 1 < count) this.set({ at: at + 1 });
    else this.set({ step: "choice" });
  }

  /** From what can be done back to the first letter. */
  readAgain(): void {
    this.set({ step: "letter", at: 0 });
  }

  /** Back to the words, for another try: what was derived is forgotten. */
  again(): void {
    this.#session?.close();
    this.#session = null;
    this.set({ step: "words", at: 0, count: 0, sought: false });
  }

  /** To what can be done; also when no letter is here, since a stop needs none. */
  choose(): void {
    this.set({ step: "choice" });
  }

  beginReply(): void {
    this.set({ step: "reply" });
  }

  writeReply(replyText: string): void {
    this.set({ replyText });
  }

  async reply(): Promise<void> {
    const text = this.state.replyText;
    const sealed = await this.#app.attempt(async () => this.#session?.reply(text).then(() => true));
    if (sealed === true) this.set({ step: "choice", replied: true, replyText: "" });
  }

  /** All were read: they are erased here, and their sender will learn that the words opened them. */
  async finish(): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    const ids = session.letters.map(({ id }) => id);
    const done = await this.#app.attempt(() => session.finish(ids).then(() => true));
    if (done === true) this.#end("read");
  }

  keep(): void {
    this.#end("kept");
  }

  async stop(): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    const done = await this.#app.attempt(() => session.stop().then(() => true));
    if (done === true) this.#end("stopped");
  }

  /** Forgets everything: on leaving the screen, and when the app closes. */
  close(): void {
    this.#session?.close();
    this.#session = null;
    this.set({ step: "words", at: 0, count: 0, replyText: "", replied: false, sought: false, end: null });
  }

  #show(): void {
    const count = this.#session?.letters.length ?? 0;
    this.set({ step: count === 0 ? "none" : "letter", at: 0, count });
  }

  #end(end: "read" | "kept" | "stopped"): void {
    this.close();
    this.set({ step: "over", end });
  }
}
