import { hex } from "@ojak/core/bytes/text";
import { MAIL_LIFE_DAYS } from "@ojak/core/limits";
import { queueOf } from "../broker/views.ts";
import type { CourierState } from "./state.ts";

/** Somebody whom a courier carries for: what comes by one slot is for one person. */
export interface PersonView {
  readonly slot: number;
  /** Null when only an empty reply form is here, or nobody could read where to. */
  readonly routing: string | null;
  /** Letters and voices; 0 when only an empty reply form is here. */
  readonly waiting: number;
  /** All of it, with reply forms and every part of a voice: it can only be given up whole. */
  readonly ids: readonly string[];
}

/** They, in the order in which their parcels came. */
export function peopleOf({ parcels }: CourierState): PersonView[] {
  const slots = [...new Set(parcels.map(({ slot }) => slot))];
  return slots.map((slot) => {
    const own = parcels.filter((parcel) => parcel.slot === slot);
    return {
      slot,
      routing: own.find(({ routing }) => routing !== null)?.routing ?? null,
      waiting: queueOf({ parcels: own }, MAIL_LIFE_DAYS).length,
      ids: own.map(({ tag }) => hex(tag)),
    };
  });
}
