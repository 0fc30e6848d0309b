import { hex } from "@ojak/core/bytes/text";
import { CLASS_NOTE_BYTES, CLASS_PART_BYTES, ENVELOPE_OVERHEAD_BYTES } from "@ojak/core/limits";
import type { WordLanguage } from "@ojak/core/words/words";
import type { BrokerState } from "./state.ts";

const NOTE_BYTES = CLASS_NOTE_BYTES + ENVELOPE_OVERHEAD_BYTES;
const PART_BYTES = CLASS_PART_BYTES + ENVELOPE_OVERHEAD_BYTES;

/**
 * How far a first contact is, for the broker: to be answered; accepted, and the routing lines are to come; the meeting may take place; answers
 * are sealed; the relative asks that she answer once more.
 */
export type RequestStatus = "new" | "accepted" | "ready" | "answered" | "again";

/** A first contact as the broker may see it now. */
export interface RequestView {
  readonly id: string;
  readonly where: string;
  readonly language: WordLanguage;
  readonly arrivedDay: number;
  readonly status: RequestStatus;
  /** Null until he accepted and the relative has answered. */
  readonly routing: string | null;
  readonly questions: readonly [string, string] | null;
  /** 1 to 3. */
  readonly attempt: number;
}

/** First contacts under way, oldest first. */
export function requestsOf(state: BrokerState): RequestView[] {
  return state.requests.map((entry) => ({
    id: entry.id,
    where: entry.where,
    language: entry.language,
    arrivedDay: entry.arrivedDay,
    status: statusOf(entry),
    routing: entry.meeting?.routing ?? null,
    questions: entry.meeting?.questions ?? null,
    attempt: entry.attempt + 1,
  }));
}

/** An undelivered letter, or a voice. Without routing lines the person must come by herself. */
export interface QueueView {
  readonly id: string;
  readonly kind: "letter" | "voice";
  readonly routing: string | null;
  readonly arrivedDay: number;
  readonly expiresDay: number;
}

/**
 * Undelivered letters and voices, oldest first; return cards wait without being shown, since nobody need be fetched for one, and of a
 * voice's parts only the one that has the routing lines counts.
 */
export function queueOf(state: Pick<BrokerState, "parcels">, lifeDays: number): QueueView[] {
  return state.parcels
    .filter(({ envelope, routing }) => envelope.length > NOTE_BYTES && (envelope.length < PART_BYTES || routing !== null))
    .map(({ tag, routing, envelope, arrivedDay }) => {
      const kind = envelope.length === PART_BYTES ? "voice" : "letter";
      return { id: hex(tag), kind, routing, arrivedDay, expiresDay: arrivedDay + lifeDays };
    });
}

function statusOf({ accepted, meeting, answered, attempt }: BrokerState["requests"][number]): RequestStatus {
  if (!accepted && meeting === null) return "new";
  if (meeting === null) return "accepted";
  if (answered) return "answered";
  return attempt > 0 ? "again" : "ready";
}
