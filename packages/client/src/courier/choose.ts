import { hex } from "@ojak/core/bytes/text";
import { bundleBytes } from "@ojak/core/courier/bundle";
import { deliveryFrames } from "@ojak/core/courier/contents";
import { dropName } from "@ojak/core/courier/offer";
import { isOjakError, OjakError } from "@ojak/core/errors";
import { CLASS_NOTE_BYTES, CLASS_PART_BYTES, COURIER_PARCELS_MAX, ENVELOPE_OVERHEAD_BYTES } from "@ojak/core/limits";
import type { BrokerState, Parcel } from "../broker/state.ts";
import { isOut } from "./custody.ts";

const NOTE_BYTES = CLASS_NOTE_BYTES + ENVELOPE_OVERHEAD_BYTES;
const PART_BYTES = CLASS_PART_BYTES + ENVELOPE_OVERHEAD_BYTES;

/** Something that a courier may carry: a letter, or all voices of one sender, which nobody here can tell apart. */
export interface CarryItem {
  readonly id: string;
  readonly kind: "letter" | "voice";
  readonly routing: string | null;
  readonly arrivedDay: number;
  readonly parcels: readonly Parcel[];
}

/** What may be carried now, oldest first: nothing that is out already, and no voice of which a part is known to be missing. */
export function carriable(state: BrokerState): CarryItem[] {
  const here = state.parcels.filter(({ tag }) => !isOut(state, tag));
  const partsOf = (slot: number) => here.filter((one) => one.slot === slot && one.envelope.length === PART_BYTES);
  const seen = new Set<number>();
  return here.flatMap((parcel): CarryItem[] => {
    const { slot, tag, routing, arrivedDay, envelope } = parcel;
    if (envelope.length === NOTE_BYTES) return [];
    if (envelope.length !== PART_BYTES) return [{ id: hex(tag), kind: "letter", routing, arrivedDay, parcels: [parcel] }];
    if (seen.has(slot)) return [];
    seen.add(slot);
    const parts = partsOf(slot);
    const first = parts.find((part) => part.routing !== null);
    // Every voice has an even number of parts, and one of them has the routing lines.
    if (parts.length % 2 !== 0 || first === undefined) return [];
    return [{ id: hex(first.tag), kind: "voice", routing: first.routing, arrivedDay, parcels: parts }];
  });
}

/**
 * The parcels of a bundle: of the items named (else of all, oldest first, as many as find room), and of their senders the newest return cards, where there is room.
 * Throws `ended` for an item that is not to be had, `too-large` when those named find no room, `empty` when there is nothing.
 */
export function choose(state: BrokerState, room: number, ids?: readonly string[]): Parcel[] {
  const items = carriable(state);
  const wanted = ids === undefined ? items : items.filter(({ id }) => ids.includes(id));
  if (ids !== undefined && wanted.length !== new Set(ids).size)
    throw new OjakError("ended", "one of these is out already, or over");
  let chosen: Parcel[] = [];
  for (const { parcels } of wanted) {
    const more = [...chosen, ...parcels];
    if (finds(state, room, more)) chosen = more;
    else if (ids !== undefined) throw new OjakError("too-large", "the courier's phone has no room for all of these");
  }
  if (chosen.length === 0) throw new OjakError("empty", "there is nothing that the courier could take");
  const slots = new Set(chosen.map(({ slot }) => slot));
  const cards = state.parcels.filter(
    ({ slot, tag, envelope }) => envelope.length === NOTE_BYTES && slots.has(slot) && !isOut(state, tag),
  );
  for (const card of cards.toReversed()) if (finds(state, room, [...chosen, card])) chosen.push(card);
  return chosen;
}

/** The frames of a bundle for a courier. */
export function framesOf(state: BrokerState, parcels: readonly Parcel[]) {
  return deliveryFrames({ realm: state.realm, drop: dropName(state.keys.take), parcels });
}

function finds(state: BrokerState, room: number, parcels: readonly Parcel[]): boolean {
  if (parcels.length > Math.min(room, COURIER_PARCELS_MAX)) return false;
  try {
    return bundleBytes(framesOf(state, parcels)) > 0;
  } catch (error) {
    if (isOjakError(error, "too-large")) return false;
    throw error;
  }
}
