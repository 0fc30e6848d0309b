import type { Courier } from "@ojak/client/courier/app";
import type { CourierDesk } from "@ojak/client/courier/desk";
import type { ShownOffer } from "@ojak/client/courier/offers";
import type { Bytes } from "@ojak/core/bytes/bytes";
import type { BundleKind } from "@ojak/core/courier/offer";
import { useEffect, useState } from "preact/hooks";
import type { BrokerModel } from "../model.ts";

/** What can be ticked before a bundle is made: on a broker's phone what goes along, on a courier's whom he gives up. */
export interface Tick {
  readonly id: string;
  readonly routing: string | null;
  readonly kind: "letter" | "voice" | "person" | "form";
  /** Places that it takes at the other phone; for a person letters and voices. */
  readonly count: number;
}

/** The phone that gives, whichever of the two it is. */
export interface Giver {
  readonly kind: BundleKind;
  ticks(): readonly Tick[];
  /** Makes the bundle, and notes that it was made. `id` is null where there is only one at a time. */
  make(offerText: string, tickIds: readonly string[]): Promise<{ readonly bundle: Bytes; readonly id: string | null }>;
  /** Throws `checksum`. */
  enterReceipt(typed: string): Promise<void>;
  /** True while that bundle's receipt is missing. */
  isWaiting(id: string | null): boolean;
}

/** What a bundle brought, and the receipt for the phone that gave it. */
export type Got =
  | { readonly kind: "delivery"; readonly receipt: string; readonly fresh: number; readonly known: number }
  | {
      readonly kind: "return";
      readonly receipt: string;
      readonly queued: number;
      readonly handedOver: number;
      readonly unfound: number;
    };

/** The phone that takes. */
export interface Receiver {
  readonly kind: BundleKind;
  offer(): Promise<ShownOffer>;
  take(bundle: Bytes): Promise<Got>;
  closeOffer(): void;
}

/** A broker's phone gives parcels. */
export function deskGiver(desk: CourierDesk): Giver {
  return {
    kind: "delivery",
    ticks: () => desk.items().map(({ id, routing, kind, parcels }) => ({ id, routing, kind, count: parcels.length })),
    make: (offerText, ids) => desk.carry(offerText, ids),
    enterReceipt: (typed) => desk.enterReceipt(typed),
    isWaiting: (id) => desk.errands().some((errand) => errand.id === id && errand.awaitsReceipt),
  };
}

/** A courier's phone gives back answers, what was handed over, and those who were not found. */
export function courierGiver(courier: Courier): Giver {
  return {
    kind: "return",
    ticks: () =>
      courier.people().map(({ slot, routing, waiting }) => {
        const kind = waiting === 0 ? "form" : "person";
        return { id: String(slot), routing, kind, count: waiting };
      }),
    make: async (offerText, slots) => {
      const unfound = courier.people().filter(({ slot }) => slots.includes(String(slot)));
      const { bundle } = await courier.giveBack(
        offerText,
        unfound.flatMap(({ ids }) => ids),
      );
      return { bundle, id: null };
    },
    enterReceipt: (typed) => courier.enterReceipt(typed),
    isWaiting: () => courier.back().awaitsReceipt,
  };
}

/** A broker's phone takes what comes back. */
export function deskReceiver(desk: CourierDesk): Receiver {
  return {
    kind: "return",
    offer: () => desk.offer(),
    take: async (bundle) => ({ kind: "return", ...(await desk.take(bundle)) }),
    closeOffer: () => desk.close(),
  };
}

/** A courier's phone takes parcels. */
export function courierReceiver(courier: Courier): Receiver {
  return {
    kind: "delivery",
    offer: () => courier.offer(),
    take: async (bundle) => ({ kind: "delivery", ...(await courier.take(bundle)) }),
    closeOffer: () => courier.closeOffer(),
  };
}

/** One end of a hand-over on this phone, of either kind; null until the code for it is there. */
export function useEnd<End>(
  model: BrokerModel,
  fromCourier: (courier: Courier) => End,
  fromDesk: (desk: CourierDesk) => End,
): End | null {
  const [end, setEnd] = useState<End | null>(null);
  useEffect(() => {
    const { courier } = model;
    if (courier !== null) setEnd(fromCourier(courier));
    else void model.broker.courier().then((desk) => setEnd(fromDesk(desk)));
  }, [model, fromCourier, fromDesk]);
  return end;
}
