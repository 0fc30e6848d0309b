import assert from "node:assert/strict";
import { PREFIX_BYTES } from "@ojak/core/limits";
import { CODE } from "@ojak/core/wire/codes";
import { NEVER_DAY } from "@ojak/core/wire/shapes";
import type { DropsStore } from "./port.ts";

/** A store with one token in it: a fresh one for each test. */
export interface StoreUnderTest extends AsyncDisposable {
  readonly store: DropsStore;
  /** Puts a token's hash in, worth `drops`, good up to `expiryDay`. */
  addToken(hash: Uint8Array, drops: number, expiryDay: number): void;
}

/** The day on which the tests begin. */
export const DAY = 20_000;
/** Envelope sizes. */
export const [BASE, NOTE] = [817, 177];
/** Bytes that are different each time. */
export const bytes = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));
/** What `have` says of a tag. */
export const prefix = (tag: Uint8Array): Uint8Array => tag.subarray(0, PREFIX_BYTES);

/** A drop with one slot, opened with a token of 10 drops. */
export async function opened({ store, addToken }: StoreUnderTest, expiryDay: number = NEVER_DAY) {
  const [token, take, put] = [bytes(32), bytes(16), bytes(16)];
  addToken(token, 10, DAY + 30);
  assert.equal(await store.open(token, take, [{ slot: 7, putId: put, expiryDay }], DAY), CODE.ok);
  const parcel = (size = BASE) => ({ tag: bytes(16), route: bytes(147), envelope: bytes(size) });
  const waiting = (day = DAY, size = BASE, have: readonly Uint8Array[] = []) => store.waiting(take, size, have, 100, day);
  const stateOf = async (tag: Uint8Array, day = DAY) => {
    const looked = await store.look(put, [tag], day);
    assert.ok(typeof looked === "object");
    return looked.states[0];
  };
  const sweepAll = async (day: number) => {
    for (let more = true; more;) ({ more } = await store.sweep(day, 3));
  };
  return { store, token, take, put, parcel, waiting, stateOf, sweepAll };
}

/** Makes one test of the suite. */
export type Check = (clause: string, body: (subject: StoreUnderTest) => Promise<void>) => void;
