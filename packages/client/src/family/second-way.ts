import { equal, type Bytes } from "@ojak/core/bytes/bytes";
import { introductionKeys, readIntroduction } from "@ojak/core/contact/introduction";
import { openAnswer, sealRequest } from "@ojak/core/contact/request";
import { dayOf } from "@ojak/core/epoch";
import { OjakError } from "@ojak/core/errors";
import { putId } from "@ojak/core/keys/capability";
import { X25519 } from "@ojak/core/keys/hpke";
import { REPLY_PUT_DAYS, TAG_BYTES } from "@ojak/core/limits";
import type { Ports } from "../ports.ts";
import { unlessRefused } from "../refused.ts";
import { checkPlace, newBroker, queue } from "./contact.ts";
import { takeOver } from "./freeze.ts";
import { requireLiving } from "./letters.ts";
import type { SpareRoute } from "./routes.ts";
import type { FamilyState, Tie } from "./state.ts";
import { newSlot, noteSign } from "./ways.ts";

/** What she writes for a second broker. */
export interface SecondWayInput {
  readonly text: string;
  readonly where: string;
  readonly routing: string;
}

/**
 * Takes another broker's introduction up for a tie whose words exist: no meeting and no enrolment follow. Its claim must reach the hub, then `askSpare` goes
 * on. Throws what `readIntroduction` throws, `names-or-numbers`, `ended`, `used` when there is a second one, and `same-broker`.
 */
export function takeSecondIntroduction(ports: Ports, state: FamilyState, tie: Tie, input: SecondWayInput): SpareRoute {
  requireLiving(tie);
  checkPlace(input.where, input.routing);
  const introduction = readIntroduction(state.realm, input.text, dayOf(ports.clock.nowMs()));
  const known = tie.spare;
  // A claim whose answer was lost is repeated with the same capability.
  if (known?.stage === "claimed" && equal(known.broker.introSecret, introduction.introSecret)) return known;
  if (known?.stage === "asked" || known?.stage === "ready")
    throw new OjakError("used", "there is a second broker: close that way first");
  if (tie.broker.frozenDay === null && equal(tie.broker.fingerprint, introduction.fingerprint))
    throw new OjakError("same-broker", "this is the broker that this tie has");
  tie.spare = {
    broker: newBroker(ports, introduction),
    stage: "claimed",
    where: input.where.trim(),
    routing: input.routing.trim(),
    requestSecret: ports.random(32),
    replyPut: ports.random(32),
    replySlot: newSlot(ports, tie, null, dayOf(ports.clock.nowMs()) + REPLY_PUT_DAYS),
    tags: [],
    refusal: "none",
  };
  return tie.spare;
}

/** Queues the request, and a way for its answer. */
export async function askSpare(ports: Ports, state: FamilyState, tie: Tie, spare: SpareRoute): Promise<void> {
  const expiryDay = dayOf(ports.clock.nowMs()) + REPLY_PUT_DAYS;
  const grant = { slot: spare.replySlot, putId: putId(spare.replyPut), expiryDay };
  if (spare.stage === "claimed") queue(state, tie, { op: "grant", take: tie.replyTake, ...grant });
  const { key, introSecret, put } = spare.broker;
  if (key === null) throw new OjakError("unreachable", "the broker's key has not come yet: connect once");
  for (const tag of spare.tags.splice(0)) queue(state, tie, { op: "withdraw", put, tag });
  const { requestPsk } = introductionKeys(introSecret);
  const tag = ports.random(TAG_BYTES);
  const { requestSecret, replyPut, where } = spare;
  const request = { requestSecret, replyPut, where, language: tie.language };
  const random = ports.random(X25519.randomBytes);
  const envelope = await sealRequest(key.publicKey, requestPsk, { realm: state.realm, tag }, request, random);
  queue(state, tie, { op: "put", put, tag, route: null, envelope });
  spare.tags.push(tag);
  spare.stage = "asked";
}

/** Reads the second broker's answer. False when it is something else. When the first way is closed already, he takes over at once. */
export async function takeInSpareAnswer(
  ports: Ports,
  state: FamilyState,
  tie: Tie,
  { tag, envelope }: { readonly tag: Bytes; readonly envelope: Bytes },
): Promise<boolean> {
  const { spare } = tie;
  if (spare?.stage !== "asked") return false;
  const answer = await unlessRefused(() => openAnswer(spare.requestSecret, { realm: state.realm, tag }, envelope));
  if (answer === null) return false;
  queue(state, tie, { op: "revoke", take: tie.replyTake, slot: spare.replySlot });
  noteSign(spare.broker, dayOf(ports.clock.nowMs()), dayOf(ports.clock.nowMs()));
  spare.stage = answer.accepted ? "ready" : "refused";
  spare.refusal = answer.refusal;
  await takeOver(ports, state, tie);
  return true;
}
