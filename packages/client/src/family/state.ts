import type { Bytes } from "@ojak/core/bytes/bytes";
import type { Ratchet } from "@ojak/core/keys/ratchet";
import type { Place } from "@ojak/core/keys/tie";
import type { Refusal } from "@ojak/core/contact/request";
import type { VoicePart } from "@ojak/core/letter/content";
import type { UpRequest } from "@ojak/core/wire/up";
import type { WordLanguage } from "@ojak/core/words/words";
import type { BrokerRoute, ClosedWay, SlotNote, SpareRoute } from "./routes.ts";

/** What a relative's app keeps, sealed in its vault. Changed in place by the functions of this folder, then saved whole. */
export interface FamilyState {
  language: WordLanguage;
  realm: string;
  hubOrigin: string;
  token: Bytes;
  ties: Tie[];
  outbox: OutItem[];
  lastSyncDay: number | null;
  /** True when the hub no longer takes the access code: first contacts wait for another. */
  needsAccess: boolean;
}

/**
 * How far a tie has come: introduction taken up; request sealed; accepted by the broker; routing lines and questions sealed; answers were wrong
 * (attempts left); the words' public half has come; a letter was opened with the words; or over: refused, failed (three wrong
 * answers), stopped by the recipient's words, closed (only the hub says that the words stopped it), ended here.
 */
export type Stage =
  | "claimed"
  | "asked"
  | "accepted"
  | "meeting"
  | "wrong-answers"
  | "enrolled"
  | "holds"
  | "refused"
  | "failed"
  | "stopped"
  | "closed"
  | "ended";

/** The relation of this relative with one recipient. */
export interface Tie {
  readonly id: string;
  /** What she calls the person; never leaves this device. */
  name: string;
  stage: Stage;
  readonly createdDay: number;
  language: WordLanguage;
  routing: string;
  broker: BrokerRoute;
  /** A second way: its broker asked, or kept ready. Nothing but the request goes to him before the first is closed. */
  spare: SpareRoute | null;
  closedWays: ClosedWay[];
  /** Slots of the reply drop, by the way whose letters they answer. */
  slots: SlotNote[];
  /** Erased when the words' public half has come, or the request is over. */
  contact: Contact | null;
  refusal: Refusal;
  attemptsUsed: number;
  readonly replyTake: Bytes;
  keys: { readonly tieSecret: Bytes; readonly recipientKey: Bytes } | null;
  ratchet: Ratchet;
  nextPlace: Place;
  card: { readonly number: number; readonly day: number } | null;
  /** Tags of what came up, each accepted once; forgotten when no key of their time is left. */
  seen: { readonly tag: Bytes; readonly week: number }[];
  /** Tags to acknowledge in the next sync. */
  done: Bytes[];
  draft: string;
  messages: Message[];
  /** Parts of voices that have not come whole yet. */
  voices: HalfVoice[];
}

/** A voice of which parts are missing; `id` is the same in all of them. */
export interface HalfVoice {
  readonly id: Bytes;
  readonly day: number;
  readonly parts: VoicePart[];
  quarantined: boolean;
}

/** The secrets of a first contact under way. */
export interface Contact {
  readonly requestSecret: Bytes;
  readonly where: string;
  readonly questions: readonly [string, string];
  /** Normalised. */
  readonly answers: readonly [string, string];
  readonly scalars: readonly [Bytes, Bytes, Bytes];
  readonly xwingSecret: Bytes;
  readonly replyPut: Bytes;
  readonly replySlot: number;
  hasMeeting: boolean;
  /** Tags of what of it waits at the hub, to be withdrawn when it is over. */
  tags: Bytes[];
}

/**
 * What is known of a letter, never more (spec/wire.md 5.2 for the hub's part; opened and answered only on the words' own proof). Withdrawn:
 * its way was closed. Own drop: it waits for any phone on which the words are picked.
 */
export type LetterStage =
  | "sealed"
  | "waiting"
  | "with-broker"
  | "opened"
  | "answered"
  | "handed-over"
  | "expired"
  | "withdrawn"
  | "own-drop"
  | "refused";

/** A letter or voice, made here or come here, with what is known of it. */
export interface Message {
  readonly id: string;
  readonly direction: "out" | "in";
  /** The place in the tie; of an incoming reply, what it answers (0: nothing at hand). Changes when a letter is sealed again. */
  number: number;
  /** Other numbers under which it went: for another broker, or before it was sealed again. */
  also: number[];
  /** The broker and the phone that it was last sealed for; null: the tie's own drop alone. */
  way: { readonly id: string; readonly number: number; readonly generation: number } | null;
  /** Came by a closed way, after that: whoever holds that phone may have written it. */
  readonly quarantined: boolean;
  /** A receipt that came by a closed way says that it was opened on this day. */
  openedAfterDay: number | null;
  /** Empty for a voice. */
  readonly text: string;
  readonly voice: Bytes | null;
  readonly day: number;
  readonly events: { readonly stage: LetterStage; readonly day: number }[];
}

/** One thing to send, kept until the hub has answered for it. */
export interface OutItem {
  readonly tieId: string;
  readonly request: UpRequest;
  /** The message whose main put, or one of several, this is. */
  readonly messageId: string | null;
  /** Copies go in another burst than what they copy, so that the hub sees no pair. */
  readonly notBeforeMs: number;
  /** True for a grant whose first slot was taken. */
  readonly isRetry: boolean;
}

/** Stages in which nothing more can be sent. */
export function isOver(stage: Stage): boolean {
  return stage === "refused" || stage === "failed" || stage === "stopped" || stage === "closed" || stage === "ended";
}

/** The tie of an id; throws a defect when there is none. */
export function tieOf(state: FamilyState, tieId: string): Tie {
  const tie = state.ties.find((one) => one.id === tieId);
  if (tie === undefined) throw new Error("defect: no such tie");
  return tie;
}

/** The last thing known of a message. */
export function stageOf(message: Message): LetterStage | undefined {
  return message.events.at(-1)?.stage;
}

/** Adds what was learnt, once; after its way was closed a letter begins anew. */
export function note(message: Message, stage: LetterStage, day: number): void {
  const since = message.events.slice(message.events.findLastIndex((event) => event.stage === "withdrawn") + 1);
  if (!since.some((event) => event.stage === stage)) message.events.push({ stage, day });
}

/** True for a letter that may still be on its way. */
export function isUnderWay(message: Message): boolean {
  const stage = stageOf(message);
  return (
    message.direction === "out" &&
    (stage === "sealed" || stage === "waiting" || stage === "with-broker" || stage === "handed-over" || stage === "own-drop")
  );
}
