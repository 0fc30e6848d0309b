import { equal, type Bytes } from "@ojak/core/bytes/bytes";
import { utf8 } from "@ojak/core/bytes/text";
import { introductionKeys, introSecretOf } from "@ojak/core/contact/introduction";
import { dayOf } from "@ojak/core/epoch";
import { OjakError } from "@ojak/core/errors";
import { brokerKeys } from "@ojak/core/keys/broker";
import { putId, takeId } from "@ojak/core/keys/capability";
import { keyPair, X25519 } from "@ojak/core/keys/hpke";
import { advance } from "@ojak/core/keys/ratchet";
import { signalId } from "@ojak/core/keys/stop";
import {
  BROKER_KEY_WEEKS,
  DECOY_NOTES_MAX,
  DECOY_STAY_DAYS_MAX,
  DECOY_STAY_DAYS_MIN,
  INTRODUCTION_STOCK,
  LETTER_BASE_TEXT_BYTES,
  MARK_BYTES,
  MARKS_MAX,
  OUTBOX_MAX,
  ROUTING_TEXT_BYTES_MAX,
  STOCK_LIFE_DAYS,
  STOCK_RENEW_DAYS,
  TAG_BYTES,
} from "@ojak/core/limits";
import { sealEnvelope } from "@ojak/core/seal/envelope";
import type { UpRequest } from "@ojak/core/wire/up";
import type { Ports } from "../ports.ts";
import { freshState } from "./fresh.ts";
import type { BrokerState, Parcel, StockSlot } from "./state.ts";

/** The second compartment, as the real state carries it: its key, the whole state sealed there, and what the broker wrote for it. */
export interface Decoy {
  readonly key: Bytes;
  readonly state: BrokerState;
  readonly notes: readonly DecoyNote[];
}

/** A note that leads nowhere: where it claims to lead, and the slot that its parcels seem to come by. */
export interface DecoyNote {
  readonly routing: string;
  readonly slot: number;
}

/**
 * Registers who may stop this broker: the desk of his access code, and whoever takes from the decoy's drop, which is the signal (spec/wire.md 5.4). On every
 * install that has such a code, with a duress passphrase or without.
 */
export function armOf({ keys, decoyTake }: BrokerState, desk: Bytes): UpRequest {
  return { op: "arm", take: keys.take, desk, signal: signalId(decoyTake) };
}

/** Opens the decoy's drop. On every install, so that the hub cannot tell who has a duress passphrase, and while the access code is fresh. */
export function openDecoyDrop({ token, decoyTake }: BrokerState): UpRequest {
  return { op: "open", token, takeId: takeId(decoyTake), slots: [] };
}

/** Makes a decoy beside `real`, with keys of its own that no words of his lead to. Throws `empty`, `too-large` or `malformed` for its notes. */
export function makeDecoy(ports: Ports, real: BrokerState, key: Bytes, routings: readonly string[]): Decoy {
  const notes = routings.map((text) => ({ routing: text.normalize("NFC").trim(), slot: anySlot(ports) }));
  if (notes.length === 0 || notes.some(({ routing }) => routing === "")) throw new OjakError("empty", "each note needs a line");
  if (notes.length > DECOY_NOTES_MAX) throw new OjakError("malformed", `at most ${DECOY_NOTES_MAX} notes`);
  if (notes.some(({ routing }) => utf8(routing).length > ROUTING_TEXT_BYTES_MAX))
    throw new OjakError("too-large", `a note holds ${ROUTING_TEXT_BYTES_MAX} bytes`);
  const state = freshState(ports, real, { ...brokerKeys(ports.random(32)), take: real.decoyTake });
  // As old as the real one.
  state.ratchet = { ...state.ratchet, week: real.ratchet.week };
  return { key, state, notes };
}

/**
 * Brings the decoy up to what the phone was seen to do: it was on the air when the phone was, its parcels came with those bursts, and were handed over after some
 * days. Without it, its days would stand still since it was made. Changes the decoy, and queues what its drop needs.
 */
