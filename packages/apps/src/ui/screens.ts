import { Store } from "./store.ts";
import { type Failure, failureOf } from "./attempt.ts";

/** What every app's view-model keeps: the screens on top of each other, whether something runs, and what went wrong last. */
export interface ScreensState<Screen> {
  readonly screens: readonly Screen[];
  readonly busy: boolean;
  readonly failure: Failure | null;
  /** Counts changes of what the client keeps, which it changes in place. */
  readonly tick: number;
}

/** Screens and failures, common to both apps. */
export abstract class Screens<Screen, State extends ScreensState<Screen>> extends Store<State> {
  /** Counts what was begun: only the last one shows how it went. */
  #begun = 0;

  /** The screen on top. */
  get screen(): Screen {
    const top = this.state.screens.at(-1);
    if (top === undefined) throw new Error("defect: no screen");
    return top;
  }

  go(screen: Screen): void {
    this.#change({ screens: [...this.state.screens, screen], failure: null });
  }

  /** Puts a screen in the place of the one on top. */
  replace(screen: Screen): void {
    this.#change({ screens: [...this.state.screens.slice(0, -1), screen], failure: null });
  }

  /** One screen back; the lowest stays. */
  back(): void {
    const { screens } = this.state;
    this.#change({ screens: screens.length > 1 ? screens.slice(0, -1) : screens, failure: null });
  }

  /** Back to the lowest screen. */
  home(): void {
    this.#change({ screens: this.state.screens.slice(0, 1), failure: null });
  }

  clearFailure(): void {
    this.#change({ failure: null });
  }

  /** Does something that may be refused: shows that it runs, and what went wrong. Undefined when it did, or when something else still runs. */
  async attempt<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    return this.state.busy ? undefined : this.insist(work);
  }

  /** The same, once what still runs has ended: for what a person would not understand to be ignored. */
  protected async attemptNext<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    while (this.state.busy) {
      await new Promise<void>((resolve) => {
        const unsubscribe = this.subscribe(() => {
          unsubscribe();
          resolve();
        });
      });
    }
    return this.insist(work);
  }

  /** The same, whatever else still runs: that shows nothing of its end any more. */
  protected async insist<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    this.#begun += 1;
    const own = this.#begun;
    this.#change({ busy: true, failure: null });
    try {
      return await work();
    } catch (error) {
      const failure = failureOf(error);
      if (own === this.#begun) this.#change({ failure });
      return undefined;
    } finally {
      if (own === this.#begun) this.#change({ busy: false });
    }
  }

  protected touched(): void {
    this.#change({ tick: this.state.tick + 1 });
  }

  /** The common part of the state; the compiler cannot see that every State has it. */
  #change(part: Partial<ScreensState<Screen>>): void {
    this.set(part as unknown as Partial<State>);
  }
}
