import { Broker, createBroker } from "@ojak/client/broker/app";
import type { Courier } from "@ojak/client/courier/app";
import { openPhone, type Phone } from "@ojak/client/phone";
import type { Ports } from "@ojak/client/ports";
import { vaultExists } from "@ojak/client/vault/vault";
import type { Access } from "@ojak/core/contact/access";
import type { WordLanguage } from "@ojak/core/words/words";
import { type Gate, gate } from "../ui/gate.ts";
import { burstEvents } from "./burst-events.ts";
import { PinLock } from "./pin-lock.ts";
import { BEFORE, type BrokerDoors, type BrokerPorts, type BrokerScreen, type BrokerUiState, HOME } from "./model-state.ts";
import { Screens } from "../ui/screens.ts";

/**
 * Time to switch the radio on in the phone's own settings, once the exchange is prepared, or to look for a file in the phone's own list. Everywhere else hiding the
 * app closes it at once.
 */
const AWAY_MS_MAX = 60_000;
const DOORS: BrokerDoors = {
  create: createBroker,
  carry: async (ports, input) => (await import("@ojak/client/courier/app")).createCourier(ports, input),
  open: openPhone,
};

/** The app of a broker or a courier: closed, open, or a neutral page. */
export class BrokerModel extends Screens<BrokerScreen, BrokerUiState> {
  readonly ports: BrokerPorts;
  readonly pin = new PinLock();
  readonly #doors: BrokerDoors;
  readonly #onLock = new Set<() => void>();
  #phone: Phone | null = null;
  #isFindingFile = false;
  #gate: Gate | null = null;
  /** The gate of an opening under way. */
  #entering: Gate | null = null;
  /** Counts closings: an opening that began before the last one opens nothing. */
  #closings = 0;
  #hasVault: boolean;
  #unsubscribe: () => void = () => undefined;

  constructor(ports: BrokerPorts, start: { hasVault: boolean; language: WordLanguage }, through?: BrokerDoors) {
    const phase = start.hasVault ? "locked" : "setup";
    super({
      phase,
      language: start.language,
      screens: HOME,
      busy: false,
      failure: null,
      tick: 0,
      burst: BEFORE,
      isEvicted: false,
    });
    this.ports = ports;
    this.#hasVault = start.hasVault;
    this.#doors = through ?? DOORS;
  }

