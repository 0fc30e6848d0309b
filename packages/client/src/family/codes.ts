import { equal } from "@ojak/core/bytes/bytes";
import { dayOf } from "@ojak/core/epoch";
import { tieKeys } from "@ojak/core/keys/tie";
import { CODE, type Code } from "@ojak/core/wire/codes";
import type { Ports } from "../ports.ts";
import { unlessRefused } from "../refused.ts";
import { freezeRoute, heedStop } from "./freeze.ts";
import { sealMessage } from "./sealing.ts";
import { type FamilyState, note, type OutItem, type Tie, tieOf } from "./state.ts";
import { moveSlot } from "./ways.ts";

/** What the hub has no room for today is tried again this much later. */
const QUOTA_PAUSE_MS = 3_600_000;

/** What follows from the hub's answer to one thing that was sent, which has left the outbox. */
export async function applyCode(ports: Ports, state: FamilyState, item: OutItem, code: Code): Promise<void> {
  if (!state.ties.some((tie) => tie.id === item.tieId)) return;
  const tie = tieOf(state, item.tieId);
  const { request } = item;
  const message = tie.messages.find((one) => one.id === item.messageId);
  const later = { ...item, notBeforeMs: ports.clock.nowMs() + QUOTA_PAUSE_MS };
  if (code === CODE.ok) {
    if (request.op === "open") state.needsAccess = false;
  } else if (request.op === "open") {
    // The token has ended: kept until she enters another.
    state.needsAccess = true;
    state.outbox.push(later);
  } else if (code === CODE.quota) {
    state.outbox.push(later);
  } else if (code === CODE.conflict && request.op === "grant" && !item.isRetry) {
    // Another slot, once: after that it is the put id that is known, so the way is open.
    state.outbox.push({ ...item, isRetry: true, request: { ...request, slot: moveSlot(ports, tie, request.slot) } });
  } else if (code === CODE.conflict && request.op === "put" && message !== undefined) {
    await unlessRefused(() => sealMessage(ports, state, tie, message, { isConflict: true }));
  } else if (code === CODE.unknown && mayOpenLater(tie, item)) {
    // What it needs is not open yet, because an access code ended: it waits with it.
    state.outbox.push(later);
  } else if (code === CODE.closed && tie.keys !== null && request.op !== "withdraw" && isTieDrop(tie, request)) {
    // Only the words can close that drop, but only the hub says so: nothing more is sent, and no key is erased.
    tie.stage = "closed";
    state.outbox = state.outbox.filter((one) => one.tieId !== tie.id);
  } else if (code === CODE.frozen && request.op === "put" && equal(request.put, tie.broker.put)) {
    // Closed from another device, or before this one was restored from its sheet.
    await freezeRoute(ports, state, tie);
  } else if (code === CODE.stopped && request.op === "put" && (await heedStop(ports, state, tie, request.put))) {
    // His letters go another way, as if she had closed it.
  } else if (request.op === "put" && message !== undefined) {
    note(message, "refused", dayOf(ports.clock.nowMs()));
  }
}

function mayOpenLater(tie: Tie, { request, messageId }: OutItem): boolean {
  return request.op === "grant" || (request.op === "put" && (messageId === null || isTieDrop(tie, request)));
}

/** True for what goes to the tie's own drop, which only the words can close. */
function isTieDrop(tie: Tie, request: OutItem["request"]): boolean {
  if (tie.keys === null || request.op !== "put") return false;
  return equal(request.put, tieKeys(tie.keys.tieSecret).tiePut);
}
