import type { Bytes } from "@ojak/core/bytes/bytes";

/** What a broker's phone keeps of a parcel that is with a courier: enough to go on telling the hub that it is held. */
export interface Head {
  readonly slot: number;
  readonly tag: Bytes;
  readonly arrivedDay: number;
}

/** A bundle that was made for a courier. */
export interface Errand {
  readonly id: string;
  /** When it was made; no finer. */
  readonly day: number;
  /** What the courier's phone will show; null once it was entered and the parcels were erased here. */
  receipt: string | null;
  heads: Head[];
}
