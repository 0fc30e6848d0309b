import * as v from "valibot";
import { decodeCbor, encodeCbor } from "../bytes/cbor.ts";
import { bytesOf, bytesUpTo, decodeShape, textUpTo, uintUpTo } from "../bytes/schema.ts";
import { concat, split, type Bytes } from "../bytes/bytes.ts";
import { type Place, placeBytes, readPlace } from "../keys/tie.ts";
import { LETTER_TEXT_BYTES_MAX, OPENED_PLACES_MAX } from "../limits.ts";

/** From relative to recipient (spec/wire.md 6). `replyKey` is where the answer is sealed to; `day` is the day of writing. */
export type DownContent =
  | { readonly kind: "letter"; readonly number: number; readonly day: number; readonly text: string; readonly replyKey: Bytes }
  | { readonly kind: "card"; readonly number: number; readonly day: number; readonly replyKey: Bytes };

/** From recipient to relative. `opened` are the places of what was opened with the words; `answers` is the number of the letter or card replied to. */
export type UpContent =
  | {
      readonly kind: "reply";
      readonly day: number;
      readonly answers: number | null;
      readonly opened: readonly Place[];
      readonly text: string;
    }
  | { readonly kind: "receipt"; readonly day: number; readonly opened: readonly Place[] }
  | { readonly kind: "stop"; readonly day: number };

const KINDS = { letter: 1, card: 2, reply: 17, receipt: 18, stop: 19 } as const;
const NUMBER_MAX = 0xffff_ffff;
const PLACE_BYTES = 4;
const NEWER_KIND_MIN = 64;
const NEWER_KIND_MAX = 127;
const day = uintUpTo(0xffff);
const text = textUpTo(LETTER_TEXT_BYTES_MAX);
const openedPlaces = bytesUpTo(OPENED_PLACES_MAX * PLACE_BYTES, PLACE_BYTES);

const downShape = v.union([
  v.strictTuple([v.literal(KINDS.letter), uintUpTo(NUMBER_MAX), day, text, bytesOf(32)]),
  v.strictTuple([v.literal(KINDS.card), uintUpTo(NUMBER_MAX), day, bytesOf(32)]),
]);

const upShape = v.union([
  v.strictTuple([v.literal(KINDS.reply), day, v.nullable(uintUpTo(NUMBER_MAX)), openedPlaces, text]),
  v.strictTuple([v.literal(KINDS.receipt), day, openedPlaces]),
  v.strictTuple([v.literal(KINDS.stop), day]),
]);

/** Content to CBOR. Throws a defect for values that `decodeDown` would refuse. */
export function encodeDown(content: DownContent): Bytes {
  const { number, day: written, replyKey } = content;
  const bytes =
    content.kind === "letter"
      ? encodeCbor([KINDS.letter, number, written, content.text.normalize("NFC"), replyKey])
      : encodeCbor([KINDS.card, number, written, replyKey]);
  decodeDown(bytes);
  return bytes;
}

/** CBOR to content; throws `malformed`. */
export function decodeDown(bytes: Uint8Array): DownContent {
  const items = decodeShape(downShape, bytes);
  if (items[0] === KINDS.card) return { kind: "card", number: items[1], day: items[2], replyKey: items[3] };
  return { kind: "letter", number: items[1], day: items[2], text: items[3], replyKey: items[4] };
}

/** Content to CBOR; throws `malformed` for what `decodeUp` would refuse. */
export function encodeUp(content: UpContent): Bytes {
  const bytes = encodeUpItems(content);
  decodeUp(bytes);
  return bytes;
}

function encodeUpItems(content: UpContent): Bytes {
  switch (content.kind) {
    case "reply":
      return encodeCbor([KINDS.reply, content.day, content.answers, openedBytes(content.opened), content.text.normalize("NFC")]);
    case "receipt":
      return encodeCbor([KINDS.receipt, content.day, openedBytes(content.opened)]);
    case "stop":
      return encodeCbor([KINDS.stop, content.day]);
  }
}

/** CBOR to content; throws `malformed`. */
export function decodeUp(bytes: Uint8Array): UpContent {
  const items = decodeShape(upShape, bytes);
  switch (items[0]) {
    case KINDS.reply:
      return { kind: "reply", day: items[1], answers: items[2], opened: readOpened(items[3]), text: items[4] };
    case KINDS.receipt:
      return { kind: "receipt", day: items[1], opened: readOpened(items[2]) };
    case KINDS.stop:
      return { kind: "stop", day: items[1] };
  }
}

function openedBytes(places: readonly Place[]): Bytes {
  return concat(...places.map(placeBytes));
}

function readOpened(bytes: Uint8Array): Place[] {
  return split(bytes, PLACE_BYTES).map(readPlace);
}

/** True for what a newer program wrote (kinds 64 to 127): it is kept until this one is updated, never handed over (spec/wire.md 6). */
export function isOfNewerProgram(bytes: Uint8Array): boolean {
  const items = decodeCbor(bytes);
  const kind: unknown = Array.isArray(items) ? items[0] : undefined;
  return typeof kind === "number" && kind >= NEWER_KIND_MIN && kind <= NEWER_KIND_MAX;
}

/** What size class a content may have: blank and short forms are notes, texts are mail. */
export function sizeKindOf(content: DownContent | UpContent): "note" | "mail" {
  return content.kind === "letter" || content.kind === "reply" ? "mail" : "note";
}
