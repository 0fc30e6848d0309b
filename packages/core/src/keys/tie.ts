import { concat, readU16, u16, type Bytes } from "../bytes/bytes.ts";
import { utf8 } from "../bytes/text.ts";
import { assert, OjakError } from "../errors.ts";
import { PLACES_A_WEEK, TAG_BYTES, TAG_SEARCH_WEEKS } from "../limits.ts";
import { derive, mac } from "./derive.ts";
import { type KeyPair, keyPair, X25519 } from "./hpke.ts";

/** What both ends of a tie derive from its secret (spec/wire.md 3.2). All 32 bytes. */
export interface TieKeys {
  readonly tieSecret: Bytes;
  readonly downPsk: Bytes;
  readonly upPsk: Bytes;
  readonly tagKey: Bytes;
  readonly copyKey: Bytes;
  readonly tieTake: Bytes;
  readonly tiePut: Bytes;
  readonly latePut: Bytes;
}

/** What six words give: the tie's keys and the recipient's own key pair. */
export interface RecipientKeys extends TieKeys {
  readonly recipientKey: KeyPair;
}

/** Derives a tie's keys from its 32-byte secret. */
export function tieKeys(tieSecret: Bytes): TieKeys {
  assert(tieSecret.length === 32, "a tie secret has 32 bytes");
  const key = (label: string) => derive(tieSecret, label, 32);
  return {
    tieSecret,
    downPsk: key("down psk"),
    upPsk: key("up psk"),
    tagKey: key("tag"),
    copyKey: key("copy tag"),
    tieTake: key("tie take"),
    tiePut: key("tie put"),
    latePut: key("late put"),
  };
}

/** What a stop, or a reply without a card at hand, is sealed to: from the tie secret, so that words alone are enough. */
export async function lateKeyPair(tieSecret: Uint8Array): Promise<KeyPair> {
  return keyPair(X25519, derive(tieSecret, "late key", 32));
}

/** Which of a parcel's two sealings somebody holds: the one for the route, or the copy in the tie's own drop. */
export type Sealing = "main" | "copy";

/** The capability that an answer is put with: another for each parcel and sealing, so that two brokers' stores share no value. */
export function replyPutOf(tieSecret: Uint8Array, place: Place, sealing: Sealing): Bytes {
  return derive(tieSecret, concat(utf8(sealing === "main" ? "reply put" : "copy reply put"), placeBytes(place)), 32);
}

/** Everything that the seed of a recipient's six words gives. */
export async function recipientKeys(seed: Uint8Array): Promise<RecipientKeys> {
  const recipientKey = await keyPair(X25519, derive(seed, "recipient", 32));
  return { ...tieKeys(derive(seed, "tie", 32)), recipientKey };
}

/** Where a parcel stands in its tie: week of sealing, and index 0..255 in that week, used once. */
export interface Place {
  readonly week: number;
  readonly index: number;
}

/** A place as 4 bytes. */
export function placeBytes({ week, index }: Place): Bytes {
  return concat(u16(week), u16(index));
}

/** A place from 4 bytes; throws `malformed`. */
export function readPlace(bytes: Uint8Array): Place {
  const place = { week: readU16(bytes, 0), index: readU16(bytes, 2) };
  if (bytes.length !== 4 || place.index >= PLACES_A_WEEK) throw new OjakError("malformed", "no place in a tie");
  return place;
}

/** A place as the number that letters bear. */
export function placeNumber({ week, index }: Place): number {
  return week * PLACES_A_WEEK + index;
}

/** The tag of a parcel; with `copyKey` that of its copy in the tie's own drop. */
export function tagOf(key: Uint8Array, place: Place): Bytes {
  assert(place.index >= 0 && place.index < PLACES_A_WEEK, "an index is below 256");
  return mac(key, TAG_BYTES, placeBytes(place));
}

/**
 * Every tag that mail may bear in `week`: the last nine weeks, since mail lives 45 days, and the next, since clocks differ.
 * Keys of the map are `tagText`.
 */
export function tagTable(key: Uint8Array, week: number): Map<string, Place> {
  const table = new Map<string, Place>();
  for (let w = week - TAG_SEARCH_WEEKS; w <= week + 1; w++) {
    for (let index = 0; index < PLACES_A_WEEK; index++) table.set(tagText(tagOf(key, { week: w, index })), { week: w, index });
  }
  return table;
}

/** A tag as a map key. */
export function tagText(tag: Uint8Array): string {
  return String.fromCharCode(...tag);
}
