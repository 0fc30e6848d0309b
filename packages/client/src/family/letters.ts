import type { Bytes } from "@ojak/core/bytes/bytes";
import { hex, utf8 } from "@ojak/core/bytes/text";
import { dayOf } from "@ojak/core/epoch";
import { OjakError } from "@ojak/core/errors";
import { LETTER_TEXT_BYTES_MAX } from "@ojak/core/limits";
import type { Ports } from "../ports.ts";
import { queue, withdrawContact } from "./contact.ts";
import { type SealHow, sealMessage } from "./sealing.ts";
import { type FamilyState, isOver, isUnderWay, type Message, type Tie } from "./state.ts";
import { withdrawMessage, withdrawParcel } from "./withdraw.ts";

/** Turns the draft into a sealed letter, queued for the next sync. Throws `empty`, `too-large`, `ended`, or `unreachable` before first contact. */
export async function sendDraft(ports: Ports, state: FamilyState, tie: Tie, how: SealHow = {}): Promise<Message> {
  const text = tie.draft.normalize("NFC").trim();
  requireLiving(tie);
  if (text === "") throw new OjakError("empty", "there is nothing to send yet");
  if (utf8(text).length > LETTER_TEXT_BYTES_MAX)
    throw new OjakError("too-large", `a letter holds ${LETTER_TEXT_BYTES_MAX} bytes`);
  const message = await sendNew(ports, state, tie, { text, voice: null }, how);
  tie.draft = "";
  return message;
}

/** Seals a voice (1 to 22,504 bytes), queued for the next sync. Throws as `sendDraft` does. */
export async function sendVoice(ports: Ports, state: FamilyState, tie: Tie, voice: Bytes): Promise<Message> {
  requireLiving(tie);
  return sendNew(ports, state, tie, { text: "", voice }, {});
}

async function sendNew(
  ports: Ports,
  state: FamilyState,
  tie: Tie,
  what: { readonly text: string; readonly voice: Bytes | null },
  how: SealHow,
): Promise<Message> {
  const day = dayOf(ports.clock.nowMs());
  const known = { number: 0, also: [], way: null, quarantined: false, openedAfterDay: null };
  const message: Message = { id: hex(ports.random(8)), direction: "out", ...known, ...what, day, events: [] };
  await sealMessage(ports, state, tie, message, how);
  tie.messages.push(message);
  return message;
}

/** Throws `ended` for a tie that is over, `unreachable` before its first contact is done. */
export function requireLiving(tie: Tie): void {
  if (isOver(tie.stage)) throw new OjakError("ended", "this tie is over: nothing more can be sent");
  if (tie.keys === null) throw new OjakError("unreachable", "letters can be sent when the first contact is done");
}

/**
 * Ends a tie: nothing of it may go out, wait or come in any more. Freezes, withdrawals and the closing of its drop are all that is still sent; keys are
 * erased, letters stay to be read.
 */
export function endTie(ports: Ports, state: FamilyState, tie: Tie, stage: "ended" | "stopped" | "refused"): void {
  state.outbox = state.outbox.filter(
    ({ tieId, request }) => tieId !== tie.id || request.op === "withdraw" || request.op === "close" || request.op === "freeze",
  );
  withdrawContact(state, tie);
  if (tie.spare !== null) for (const tag of tie.spare.tags) queue(state, tie, { op: "withdraw", put: tie.spare.broker.put, tag });
  for (const message of tie.messages.filter(isUnderWay)) withdrawMessage(ports, state, tie, message);
  if (tie.card !== null) withdrawParcel(ports, state, tie, tie.card.number);
  queue(state, tie, { op: "close", take: tie.replyTake });
  Object.assign(tie, { stage, keys: null, contact: null, draft: "", card: null, spare: null });
}
