import { createFamily, type Family, openFamily, restoreFamily } from "@ojak/client/family/app";
import type { SyncReport } from "@ojak/client/family/sync";
import type { Ports } from "@ojak/client/ports";
import type { Access } from "@ojak/core/contact/access";
import type { WordLanguage } from "@ojak/core/words/words";
import { type Gate, gate } from "../ui/gate.ts";
import { Screens, type ScreensState } from "../ui/screens.ts";

/** The screens of an open app. `replaces` is the tie that a new introduction takes the place of. */
export type FamilyScreen =
  | { readonly at: "home" }
  | { readonly at: "add"; readonly replaces: string | null }
  | { readonly at: "ask"; readonly tieId: string }
  | { readonly at: "tie"; readonly tieId: string }
  | { readonly at: "second"; readonly tieId: string }
  | { readonly at: "settings" }
  | { readonly at: "access" }
  | { readonly at: "sheet" };

/** What the app shows, apart from the ties themselves. */
export interface FamilyUiState extends ScreensState<FamilyScreen> {
  readonly phase: "setup" | "locked" | "open";
  readonly language: WordLanguage;
  readonly syncing: boolean;
  readonly synced: SyncReport | null;
}

const HOME: readonly FamilyScreen[] = [{ at: "home" }];

/** How the app comes by an open client; replaced in tests. */
export interface FamilyDoors {
  create: typeof createFamily;
  open: typeof openFamily;
  restore: typeof restoreFamily;
}

const doors: FamilyDoors = { create: createFamily, open: openFamily, restore: restoreFamily };

/** The family's app: closed or open, and on which screen. */
export class FamilyModel extends Screens<FamilyScreen, FamilyUiState> {
  readonly ports: Ports;
  readonly #doors: FamilyDoors;
  #family: Family | null = null;
  #gate: Gate | null = null;
  /** The gate of an opening under way. */
  #entering: Gate | null = null;
  /** Counts closings: an opening that began before the last one opens nothing. */
  #closings = 0;
  #unsubscribe: () => void = () => undefined;

  constructor(ports: Ports, start: { hasVault: boolean; language: WordLanguage }, through: FamilyDoors = doors) {
    const phase = start.hasVault ? "locked" : "setup";
    super({ phase, language: start.language, screens: HOME, busy: false, failure: null, tick: 0, syncing: false, synced: null });
    this.ports = ports;
    this.#doors = through;
  }

  /** The open client; a defect when the app is closed. */
  get family(): Family {
    if (this.#family === null) throw new Error("defect: the app is closed");
    return this.#family;
  }

  begin(input: { access: Access; passphrase: readonly number[] }): Promise<void> {
    const { language } = this.state;
    return this.#enter((ports) => this.#doors.create(ports, { ...input, language }));
  }

  restore(input: { sheetText: string; sheetPassphrase: readonly number[]; passphrase: readonly number[] }): Promise<void> {
    return this.#enter((ports) => this.#doors.restore(ports, input));
  }

  open(passphrase: readonly number[]): Promise<void> {
    return this.#enter((ports) => this.#doors.open(ports, passphrase));
  }

  /** Sends and fetches; the outcome is shown on the first screen. */
  async sync(): Promise<void> {
    if (this.state.syncing) return;
    this.set({ syncing: true, synced: null });
    // Tapped while a letter is still being saved, it must not come to nothing.
    const report = await this.attemptNext(async () => this.#family?.sync());
    this.set({ syncing: false, synced: report ?? null });
  }

  /** Closes a way. A tap for that must never come to nothing: it goes ahead whatever else still runs. */
  async freeze(tieId: string, which: "broker" | "spare"): Promise<void> {
    await this.insist(() => this.family.freeze(tieId, which));
  }

  async setLanguage(language: WordLanguage): Promise<void> {
    this.set({ language });
    if (this.#family !== null) await this.attempt(() => this.family.setLanguage(language));
  }

  lock(): void {
    if (this.#family === null) return;
    this.#unsubscribe();
    this.#closings += 1;
    this.#gate?.shut();
    this.#gate = null;
    this.#family.lock();
    this.#family = null;
    this.set({ phase: "locked", screens: HOME, failure: null, synced: null, syncing: false });
  }

  /** Overwrites and removes all that is stored, whatever else still runs; the app begins anew. When it fails, the app is closed and says so. */
  async erase(): Promise<void> {
    const gates = [this.#gate, this.#entering].filter((one) => one !== null);
    this.#closings += 1;
    this.lock();
    const erased = await this.insist(async () => {
      await Promise.all(gates.map((one) => one.drain()));
      await this.ports.file.erase();
      return true;
    });
    this.set({ phase: erased === true ? "setup" : "locked" });
  }

  async #enter(door: (ports: Ports) => Promise<Family>): Promise<void> {
    if (this.state.busy) return;
    const closings = this.#closings;
    const way = gate(this.ports);
    this.#entering = way;
    const family = await this.attempt(() => door(way.ports));
    if (this.#entering === way) this.#entering = null;
    if (family === undefined) return;
    // Erased while the key was being derived: it stays closed.
    if (this.#closings !== closings) {
      way.shut();
      family.lock();
      return;
    }
    this.#family = family;
    this.#gate = way;
    this.#unsubscribe = family.subscribe(() => this.touched());
    this.set({ phase: "open", language: family.state.language, screens: HOME });
  }
}
