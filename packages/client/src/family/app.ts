import type { Bytes } from "@ojak/core/bytes/bytes";
import type { Access } from "@ojak/core/contact/access";
import { dayOf, weekOf } from "@ojak/core/epoch";
import { isOjakError, OjakError } from "@ojak/core/errors";
import { PLACES_A_WEEK } from "@ojak/core/limits";
import type { WordLanguage } from "@ojak/core/words/words";
import { Observed } from "../observed.ts";
import type { Ports } from "../ports.ts";
import { createVault, openVault, type Vault } from "../vault/vault.ts";
import { unlessRefused } from "../refused.ts";
import { renewAccess } from "./access.ts";
import { claimRoute } from "./broker-key.ts";
import { ask, type AskInput, queueVerdict, takeIntroduction } from "./contact.ts";
import { freezeRoute, freezeSpare } from "./freeze.ts";
import { endTie, sendDraft, sendVoice } from "./letters.ts";
import type { BrokerRoute } from "./routes.ts";
import { sealMessage } from "./sealing.ts";
import { askSpare, type SecondWayInput, takeSecondIntroduction } from "./second-way.ts";
import { readSheet, writeSheet } from "./sheet.ts";
import { type FamilyState, tieOf } from "./state.ts";
import { familyFormat } from "./stored.ts";
import { sync, type SyncReport } from "./sync.ts";
import { markChecked } from "./verify.ts";

/** A relative's open app. Everything that changes is saved before it returns; `subscribe` tells when to draw again. */
export class Family extends Observed {
  readonly #ports: Ports;
  readonly #vault: Vault<FamilyState>;
  readonly #state: FamilyState;
  #syncing: Promise<SyncReport> | null = null;

  constructor(ports: Ports, vault: Vault<FamilyState>, state: FamilyState) {
    super();
    this.#ports = ports;
    this.#vault = vault;
    this.#state = state;
  }

  get state(): Readonly<FamilyState> {
    return this.#state;
  }

