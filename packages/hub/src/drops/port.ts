import type { Bytes } from "@ojak/core/bytes/bytes";
import type { Code, Standing } from "@ojak/core/wire/codes";
import type { ParcelState } from "@ojak/core/wire/down";
import type { Slot } from "@ojak/core/wire/up";

/** A code other than `ok`, as the answer to a question that otherwise has one. */
export type Refusal = Exclude<Code, 0>;

/** A parcel as it is put. */
export interface ParcelIn {
  readonly tag: Bytes;
  readonly route: Bytes | null;
  readonly envelope: Bytes;
}

/** A parcel as it is taken. */
export interface ParcelOut extends ParcelIn {
  readonly slot: number;
}

/** What a depositor is told. */
export interface Looked {
  /** One for each tag asked for, in that order. */
  readonly states: readonly ParcelState[];
  /** What the drop's owner published last. */
  readonly weeklyKey: Bytes | null;
  /** True when the drop's owner was stopped, and relatives are told so on this day. */
  readonly isStopped: boolean;
}

/** How the drops of one desk's id stand. */
export interface Watched {
  readonly standing: Standing;
  /** From which day relatives are told; 0 when none of them is stopped. */
  readonly day: number;
}

/**
 * What the hub keeps, as a port: one acceptance suite (`drops-store.acceptance.ts`) holds every engine to it. Ids are hashes of
 * capabilities, never capabilities. `day` is the caller's clock in whole days since the Unix epoch; nothing finer is given or kept.
 * A promise that resolves to `ok` means: durable. All operations may be repeated (spec/wire.md 5.1 says what each answers then).
 */
export interface DropsStore {
  /** Spends one drop of a token; a drop that exists is left as it is, and costs nothing. */
  open(tokenHash: Bytes, takeId: Bytes, slots: readonly Slot[], day: number): Promise<Code>;
  /** Adds a slot, or moves the expiry of one that was not rotated. */
  grant(takeId: Bytes, slot: Slot): Promise<Code>;
  revoke(takeId: Bytes, slot: number, day: number): Promise<Code>;
  /** Replaces a put id, once, and lifts its expiry; of one that expires, and while nothing waits in its slot. */
  rotate(putId: Bytes, newPutId: Bytes, day: number): Promise<Code>;
  put(putId: Bytes, parcel: ParcelIn, day: number): Promise<Code>;
  /** Erases a parcel; a tag that never came is kept out from now on. */
  withdraw(putId: Bytes, tag: Bytes, day: number): Promise<Code>;
  /**
   * For good: erases all that waits in the slot and accepts nothing more there. Of a rotated capability only: every other one lies on phones, or
   * follows from words.
   */
  freeze(putId: Bytes, day: number): Promise<Code>;
  /** Registers stop ids for a drop: the desk's once, the signal's in place of the one before unless that very one has fired. Never lifts a stop. */
  arm(takeId: Bytes, deskId: Bytes, signalId: Bytes): Promise<Code>;
  /** Stops every drop that has that desk's id, or lifts each stop of theirs. */
  stop(deskId: Bytes, undo: boolean, day: number): Promise<Code>;
  /** A take came whose capability has that signal id: stops the drops that armed it and have not been fired at, silently at first. Returns before that is durable. */
  signal(signalId: Bytes, day: number): void;
  /** Sees whatever a `stop` or `signal` before it did. */
  watch(deskId: Bytes): Promise<Watched>;
  publish(takeId: Bytes, weeklyKey: Bytes): Promise<Code>;
  /** For good: what waits is erased; depositors are told `closed` while tombstones last, the owner for ever. */
  close(takeId: Bytes, day: number): Promise<Code>;
  /** `have`: prefixes of tags that the reader's device holds; `done`: tags handed over, erased here. Answers those of `have` that are tombstones. */
  acknowledge(
    takeId: Bytes,
    have: readonly Uint8Array[],
    done: readonly Uint8Array[],
    day: number,
  ): Promise<readonly Uint8Array[] | Refusal>;
  /** Waiting parcels of one envelope size, oldest day first, without those whose prefix is in `have`; at most `countMax`. */
  waiting(
    takeId: Bytes,
    envelopeBytes: number,
    have: readonly Uint8Array[],
    countMax: number,
    day: number,
  ): Promise<readonly ParcelOut[]>;
  look(putId: Bytes, tags: readonly Uint8Array[], day: number): Promise<Looked | Refusal>;
  /** One batch of expiry and forgetting, which looks at `rowsMax` parcels; `more` until all have been looked at, then it begins anew. */
  sweep(day: number, rowsMax: number): Promise<{ readonly changed: number; readonly more: boolean }>;
}
