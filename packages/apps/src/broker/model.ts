import { type Broker, createBroker, openBroker } from "@ojak/client/broker/app";
import type { BurstReport } from "@ojak/client/broker/burst";
import type { Ports } from "@ojak/client/ports";
import type { Access } from "@ojak/core/contact/access";
import type { WordLanguage } from "@ojak/core/words/words";
import { type Gate, gate } from "../ui/gate.ts";
import { Screens, type ScreensState } from "../ui/screens.ts";

/** The screens of an open app. */
export type BrokerScreen =
  | { readonly at: "home" }
  | { readonly at: "burst" }
  | { readonly at: "introduce" }
  | { readonly at: "requests" }
  | { readonly at: "request"; readonly id: string }
  | { readonly at: "meeting"; readonly id: string }
  | { readonly at: "reading" }
  | { readonly at: "settings" };

/** One exchange as the screen follows it. */
export interface BurstView {
  readonly step: "before" | "running" | "after";
  readonly startedMs: number;
  readonly downBytes: number;
  /** True when it was stopped by hand before anything had come. */
  readonly stopped: boolean;
  readonly report: BurstReport | null;
}

/** What the app shows, apart from what the client keeps. `neutral` is the page that stands there after a quick exit. */
export interface BrokerUiState extends ScreensState<BrokerScreen> {
  readonly phase: "setup" | "locked" | "open" | "neutral";
  readonly language: WordLanguage;
  readonly burst: BurstView;
}

/** How the app comes by an open client; replaced in tests. */
export interface BrokerDoors {
  create: typeof createBroker;
  open: typeof openBroker;
}

/** The client's ports, and a way to cut what is on the air. */
export interface BrokerPorts extends Ports {
  cut(): void;
}

const HOME: readonly BrokerScreen[] = [{ at: "home" }];
const BEFORE: BurstView = { step: "before", startedMs: 0, downBytes: 0, stopped: false, report: null };
/** Time to switch the radio on in the phone's own settings, once the exchange is prepared. Everywhere else hiding the app closes it at once. */
const RADIO_GRACE_MS = 60_000;

/** The broker's app: closed, open, or a neutral page. */
export class BrokerModel extends Screens<BrokerScreen, BrokerUiState> {
  readonly ports: BrokerPorts;
  readonly #doors: BrokerDoors;
  readonly #onLock = new Set<() => void>();
  #broker: Broker | null = null;
  #gate: Gate | null = null;
  /** The gate of an opening under way. */
  #entering: Gate | null = null;
  /** Counts closings: an opening that began before the last one opens nothing. */
  #closings = 0;
  #hasVault: boolean;
  #unsubscribe: () => void = () => undefined;

  constructor(ports: BrokerPorts, start: { hasVault: boolean; language: WordLanguage }, through?: BrokerDoors) {
    const phase = start.hasVault ? "locked" : "setup";
    super({ phase, language: start.language, screens: HOME, busy: false, failure: null, tick: 0, burst: BEFORE });
    this.ports = ports;
    this.#hasVault = start.hasVault;
    this.#doors = through ?? { create: createBroker, open: openBroker };
  }

  /** The open client; a defect when the app is closed. */
  get broker(): Broker {
    if (this.#broker === null) throw new Error("defect: the app is closed");
    return this.#broker;
  }

  /** How long the app may be hidden before it closes. A running exchange is let finish. */
  get hiddenMsMax(): number {
    if (this.state.phase === "open" && this.screen.at === "burst") return this.state.burst.step === "after" ? 0 : RADIO_GRACE_MS;
    return 0;
  }

  begin(input: { access: Access; brokerWords: readonly number[]; passphrase: readonly number[] }): Promise<void> {
    const { language } = this.state;
    return this.#enter((ports) => this.#doors.create(ports, { ...input, language }));
  }

  open(passphrase: readonly number[]): Promise<void> {
    return this.#enter((ports) => this.#doors.open(ports, passphrase));
  }

  /** Goes to the exchange, which is then only prepared. */
  prepareBurst(): void {
    this.set({ burst: BEFORE });
    this.go({ at: "burst" });
  }

  /** On the air: shows bytes as they come. What was cut still counts. */
  async burst(): Promise<void> {
    const startedMs = this.ports.clock.nowMs();
    this.set({ burst: { step: "running", startedMs, downBytes: 0, stopped: false, report: null } });
    const onBytes = (downBytes: number) => this.set({ burst: { ...this.state.burst, downBytes } });
    const report = await this.attemptNext(async () => this.#broker?.burst(onBytes));
    if (this.#broker === null) return;
    if (report === undefined && this.state.burst.stopped) this.clearFailure();
    this.set({ burst: { ...this.state.burst, step: report === undefined ? "before" : "after", report: report ?? null } });
  }

  /** Stops the exchange under way: what came counts. */
  stopBurst(): void {
    this.set({ burst: { ...this.state.burst, stopped: true } });
    this.ports.cut();
  }

  async setLanguage(language: WordLanguage): Promise<void> {
    this.set({ language });
    if (this.#broker !== null) await this.attempt(() => this.broker.setLanguage(language));
  }

  /** Calls `forget` whenever the app is closed, until the returned function is called: for what a screen holds in memory. */
  onLock(forget: () => void): () => void {
    this.#onLock.add(forget);
    return () => void this.#onLock.delete(forget);
  }

  lock(): void {
    // Hidden while the key is being derived: it must not open behind his back.
    if (this.#broker === null) this.#closings += 1;
    else this.#close("locked");
  }

  /** Quick exit: closes at once, and a page without meaning stands there. */
  leave(): void {
    this.#close("neutral");
  }

  /** From the neutral page to where the app begins. */
  comeBack(): void {
    this.set({ phase: this.#hasVault ? "locked" : "setup" });
  }

  /** Overwrites and removes all that is stored, whatever else still runs; the app begins anew. When it fails, the app is closed and says so. */
  async erase(): Promise<void> {
    const gates = [this.#gate, this.#entering].filter((one) => one !== null);
    this.#entering = null;
    this.#close("locked");
    const erased = await this.insist(async () => {
      await Promise.all(gates.map((one) => one.drain()));
      await this.ports.file.erase();
      return true;
    });
    if (erased !== true) return;
    this.#hasVault = false;
    if (this.state.phase === "locked") this.set({ phase: "setup" });
  }

  #close(phase: "locked" | "neutral"): void {
    for (const forget of this.#onLock) forget();
    this.#onLock.clear();
    this.ports.cut();
    this.#unsubscribe();
    this.#closings += 1;
    this.#gate?.shut();
    this.#gate = null;
    this.#broker?.lock();
    this.#broker = null;
    this.set({ phase, screens: HOME, failure: null, burst: BEFORE });
  }

  async #enter(door: (ports: Ports) => Promise<Broker>): Promise<void> {
    if (this.state.busy) return;
    const closings = this.#closings;
    const way = gate(this.ports);
    this.#entering = way;
    const broker = await this.attempt(() => door(way.ports));
    const isErased = this.#entering !== way;
    if (!isErased) this.#entering = null;
    if (broker === undefined) return;
    // Left or erased while the key was being derived: it stays closed.
    if (this.#closings !== closings) {
      way.shut();
      broker.lock();
      if (isErased) return;
      this.#hasVault = true;
      if (this.state.phase === "setup") this.set({ phase: "locked" });
      return;
    }
    this.#hasVault = true;
    this.#broker = broker;
    this.#gate = way;
    this.#unsubscribe = broker.subscribe(() => this.touched());
    this.set({ phase: "open", language: broker.state.language, screens: HOME });
  }
}