export async function ageDecoy(ports: Ports, real: BrokerState): Promise<void> {
  if (real.decoy === null) return;
  const { state, notes } = real.decoy;
  const { language, hubOrigin, token, budget, lastBurst } = real;
  const isQueued = real.outbox.some((up) => up.op === "open" && equal(up.takeId, takeId(state.keys.take)));
  Object.assign(state, { language, hubOrigin, token, budget, lastBurst, isOpen: real.isOpen && !isQueued });
  if (real.ratchet.week > state.ratchet.week) state.ratchet = advance(state.ratchet, real.ratchet.week);
  tendStock(ports, real, state);
  if (lastBurst === null) return;
  const burstWeek = Math.floor(lastBurst.day / 7);
  // A week behind: its first burst publishes a key, where padding would have gone.
  state.publishedWeek = real.publishedWeek === null ? null : burstWeek - 1;
  state.marks = state.marks.filter(({ week }) => week >= burstWeek - BROKER_KEY_WEEKS).slice(-MARKS_MAX);
  // One a burst: the smallest burst carries one letter, and what others saw on the air may have been no more.
  const next = state.parcels.length < notes.length ? state.parcels.length : longestOverdue(state.parcels, lastBurst.day);
  const note = notes[next];
  if (note === undefined) return;
  if (state.parcels[next] !== undefined) state.marks.push({ mark: ports.random(MARK_BYTES), week: burstWeek });
  state.parcels[next] = await parcelOf(ports, state.realm, note, lastBurst.day);
}

/** Where the parcel lies whose handover is due for longest; -1 when none is. By its place alone, one that is due often would leave the others lying for ever. */
function longestOverdue(parcels: readonly Parcel[], day: number): number {
  const overdueDays = parcels.map((parcel) => day - parcel.arrivedDay - stayDaysOf(parcel));
  const most = Math.max(...overdueDays);
  return most < 0 ? -1 : overdueDays.indexOf(most);
}

/** A sealed letter as any other, to a key that nobody has. */
async function parcelOf(ports: Ports, realm: string, { routing, slot }: DecoyNote, arrivedDay: number): Promise<Parcel> {
  const nobody = await keyPair(X25519, ports.random(32));
  const tag = ports.random(TAG_BYTES);
  const context = { purpose: "down", realm, psk: ports.random(32), aad: tag } as const;
  const content = ports.random(LETTER_BASE_TEXT_BYTES / 2);
  const envelope = await sealEnvelope(nobody.publicKey, context, { kind: "mail", content }, ports.random(X25519.randomBytes));
  return { slot, tag, envelope, routing, arrivedDay };
}

/** How long a parcel waits until it is taken for handed over: by chance, as its tag is. */
function stayDaysOf({ tag }: Parcel): number {
  return DECOY_STAY_DAYS_MIN + ((tag[0] ?? 0) % (DECOY_STAY_DAYS_MAX - DECOY_STAY_DAYS_MIN + 1));
}

/** Its introductions work as any broker's: their ways are granted at the hub, with the real app's bursts. */
function tendStock(ports: Ports, real: BrokerState, decoy: BrokerState): void {
  const today = dayOf(ports.clock.nowMs());
  while (decoy.stock.length < INTRODUCTION_STOCK) decoy.stock.push({ slot: anySlot(ports), expiryDay: 0, granted: false });
  for (const one of decoy.stock) {
    const isQueued = real.outbox.some((up) => up.op === "grant" && equal(up.take, decoy.keys.take) && up.slot === one.slot);
    if (one.expiryDay >= today + STOCK_RENEW_DAYS) one.granted = !isQueued;
    else if (!isQueued) renew(real, decoy, one, today + STOCK_LIFE_DAYS);
  }
}

function renew(real: BrokerState, { keys }: BrokerState, one: StockSlot, expiryDay: number): void {
  const { introPut } = introductionKeys(introSecretOf(keys.introRoot, one.slot));
  // The broker's own things go first.
  if (real.outbox.length >= OUTBOX_MAX / 2) return;
  real.outbox.push({ op: "grant", take: keys.take, slot: one.slot, putId: putId(introPut), expiryDay });
  Object.assign(one, { expiryDay, granted: false });
}

function anySlot(ports: Ports): number {
  const [high, low] = ports.random(2);
  return ((high ?? 0) << 8) | (low ?? 0);
}
