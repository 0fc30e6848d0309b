import * as v from "valibot";
import { decodeCbor, encodeCbor } from "../bytes/cbor.ts";
import { bytesOf, bytesUpTo, decodeShape, textUpTo, uintUpTo } from "../bytes/schema.ts";
import { concat, split, type Bytes } from "../bytes/bytes.ts";
import { type Place, placeBytes, readPlace } from "../keys/tie.ts";
import { OjakError } from "../errors.ts";
import {
  LETTER_TEXT_BYTES_MAX,
  OPENED_PLACES_MAX,
  VOICE_FIRST_BYTES,
  VOICE_ID_BYTES,
  VOICE_PART_BYTES,
  VOICE_PARTS,
} from "../limits.ts";
import type { SizeKind } from "../seal/padding.ts";

/** From relative to recipient (spec/wire.md 6). `replyKey` is where the answer is sealed to; `day` is the day of writing. */
export type DownContent =
  | { readonly kind: "letter"; readonly number: number; readonly day: number; readonly text: string; readonly replyKey: Bytes }
  | { readonly kind: "card"; readonly number: number; readonly day: number; readonly replyKey: Bytes }
  | ({ readonly kind: "voice"; readonly first: number; readonly day: number; readonly replyKey: Bytes | null } & VoicePart);

/** One part of a voice, counted from 0; only part 0 of what goes down has a `replyKey`, only part 0 of what goes up has `answers` and `opened`. */
export interface VoicePart {
  readonly part: number;
  readonly parts: number;
  readonly data: Bytes;
}

/** From recipient to relative. `opened` are the places of what was opened with the words; `answers` is the number of the letter or card replied to. */
export type UpContent =
  | {
      readonly kind: "reply";
      readonly day: number;
      readonly answers: number | null;
      readonly opened: readonly Place[];
      readonly text: string;
    }
  | ({
      readonly kind: "voice";
      readonly day: number;
      readonly answers: number | null;
      readonly opened: readonly Place[];
      /** The same in all parts of one voice. */
      readonly voice: Bytes;
    } & VoicePart)
  | { readonly kind: "receipt"; readonly day: number; readonly opened: readonly Place[] }
  | { readonly kind: "stop"; readonly day: number };

const KINDS = { letter: 1, card: 2, voice: 3, reply: 17, receipt: 18, stop: 19, voiceUp: 20 } as const;
const NUMBER_MAX = 0xffff_ffff;
const PLACE_BYTES = 4;
const NEWER_KIND_MIN = 64;
const NEWER_KIND_MAX = 127;
const day = uintUpTo(0xffff);
const text = textUpTo(LETTER_TEXT_BYTES_MAX);
const openedPlaces = bytesUpTo(OPENED_PLACES_MAX * PLACE_BYTES, PLACE_BYTES);
const part = uintUpTo(Math.max(...VOICE_PARTS) - 1);
const parts = uintUpTo(Math.max(...VOICE_PARTS));
const data = bytesUpTo(VOICE_PART_BYTES);

const downShape = v.union([
  v.strictTuple([v.literal(KINDS.letter), uintUpTo(NUMBER_MAX), day, text, bytesOf(32)]),
  v.strictTuple([v.literal(KINDS.card), uintUpTo(NUMBER_MAX), day, bytesOf(32)]),
  v.strictTuple([v.literal(KINDS.voice), uintUpTo(NUMBER_MAX), day, part, parts, v.nullable(bytesOf(32)), data]),
]);

const upShape = v.union([
  v.strictTuple([v.literal(KINDS.reply), day, v.nullable(uintUpTo(NUMBER_MAX)), openedPlaces, text]),
  v.strictTuple([v.literal(KINDS.receipt), day, openedPlaces]),
  v.strictTuple([v.literal(KINDS.stop), day]),
  v.strictTuple([
    v.literal(KINDS.voiceUp),
    day,
    v.nullable(uintUpTo(NUMBER_MAX)),
    openedPlaces,
    bytesOf(VOICE_ID_BYTES),
    part,
    parts,
    data,
  ]),
]);

/** Content to CBOR. Throws a defect for values that `decodeDown` would refuse. */
export function encodeDown(content: DownContent): Bytes {
  const bytes = encodeDownItems(content);
  decodeDown(bytes);
  return bytes;
}

function encodeDownItems(content: DownContent): Bytes {
  const { day: written, replyKey } = content;
  switch (content.kind) {
    case "letter":
      return encodeCbor([KINDS.letter, content.number, written, content.text.normalize("NFC"), replyKey]);
    case "card":
      return encodeCbor([KINDS.card, content.number, written, replyKey]);
    case "voice":
      return encodeCbor([KINDS.voice, content.first, written, content.part, content.parts, replyKey, content.data]);
  }
}

/** CBOR to content; throws `malformed`. */
export function decodeDown(bytes: Uint8Array): DownContent {
  const items = decodeShape(downShape, bytes);
  switch (items[0]) {
    case KINDS.letter:
      return { kind: "letter", number: items[1], day: items[2], text: items[3], replyKey: items[4] };
    case KINDS.card:
      return { kind: "card", number: items[1], day: items[2], replyKey: items[3] };
    case KINDS.voice: {
      const [, first, written, number, count, replyKey, piece] = items;
      const one = readPart({ part: number, parts: count, data: piece }, replyKey !== null);
      return { kind: "voice", first, day: written, replyKey, ...one };
    }
  }
}

/** `isFirst`: it carries what only part 0 does. Throws `malformed`. */
function readPart(one: VoicePart, isFirst: boolean): VoicePart {
  const lengthMax = one.part === 0 ? VOICE_FIRST_BYTES : VOICE_PART_BYTES;
  const isPart = VOICE_PARTS.some((count) => count === one.parts) && one.part < one.parts && one.data.length <= lengthMax;
  if (!isPart || isFirst !== (one.part === 0)) throw new OjakError("malformed", "no part of a voice");
  return one;
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
    case "voice": {
      const { day: written, answers, opened, voice } = content;
      const head = [KINDS.voiceUp, written, answers, openedBytes(opened), voice];
      return encodeCbor([...head, content.part, content.parts, content.data]);
    }
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
    case KINDS.voiceUp: {
      const [, written, answers, opened, voice, number, count, piece] = items;
      const one = readPart({ part: number, parts: count, data: piece }, number === 0);
      if (number > 0 && (answers !== null || opened.length > 0)) throw new OjakError("malformed", "only part 0 answers");
      return { kind: "voice", day: written, answers, opened: readOpened(opened), voice, ...one };
    }
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
export function sizeKindOf(content: DownContent | UpContent): SizeKind {
  if (content.kind === "voice") return "part";
  return content.kind === "letter" || content.kind === "reply" ? "mail" : "note";
}
