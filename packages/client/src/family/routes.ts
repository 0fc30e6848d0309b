import type { Bytes } from "@ojak/core/bytes/bytes";
import type { Refusal } from "@ojak/core/contact/request";
import type { WeeklyKey } from "@ojak/core/keys/weekly-key";

/** The broker of a tie, as far as a relative knows him. */
export interface BrokerRoute {
  /** Names this way in messages and slots; never leaves this device. */
  readonly id: string;
  readonly introSecret: Bytes;
  readonly fingerprint: Bytes;
  /** The put capability that replaced the introduction's own. */
  readonly put: Bytes;
  key: WeeklyKey | null;
  /** Phones that were replaced: their keys are not taken again. */
  readonly pastGenerations: { readonly generation: number; readonly week: number }[];
  /** The day on which she closed this way, for good. */
  frozenDay: number | null;
  /** True when it is closed because the desk stopped him, and she was told so. */
  isStopped: boolean;
  /** The last day on which he is known to have been there. */
  signDay: number;
  /** The day of the last sign, once a sync has seen three weeks without one. */
  darkSince: number | null;
  /** The day on which he came back after darkness, or with another phone, until she says that she has checked. */
  backDay: number | null;
}

/** Another broker for the same tie: his introduction claimed, he asked, ready to be used, or he refused. */
export interface SpareRoute {
  readonly broker: BrokerRoute;
  stage: "claimed" | "asked" | "ready" | "refused";
  readonly where: string;
  readonly routing: string;
  readonly requestSecret: Bytes;
  readonly replyPut: Bytes;
  readonly replySlot: number;
  /** Tags of the request that waits at the hub. */
  tags: Bytes[];
  refusal: Refusal;
}

/** A way that was closed before the present one. */
export interface ClosedWay {
  readonly id: string;
  readonly day: number;
  /** The desk stopped that broker. */
  readonly isStopped: boolean;
}

/** Which way the answers in a slot of the tie's reply drop come by; null: of the tie's own drop, which any phone may have found. */
export interface SlotNote {
  readonly slot: number;
  readonly wayId: string | null;
  readonly untilDay: number;
}
