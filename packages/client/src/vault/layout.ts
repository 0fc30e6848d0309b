import { concat, readU32, take, u32, type Bytes } from "@ojak/core/bytes/bytes";
import { isOjakError, OjakError } from "@ojak/core/errors";
import { VAULT_COMPARTMENT_BYTES } from "@ojak/core/limits";
import type { Ports } from "../ports.ts";
import { AEAD_TAG_BYTES, NONCE_BYTES } from "./aead.ts";

/**
 * One file of fixed size, without a header: salt (16), then two compartments of equal size, each in two halves, one a side. A half is nonce (12) ||
 * AES-256-GCM ciphertext of u32 turn || u32 length || content || zeros, or random bytes. Both compartments use the same side at the same time, so that
 * nothing tells from outside whether the second holds anything.
 */
export const SALT_BYTES = 16;
const COMPARTMENTS = 2;
const SIDES = 2;
/** Size of every vault file, whatever it holds. */
export const VAULT_FILE_BYTES = SALT_BYTES + COMPARTMENTS * VAULT_COMPARTMENT_BYTES;
const HALF_BYTES = VAULT_COMPARTMENT_BYTES / SIDES;
const HEAD_BYTES = 8;
const CONTENT_BYTES_MAX = HALF_BYTES - NONCE_BYTES - AEAD_TAG_BYTES - HEAD_BYTES;
/** Three values are enough to tell which of two halves is newer, and say nothing of how often was saved. */
const TURNS = 3;
const NO_AAD = new Uint8Array();
/** The system's generator gives no more at a time in browsers. */
const RANDOM_CHUNK_BYTES = 65_536;

/** Where the state lies that is in use: `compartment` and `side` are 0 or 1. */
export interface Place {
  readonly compartment: number;
  readonly side: number;
  readonly turn: number;
}

/** What one compartment holds: a key, and what is sealed under it. */
export interface Sealed {
  readonly key: Bytes;
  readonly content: Bytes;
}

/** A place in a new file, by chance: two bits of one random byte. */
export function anyPlace(ports: Ports): Place {
  const bits = ports.random(1)[0] ?? 0;
  return { compartment: bits & 1, side: (bits >> 1) & 1, turn: 0 };
}

/** The place of the next save. */
export function placeAfter({ compartment, side, turn }: Place): Place {
  return { compartment, side: side ^ 1, turn: (turn + 1) % TURNS };
}

/**
 * The first image of a save: `file` with one side of both compartments sealed anew, the other as it was. Where there is nothing to put in the second, something
 * empty is sealed there under a key that is then forgotten: the same work, and bytes that cannot be told from random ones. Throws `too-large`.
 */
export async function sealedImage(ports: Ports, file: Bytes, place: Place, own: Sealed, beside: Sealed | null): Promise<Bytes> {
  const other = beside ?? { key: ports.random(own.key.length), content: new Uint8Array() };
  const { compartment, side, turn } = place;
  const image = file.slice();
  await Promise.all([
    sealInto(ports, image, offsetOf(compartment, side), own, turn),
    sealInto(ports, image, offsetOf(compartment ^ 1, side), other, turn),
  ]);
  return image;
}

/** Makes the second image of the first: the side that is not in use becomes random in both compartments, so that nothing older stays. In place: a phone has no room to waste. */
export function clearOlder(ports: Ports, image: Bytes, { side }: Place): void {
  for (let compartment = 0; compartment < COMPARTMENTS; compartment++) {
    fillRandom(ports, image, offsetOf(compartment, side ^ 1), HALF_BYTES);
  }
}

/** A new file: all of it random. */
export function randomFile(ports: Ports): Bytes {
  const file = new Uint8Array(VAULT_FILE_BYTES);
  fillRandom(ports, file, 0, file.length);
  return file;
}

/** Tries a key on all four halves, always. The newest content that it opens, or null. */
export async function findContent(ports: Ports, file: Bytes, key: Bytes): Promise<{ place: Place; content: Bytes } | null> {
  const tries = [0, 1, 2, 3].map(async (i) => {
    const [compartment, side] = [i >> 1, i & 1];
    const opened = await openHalf(ports, key, take(file, offsetOf(compartment, side), HALF_BYTES));
    return opened === null ? null : { place: { compartment, side, turn: opened.turn }, content: opened.content };
  });
  const [first, second] = (await Promise.all(tries)).filter((one) => one !== null);
  if (first === undefined || second === undefined) return first ?? null;
  return (first.place.turn + 1) % TURNS === second.place.turn ? second : first;
}

async function sealInto(ports: Ports, image: Bytes, offset: number, { key, content }: Sealed, turn: number): Promise<void> {
  if (content.length > CONTENT_BYTES_MAX)
    throw new OjakError("too-large", "there is no room left on this device: end a tie that is over");
  const nonce = ports.random(NONCE_BYTES);
  const plaintext = new Uint8Array(HEAD_BYTES + CONTENT_BYTES_MAX);
  plaintext.set(concat(u32(turn), u32(content.length)));
  plaintext.set(content, HEAD_BYTES);
  const ciphertext = await ports.aead.seal(key, nonce, NO_AAD, plaintext);
  plaintext.fill(0);
  image.set(nonce, offset);
  image.set(ciphertext, offset + NONCE_BYTES);
}

async function openHalf(ports: Ports, key: Bytes, half: Bytes): Promise<{ turn: number; content: Bytes } | null> {
  try {
    const plaintext = await ports.aead.open(key, half.subarray(0, NONCE_BYTES), NO_AAD, half.subarray(NONCE_BYTES));
    return { turn: readU32(plaintext, 0) % TURNS, content: take(plaintext, HEAD_BYTES, readU32(plaintext, 4)) };
  } catch (error) {
    if (isOjakError(error, "cannot-open")) return null;
    throw error;
  }
}

function offsetOf(compartment: number, side: number): number {
  return SALT_BYTES + (compartment * SIDES + side) * HALF_BYTES;
}

function fillRandom(ports: Ports, bytes: Bytes, offset: number, lengthBytes: number): void {
  for (let at = 0; at < lengthBytes; at += RANDOM_CHUNK_BYTES) {
    bytes.set(ports.random(Math.min(lengthBytes - at, RANDOM_CHUNK_BYTES)), offset + at);
  }
}
