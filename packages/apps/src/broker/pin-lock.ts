import { PAUSE_MS_MAX, PIN_DIGITS_MAX, PIN_DIGITS_MIN, PIN_TRIES_MAX } from "@ojak/core/limits";

/** What became of some digits. `over`: too often wrong, or too late; the app must close for good. */
export type PinAnswer = "right" | "wrong" | "over";

/**
 * Digits that cover an open app for a moment. They live in memory, from when they are chosen until the app closes, and nothing is derived from them: to who has the
 * phone's memory they are no hindrance at all.
 */
export class PinLock {
  #pin: string | null = null;
  #sinceMs: number | null = null;
  #wrong = 0;
  /** Whether hiding the app asks for the digits, instead of closing it. */
  #coversHidden = false;

  get isSet(): boolean {
    return this.#pin !== null;
  }

  get coversHidden(): boolean {
    return this.isSet && this.#coversHidden;
  }

  get triesLeft(): number {
    return PIN_TRIES_MAX - this.#wrong;
  }

  /** Chooses them. False when they are too few, too many, or no digits. */
  choose(pin: string, coversHidden: boolean): boolean {
    if (!isPin(pin)) return false;
    this.#pin = pin;
    this.#coversHidden = coversHidden;
    return true;
  }

  /** The cover goes on. */
  begin(nowMs: number): void {
    this.#sinceMs = nowMs;
    this.#wrong = 0;
  }

  /** True when it has been on for too long. A clock turned back counts as too long, too. */
  isOver(nowMs: number): boolean {
    return this.#sinceMs !== null && (nowMs - this.#sinceMs >= PAUSE_MS_MAX || nowMs < this.#sinceMs);
  }

  /** Tries to take it off. */
  answer(pin: string, nowMs: number): PinAnswer {
    if (this.isOver(nowMs)) return "over";
    if (pin === this.#pin) {
      this.#sinceMs = null;
      return "right";
    }
    this.#wrong += 1;
    return this.#wrong >= PIN_TRIES_MAX ? "over" : "wrong";
  }

  /** With the app: the next opening chooses anew. */
  forget(): void {
    this.#pin = null;
    this.#sinceMs = null;
    this.#wrong = 0;
  }
}

/** True for four to eight digits. */
function isPin(text: string): boolean {
  return /^\d+$/u.test(text) && text.length >= PIN_DIGITS_MIN && text.length <= PIN_DIGITS_MAX;
}