  /** The open client of either kind; a defect when the app is closed. */
  get phone(): Phone {
    if (this.#phone === null) throw new Error("defect: the app is closed");
    return this.#phone;
  }

  /** The open client on a broker's phone; a defect on a courier's. */
  get broker(): Broker {
    if (!(this.phone instanceof Broker)) throw new Error("defect: this is a courier's phone");
    return this.phone;
  }

  /** The open client on a courier's phone, null on a broker's. */
  get courier(): Courier | null {
    return this.phone instanceof Broker ? null : this.phone;
  }

  /** How long the app may be hidden before it closes. A running exchange is let finish. */
  get hiddenMsMax(): number {
    if (this.state.phase !== "open") return 0;
    if (this.screen.at === "take" && this.#isFindingFile) return AWAY_MS_MAX;
    return this.screen.at === "burst" && this.state.burst.step !== "after" ? AWAY_MS_MAX : 0;
  }

  /** The phone's own list of files lies over the app, or no longer does. */
  findFile(isFinding: boolean): void {
    this.#isFindingFile = isFinding;
  }

  /** Begins; without a passphrase nothing is kept on this phone. */
  begin(input: { access: Access; brokerWords: readonly number[]; passphrase: readonly number[] | null }): Promise<void> {
    const { language } = this.state;
    return this.#enter((ports) => this.#doors.create(ports, { ...input, language }));
  }

  /** Begins on a phone that stays off the air: it needs no access code, and no words but those that open it. */
  carry(passphrase: readonly number[]): Promise<void> {
    const { language } = this.state;
    return this.#enter((ports) => this.#doors.carry(ports, { passphrase, language }));
  }

  async open(passphrase: readonly number[]): Promise<void> {
    await this.#enter((ports) => this.#doors.open(ports, passphrase));
    if (this.state.failure !== "storage" || (await vaultExists(this.ports))) return;
    this.#hasVault = false;
    this.set({ phase: "setup", failure: null, isEvicted: true });
  }

  /** Goes to the exchange, which is then only prepared. */
  prepareBurst(): void {
    this.set({ burst: BEFORE });
    this.go({ at: "burst" });
  }

  /** On the air: shows bytes as they come. What was cut still counts. */
  async burst(): Promise<void> {
    const startedMs = this.ports.clock.nowMs();
    this.set({ burst: { ...BEFORE, step: "running", startedMs } });
    const show = (change: Partial<BrokerUiState["burst"]>) => this.set({ burst: { ...this.state.burst, ...change } });
    const events = burstEvents(this.ports, show);
    const report = await this.attemptNext(async () => (this.#phone === null ? undefined : this.broker.burst(events)));
    if (this.#phone === null) return;
    if (report === undefined && this.state.burst.stopped) this.clearFailure();
    show({ step: report === undefined ? "before" : "after", report: report ?? null });
  }

  /** Stops the exchange under way: what came counts. */
  stopBurst(): void {
    this.set({ burst: { ...this.state.burst, stopped: true } });
    this.ports.cut();
  }

  async setLanguage(language: WordLanguage): Promise<void> {
    this.set({ language });
    if (this.#phone !== null) await this.attempt(() => this.phone.setLanguage(language));
  }

  /** Calls `forget` whenever the app is closed, until the returned function is called: for what a screen holds in memory. */
  onLock(forget: () => void): () => void {
    this.#onLock.add(forget);
    return () => void this.#onLock.delete(forget);
  }

  lock(): void {
    // Hidden while the key is being derived: it must not open behind his back.
    if (this.#phone === null) this.#closings += 1;
    else this.#close("locked");
  }

  /** Chooses the digits that cover the open app for a moment, until it closes. */
  choosePin(pin: string, coversHidden: boolean): boolean {
    const isChosen = this.pin.choose(pin, coversHidden);
    if (isChosen) this.touched();
    return isChosen;
  }

  /** Covers the open app: its screens and sittings are forgotten, its key is not. */
  pause(): void {
    if (this.state.phase !== "open" || !this.pin.isSet) return;
    this.#forgetScreens();
    this.pin.begin(this.ports.clock.nowMs());
    this.set({ phase: "paused", screens: HOME, failure: null, burst: BEFORE });
  }

  /** Takes the cover off with the right digits, or closes for good. */
  resume(pin: string): void {
    if (this.state.phase !== "paused") return;
    const answer = this.pin.answer(pin, this.ports.clock.nowMs());
    if (answer === "over") this.lock();
    else if (answer === "right") this.set({ phase: "open" });
    else this.touched();
  }

  /** Hidden or left alone for too long: covered if he chose so and not for too long yet, else closed. */
  left(): void {
    if (this.state.phase === "open" && this.pin.coversHidden) this.pause();
    else if (this.state.phase !== "paused" || this.pin.isOver(this.ports.clock.nowMs())) this.lock();
  }

  /** Quick exit: closes at once, and a page without meaning stands there. */
  leave(): void {
    this.#close("neutral");
  }

  /** From the neutral page to where the app begins. */
  comeBack(): void {
    this.set({ phase: this.#closedPhase });
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
    this.#forgetScreens();
    this.pin.forget();
    this.#unsubscribe();
    this.#closings += 1;
    this.#gate?.shut();
    this.#gate = null;
    this.#phone?.lock();
    this.#phone = null;
    this.set({ phase: phase === "locked" ? this.#closedPhase : phase, screens: HOME, failure: null, burst: BEFORE });
  }

  /** Where the app stands when it is closed: where nothing is stored, it begins anew. */
  get #closedPhase(): "locked" | "setup" {
    return this.#hasVault ? "locked" : "setup";
  }

  #forgetScreens(): void {
    this.#isFindingFile = false;
    for (const forget of this.#onLock) forget();
    this.#onLock.clear();
    this.ports.cut();
  }

  async #enter(door: (ports: Ports) => Promise<Phone>): Promise<void> {
    if (this.state.busy) return;
    const closings = this.#closings;
    const way = gate(this.ports);
    this.#entering = way;
    const phone = await this.attempt(() => door(way.ports));
    const isErased = this.#entering !== way;
    if (!isErased) this.#entering = null;
    if (phone === undefined) return;
    // Left or erased while the key was being derived: it stays closed.
    if (this.#closings !== closings) {
      way.shut();
      phone.lock();
      if (isErased) return;
      this.#hasVault = phone.isKept;
      if (this.state.phase === "setup") this.set({ phase: this.#closedPhase });
      return;
    }
    this.#hasVault = phone.isKept;
    this.#phone = phone;
    this.#gate = way;
    this.#unsubscribe = phone.subscribe(() => this.touched());
    this.set({ phase: "open", language: phone.state.language, screens: HOME, isEvicted: false });
  }
}