  /**
   * Takes an introduction up and claims it at the hub, which needs the network. `replaces` names a tie whose words were forgotten: it ends. Throws
   * `checksum`, `expired`, `wrong-realm`, `used` (somebody else was first: tell the broker), `quota`, `unreachable`.
   */
  async takeIntroduction(input: { name: string; text: string; replaces?: string }): Promise<string> {
    const tie = takeIntroduction(this.#ports, this.#state, input.name.trim(), input.text);
    // Saved first: a claim whose answer is lost on the way must be repeated with the same capability.
    await this.#saved();
    await this.#claim(tie.broker, () => {
      this.#state.ties = this.#state.ties.filter((one) => one !== tie);
    });
    if (input.replaces !== undefined) await this.end(input.replaces);
    await this.#saved();
    return tie.id;
  }

  async #claim(broker: BrokerRoute, forget: () => void): Promise<void> {
    try {
      await claimRoute(this.#ports, this.#state, broker);
    } catch (error) {
      // Only the hub's own word ends it: after anything else the claim may have been taken, and its capability must not be lost.
      if (isOjakError(error, "used") || isOjakError(error, "expired") || isOjakError(error, "stopped")) forget();
      await this.#saved();
      throw error;
    }
  }

  /** Repeats a claim that found no network. */
  async claimAgain(tieId: string): Promise<void> {
    await claimRoute(this.#ports, this.#state, tieOf(this.#state, tieId).broker);
    await this.#saved();
  }

  /** Writes the request. Throws `names-or-numbers`, `weak-question`, `weak-answer`. Goes out at the next sync. */
  async ask(tieId: string, input: AskInput): Promise<void> {
    await ask(this.#ports, this.#state, tieOf(this.#state, tieId), input);
    await this.#saved();
  }

  /** After a wrong answer: lets the recipient answer once more. */
  async tryAgain(tieId: string): Promise<void> {
    await queueVerdict(this.#ports, this.#state, tieOf(this.#state, tieId), true);
    await this.#saved();
  }

  /** After a wrong answer: ends the request. */
  async giveUp(tieId: string): Promise<void> {
    await queueVerdict(this.#ports, this.#state, tieOf(this.#state, tieId), false);
    await this.#saved();
  }

  /** Keeps what is being written. */
  async draft(tieId: string, text: string): Promise<void> {
    tieOf(this.#state, tieId).draft = text;
    await this.#saved();
  }

  /**
   * Seals the draft at once, also without a network. `isQuestion`: it goes by a way that she has not checked, to learn who is there. Throws `empty`,
   * `too-large`, `ended`, `quota`, `unreachable`. Returns the message's id.
   */
  async send(tieId: string, how: { readonly isQuestion?: boolean } = {}): Promise<string> {
    const { id } = await sendDraft(this.#ports, this.#state, tieOf(this.#state, tieId), how);
    await this.#saved();
    return id;
  }

  /** Seals a voice at once. Throws `empty`, `too-large`, `ended`, `quota`, `unreachable`. Returns the message's id. */
  async sendVoice(tieId: string, voice: Bytes): Promise<string> {
    const { id } = await sendVoice(this.#ports, this.#state, tieOf(this.#state, tieId), voice);
    await this.#saved();
    return id;
  }

  /** Seals a letter anew that expired or was refused. */
  async sendAgain(tieId: string, messageId: string): Promise<void> {
    const tie = tieOf(this.#state, tieId);
    const message = tie.messages.find((one) => one.id === messageId);
    if (message === undefined || tie.keys === null) throw new OjakError("ended", "that letter can no longer be sent");
    await sealMessage(this.#ports, this.#state, tie, message);
    await this.#saved();
  }

  /**
   * Closes a tie's way, for good: nothing more goes to that broker, and what waits for him is taken back. Goes before all else, with a sync at once or with
   * the next one. True when the hub has answered.
   */
  async freeze(tieId: string, which: "broker" | "spare" = "broker"): Promise<boolean> {
    const tie = tieOf(this.#state, tieId);
    if (which === "spare") freezeSpare(this.#ports, this.#state, tie);
    else await freezeRoute(this.#ports, this.#state, tie);
    await this.#saved();
    const isLeft = (): boolean => this.#state.outbox.some((one) => one.tieId === tieId && one.request.op === "freeze");
    // A sync that runs already may have passed the outbox by: then another follows.
    for (let i = 0; i < 2 && isLeft(); i++) await unlessRefused(() => this.sync());
    return !isLeft();
  }

  /**
   * Another broker for a tie whose words exist: claims his introduction, which needs the network, and asks him. Throws what `takeIntroduction` throws,
   * `names-or-numbers` and `ended`.
   */
  async addBroker(tieId: string, input: SecondWayInput): Promise<void> {
    const tie = tieOf(this.#state, tieId);
    const spare = takeSecondIntroduction(this.#ports, this.#state, tie, input);
    await this.#saved();
    await this.#claim(spare.broker, () => {
      tie.spare = null;
    });
    await askSpare(this.#ports, this.#state, tie, spare);
    await this.#saved();
  }

  /** She has checked who it is that came back: what waited for that goes by him again. */
  async markChecked(tieId: string): Promise<void> {
    await markChecked(this.#ports, this.#state, tieOf(this.#state, tieId));
    await this.#saved();
  }

  /** Sends and fetches. A second call while one runs joins it. Throws `unreachable` or `busy`. */
  sync(): Promise<SyncReport> {
    this.#syncing ??= sync(this.#ports, this.#state, () => this.#saved()).finally(() => {
      this.#syncing = null;
    });
    return this.#syncing;
  }

  async rename(tieId: string, name: string): Promise<void> {
    tieOf(this.#state, tieId).name = name.trim();
    await this.#saved();
  }

  /** Ends a tie from this side: what waits is withdrawn, its keys are erased, its letters stay here until it is removed. */
  async end(tieId: string): Promise<void> {
    endTie(this.#ports, this.#state, tieOf(this.#state, tieId), "ended");
    await this.#saved();
  }

  /** Removes an ended tie with all that was written. */
  async remove(tieId: string): Promise<void> {
    this.#state.ties = this.#state.ties.filter((tie) => tie.id !== tieId);
    await this.#saved();
  }

  /** Takes a new access code for the same hub, when the old one has ended. Throws `wrong-realm` for another hub's. */
  async renewAccess(access: Access): Promise<void> {
    renewAccess(this.#state, access);
    await this.#saved();
  }

  async setLanguage(language: WordLanguage): Promise<void> {
    this.#state.language = language;
    await this.#saved();
  }

  /** A recovery sheet as text, for print and QR; closed by four words. */
  sheet(passphrase: readonly number[]): Promise<string> {
    return writeSheet(this.#ports, this.#state, passphrase);
  }

  /** Forgets the vault's key; the object is of no use afterwards. */
  lock(): void {
    this.#vault.close();
  }

  async #saved(): Promise<void> {
    await this.#vault.save(this.#state);
    this.changed();
  }
}

/** Begins a family's app on this device. */
export async function createFamily(
  ports: Ports,
  input: { readonly access: Access; readonly passphrase: readonly number[]; readonly language: WordLanguage },
): Promise<Family> {
  const { token, realm, hubOrigin } = input.access;
  const state: FamilyState = {
    language: input.language,
    realm,
    hubOrigin,
    token,
    ties: [],
    outbox: [],
    lastSyncDay: null,
    needsAccess: false,
  };
  return new Family(ports, await createVault(ports, familyFormat, input.passphrase, state), state);
}

/** Opens it. Throws `wrong-passphrase`, `storage`, `version`, `malformed`. */
export async function openFamily(ports: Ports, passphrase: readonly number[]): Promise<Family> {
  const { vault, state } = await openVault(ports, familyFormat, passphrase);
  return new Family(ports, vault, state);
}

/** Begins on a new device from a recovery sheet. Throws what `readSheet` throws. */
export async function restoreFamily(
  ports: Ports,
  input: { readonly sheetText: string; readonly sheetPassphrase: readonly number[]; readonly passphrase: readonly number[] },
): Promise<Family> {
  const state = await readSheet(ports, input.sheetText, input.sheetPassphrase);
  // The upper half of this week: past what the lost device may have used since the sheet was made.
  const week = weekOf(ports.clock.nowMs());
  for (const tie of state.ties) tie.nextPlace = { week, index: PLACES_A_WEEK / 2 };
  state.lastSyncDay = state.lastSyncDay === null ? null : Math.min(state.lastSyncDay, dayOf(ports.clock.nowMs()));
  return new Family(ports, await createVault(ports, familyFormat, input.passphrase, state), state);
}
