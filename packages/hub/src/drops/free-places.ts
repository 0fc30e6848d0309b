import { assert } from "@ojak/core/errors";

/** Which places are free, in four bytes each: the numbers of all, in no order. */
export class FreePlaces {
  #free: Uint32Array;
  #count = 0;
  #all: number;

  /** `all` places, numbered from 0, of which some are taken. */
  constructor(all: number, isTaken: (place: number) => boolean) {
    this.#free = new Uint32Array(Math.max(all, 1));
    this.#all = all;
    for (let place = 0; place < all; place++) if (!isTaken(place)) this.give(place);
  }

  /** How many are free. */
  get count(): number {
    return this.#count;
  }

  /** How many there are, free or not. */
  get all(): number {
    return this.#all;
  }

  /** Takes the free place that a random word of 32 bits says: each is as likely as any other, as far as 32 bits divide. */
  take(word: number): number {
    assert(this.#count > 0, "a place is free");
    const at = Math.floor((word / 2 ** 32) * this.#count);
    const place = this.#free[at] ?? 0;
    this.#count -= 1;
    this.#free[at] = this.#free[this.#count] ?? 0;
    return place;
  }

  give(place: number): void {
    assert(place < this.#all && this.#count < this.#all, "a place is given back once");
    this.#free[this.#count] = place;
    this.#count += 1;
  }

  /** Adds `count` free places, with the numbers that follow the last. */
  append(count: number): void {
    const first = this.#all;
    this.#all += count;
    if (this.#all > this.#free.length) {
      const longer = new Uint32Array(this.#all * 2);
      longer.set(this.#free);
      this.#free = longer;
    }
    for (let i = 0; i < count; i++) this.give(first + i);
  }
}
