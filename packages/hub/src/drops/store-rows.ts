import { hash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { concat } from "@ojak/core/bytes/bytes";
import { ENVELOPE_SIZES_BYTES, MAIL_LIFE_DAYS } from "@ojak/core/limits";
import { prepare } from "../engine/sqlite/query.ts";

/** A row of `drops`. */
export interface DropRow {
  readonly id: number;
  readonly weekly_key: Bytes | null;
  readonly closed_day: number | null;
  /** From which day relatives are told that its owner was stopped; nothing goes down from the moment when it is set. */
  readonly stop_day: number | null;
}

/** A row of `slots`, with what its drop says. */
export interface SlotRow {
  readonly drop_id: number;
  readonly slot: number;
  readonly put_id: Bytes;
  readonly rotated_from: Bytes | null;
  readonly expiry_day: number;
  readonly revoked: number;
  /** Of its drop. */
  readonly closed_day: number | null;
  readonly stop_day: number | null;
  readonly weekly_key: Bytes | null;
}

/** A row of `parcels`. */
export interface ParcelRow {
  readonly drop_id: number;
  readonly class: number;
  readonly tag: Bytes;
  readonly slot: number;
  readonly state: number;
  /** When it came. */
  readonly day: number;
  /** When it came into its state; null: when it came. */
  readonly state_day: number | null;
  /** Of tombstones only. */
  readonly digest: Bytes | null;
  /** Where its body lies, as `encodePlaces` writes it; null: nowhere any more. */
  readonly places: Bytes | null;
}

/** `revoked` of a slot that its depositor froze; 1: its owner revoked it. A hub that does not know it takes it for revoked. */
export const SLOT_FROZEN = 2;

/** The class of a row without a body. */
export const TOMBSTONE_CLASS = 4;
/** A condition that lets one index serve searches that do not care about the class. */
export const ANY_CLASS = "class IN (0, 1, 2, 3, 4)";

const DIGEST_BYTES = 8;

/** The class of an envelope of that size. */
export function classOf(envelopeBytes: number): number {
  return ENVELOPE_SIZES_BYTES.indexOf(envelopeBytes);
}

/** True when a parcel of that day is past its life. */
export function isPast(parcelDay: number, day: number): boolean {
  return parcelDay + MAIL_LIFE_DAYS <= day;
}

/** True when depositors are told on that day that the drop's owner was stopped. */
export function isStopShown({ stop_day }: Pick<DropRow, "stop_day">, day: number): boolean {
  return stop_day !== null && stop_day <= day;
}

/** What tells a repetition from other bytes under the same tag, once the bytes themselves are erased. */
export function parcelDigest(route: Uint8Array | null, envelope: Uint8Array): Uint8Array {
  const marked = concat(Uint8Array.of(route === null ? 0 : 1), route ?? new Uint8Array(0), envelope);
  return hash("sha256", marked, "buffer").subarray(0, DIGEST_BYTES);
}

/** Finds a drop by its take id. */
export const ONE_DROP = "SELECT id, weekly_key, closed_day, stop_day FROM drops WHERE take_id = ?";

const ONE_SLOT = "SELECT s.*, d.closed_day, d.weekly_key, d.stop_day FROM slots s JOIN drops d ON d.id = s.drop_id WHERE";

/** Finds slots by their place, and by their put id or the one that they were rotated from. */
export function prepareSlotSearch(database: DatabaseSync) {
  return {
    slot: prepare<SlotRow>(database, `${ONE_SLOT} s.drop_id = ? AND s.slot = ?`),
    byPut: prepare<SlotRow>(database, `${ONE_SLOT} s.put_id = ?1 UNION ALL ${ONE_SLOT} s.rotated_from = ?1 LIMIT 1`),
  };
}
