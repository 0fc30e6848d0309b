import type { Bytes } from "@ojak/core/bytes/bytes";
import type { Access } from "@ojak/core/contact/access";
import { dayOf, weekOf } from "@ojak/core/epoch";
import { isOjakError, OjakError } from "@ojak/core/errors";
import { PLACES_A_WEEK } from "@ojak/core/limits";
import { CODE } from "@ojak/core/wire/codes";
import type { WordLanguage } from "@ojak/core/words/words";
import { exchange } from "../hub/exchange.ts";
import { Observed } from "../observed.ts";
import type { Ports } from "../ports.ts";
import { createVault, openVault, type Vault } from "../vault/vault.ts";
import { ask, type AskInput, claimOf, queueVerdict, takeIntroduction } from "./contact.ts";
import { endTie, sealMessage, sendDraft, sendVoice } from "./letters.ts";
import { readSheet, writeSheet } from "./sheet.ts";
import { type FamilyState, familyFormat, type Tie, tieOf } from "./state.ts";
import { learnKey, sync, type SyncReport } from "./sync.ts";

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
    try {
      await this.#claim(tie);
    } catch (error) {
      // Only the hub's own word ends it: after anything else the claim may have been taken, and its capability must not be lost.
      const isOver = isOjakError(error, "used") || isOjakError(error, "expired");
      if (isOver) this.#state.ties = this.#state.ties.filter((one) => one !== tie);
      await this.#saved();
      throw error;
    }
    if (input.replaces !== undefined) await this.end(input.replaces);
    await this.#saved();
    return tie.id;
  }

  /** Repeats a claim that found no network. */
  async claimAgain(tieId: string): Promise<void> {
    await this.#claim(tieOf(this.#state, tieId));
    await this.#saved();
  }

  async #claim(tie: Tie): Promise<void> {
    const transport = this.#ports.transportTo(this.#state.hubOrigin);
    const claimed = await exchange(transport, this.#ports.clock, [claimOf(tie)], []);
    const code = claimed.codes?.[0];
    if (code === undefined) throw new OjakError("unreachable", "the hub did not answer: try again");
    if (code === CODE.used)
      throw new OjakError("used", "somebody took this introduction up before you: tell the broker, and ask for a new one");
    if (code !== CODE.ok) throw new OjakError("expired", "the hub does not know this introduction: ask the broker for a new one");
    const looked = await exchange(transport, this.#ports.clock, [], [{ op: "look", put: tie.broker.put, tags: [] }]);
    for (const frame of looked.frames) {
      if (frame.kind === "states" && frame.weeklyKey !== null) await learnKey(this.#ports, this.#state, tie, frame.weeklyKey);
    }
    if (tie.broker.key === null) throw new OjakError("unreachable", "the broker's key did not come: try again");
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

  /** Seals the draft at once, also without a network. Throws `empty`, `too-large`, `ended`, `quota`, `unreachable`. Returns the message's id. */
  async send(tieId: string): Promise<string> {
    const { id } = await sendDraft(this.#ports, this.#state, tieOf(this.#state, tieId));
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
    const tie = tieOf(this.#state, tieId);
    endTie(this.#ports, this.#state, tie, "ended");

    await this.#saved();
  }

  /** Removes an ended tie with all that was written. */
  async remove(tieId: string): Promise<void> {
    this.#state.ties = this.#state.ties.filter((tie) => tie.id !== tieId);
    await this.#saved();
  }

  /** Takes a new access code for the same hub, when the old one has ended. Throws `wrong-realm` for another hub's. */
  async renewAccess(access: Access): Promise<void> {
    const state = this.#state;
    if (access.realm !== state.realm || access.hubOrigin !== state.hubOrigin)
      throw new OjakError("wrong-realm", "this access code belongs to another hub");
    state.token = access.token;
    state.needsAccess = false;
    state.outbox = state.outbox.map((item) =>
      item.request.op === "open" ? { ...item, request: { ...item.request, token: access.token }, notBeforeMs: 0 } : item,
    );
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
