import type { createBroker } from "@ojak/client/broker/app";
import type { BurstReport } from "@ojak/client/broker/burst";
import type { createCourier } from "@ojak/client/courier/app";
import type { openPhone } from "@ojak/client/phone";
import type { Ports } from "@ojak/client/ports";
import type { WordLanguage } from "@ojak/core/words/words";
import type { ScreensState } from "../ui/screens.ts";

/** The screens of an open app. */
export type BrokerScreen =
  | { readonly at: "home" }
  | { readonly at: "burst" }
  | { readonly at: "introduce" }
  | { readonly at: "requests" }
  | { readonly at: "request"; readonly id: string }
  | { readonly at: "meeting"; readonly id: string }
  | { readonly at: "reading" }
  | { readonly at: "settings" }
  | { readonly at: "duress"; readonly isFirst: boolean }
  | { readonly at: "passphrase" }
  | { readonly at: "pin" }
  | { readonly at: "couriers" }
  | { readonly at: "take" }
  | { readonly at: "give"; readonly begins: "offer" | "receipt"; readonly errandId: string | null };

/** One exchange as the screen follows it; `quiet`: nothing more is on the air, and what came is still to be saved. */
export interface BurstView {
  readonly step: "before" | "running" | "quiet" | "after";
  readonly startedMs: number;
  readonly downBytes: number;
  /** True when it was stopped by hand before anything had come. */
  readonly stopped: boolean;
  readonly report: BurstReport | null;
}

/** What the app shows, apart from what the client keeps. `neutral` is the page that stands there after a quick exit. */
export interface BrokerUiState extends ScreensState<BrokerScreen> {
  readonly phase: "setup" | "locked" | "open" | "paused" | "neutral";
  readonly language: WordLanguage;
  readonly burst: BurstView;
  /** True when there was something stored here, and the browser has cleared it. */
  readonly isEvicted: boolean;
}

/** How the app comes by an open client; replaced in tests. */
export interface BrokerDoors {
  create: typeof createBroker;
  carry: typeof createCourier;
  open: typeof openPhone;
}

/** The client's ports, a way to cut what is on the air, and to wait until what was set shows on the screen. */
export interface BrokerPorts extends Ports {
  cut(): void;
  painted(): Promise<void>;
}

/** Where an open app begins. */
export const HOME: readonly BrokerScreen[] = [{ at: "home" }];
/** An exchange that is not yet prepared. */
export const BEFORE: BurstView = { step: "before", startedMs: 0, downBytes: 0, stopped: false, report: null };
