import { assert } from "../errors.ts";

interface Row {
  /** Which blocks are joined here, one bit a block. */
  readonly mask: bigint;
  readonly payload: Uint8Array;
}

/**
 * Solves linear equations over GF(2) as they come in: each says what some blocks give when joined by exclusive or. What is held grows with what arrived,
 * never with what was announced.
 */
export class Solver {
  readonly #count: number;
  /** By lowest bit of the mask. */
  readonly #rows = new Map<number, Row>();

  constructor(count: number) {
    this.#count = count;
  }

  /** Blocks that are still to be learnt. */
  get missing(): number {
    return this.#count - this.#rows.size;
  }

  /** Takes one equation in; true when it told something new. The payload is kept and changed. */
  add(mask: bigint, payload: Uint8Array): boolean {
    let rest = mask;
    while (rest !== 0n) {
      const at = lowestBit(rest);
      const row = this.#rows.get(at);
      if (row === undefined) {
        this.#rows.set(at, { mask: rest, payload });
        return true;
      }
      rest ^= row.mask;
      join(payload, row.payload);
    }
    return false;
  }

  /** All blocks in order; only when none is missing. */
  blocks(): Uint8Array[] {
    assert(this.missing === 0, "blocks are missing");
    const solved: Uint8Array[] = [];
    for (let at = this.#count - 1; at >= 0; at--) {
      const row = this.#rows.get(at);
      assert(row !== undefined, "every block has a row");
      for (let rest = row.mask ^ (1n << BigInt(at)); rest !== 0n;) {
        const other = lowestBit(rest);
        join(row.payload, solved[other] ?? new Uint8Array());
        rest ^= 1n << BigInt(other);
      }
      solved[at] = row.payload;
    }
    return solved;
  }
}

/** Exclusive or, into the first. */
export function join(into: Uint8Array, other: Uint8Array): void {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] ?? 0) ^ (other[i] ?? 0);
}

/** Place of the lowest one bit of a number that is not zero. */
export function lowestBit(mask: bigint): number {
  let at = 0;
  for (let rest = mask; (rest & 0xffff_ffffn) === 0n; rest >>= 32n) at += 32;
  const word = Number((mask >> BigInt(at)) & 0xffff_ffffn);
  return at + 31 - Math.clz32(word & -word);
}
