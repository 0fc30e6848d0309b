import type { Access } from "@ojak/core/contact/access";
import { introSecretOf, writeIntroduction } from "@ojak/core/contact/introduction";
import { meetingAnswers } from "@ojak/core/contact/answers";
import type { Refusal } from "@ojak/core/contact/request";
import { dayOf } from "@ojak/core/epoch";
import { OjakError } from "@ojak/core/errors";
import { brokerKeys } from "@ojak/core/keys/broker";
import { seedOfWords } from "@ojak/core/keys/seed";
import { ENROL_ATTEMPTS, INTRODUCTION_LIFE_DAYS, MAIL_LIFE_DAYS, TAG_BYTES } from "@ojak/core/limits";
import type { WordLanguage } from "@ojak/core/words/words";
import type { CourierDesk } from "../courier/desk.ts";
import { Observed } from "../observed.ts";
import type { Ports } from "../ports.ts";
import { createVault, type Unsealed, unsealVault, type Vault } from "../vault/vault.ts";
import { answerOf } from "./answer.ts";
import { type BurstBudget, checkBudget } from "./budget.ts";
import { decoyTakeOfWords } from "./decoy-take.ts";
import { endRequest } from "./done.ts";
import type { BurstEvents, BurstReport } from "./burst.ts";
import { freshState } from "./fresh.ts";
import { loadBurst } from "./preload.ts";
import { queueUp } from "./outbox.ts";
import type { Passphrases } from "./passphrases.ts";
import type { RecipientSession, SessionHost } from "./recipient.ts";
import { brokerFormat, type BrokerState, type RequestEntry } from "./state.ts";
import { type QueueView, queueOf, type RequestView, requestsOf } from "./views.ts";

/** A broker's open app. Everything that changes is saved before it returns; `subscribe` tells when to draw again. */
export class Broker extends Observed {
  readonly #ports: Ports;
  readonly #vault: Vault<BrokerState> | null;
  readonly #state: BrokerState;
  #desk: CourierDesk | null = null;
  #bursting: Promise<BurstReport> | null = null;

  /** Without a vault nothing is kept but in memory. */
  constructor(ports: Ports, vault: Vault<BrokerState> | null, state: BrokerState) {
    super();
    this.#ports = ports;
    this.#vault = vault;
    this.#state = state;
  }

  get state(): Readonly<BrokerState> {
    return this.#state;
  }

  /** Makes a one-time introduction, without a network. Throws `no-introduction` when a burst is needed first. */
  async introduce(): Promise<{ readonly text: string; readonly expiryDay: number }> {
    const ready = this.#state.stock.find((one) => one.granted);
    if (ready === undefined) throw new OjakError("no-introduction", "burst once: then introductions can be made");
    const expiryDay = Math.min(ready.expiryDay, dayOf(this.#ports.clock.nowMs()) + INTRODUCTION_LIFE_DAYS);
    this.#state.stock = this.#state.stock.filter((one) => one !== ready);
    const { grantOf } = await import("./plan.ts");
    queueUp(this.#state, grantOf(this.#state, ready.slot, expiryDay));
    await this.#saved();
    const { brokerFingerprint } = await import("@ojak/core/keys/weekly-key");
    const { introRoot, signSecret } = this.#state.keys;
    const introSecret = introSecretOf(introRoot, ready.slot);
    const text = writeIntroduction(this.#state.realm, {
      slot: ready.slot,
      expiryDay,
      introSecret,
      fingerprint: brokerFingerprint(signSecret),
    });
    return { text, expiryDay };
  }

  /** False when nothing is stored: closing it ends all that is not at the hub. */
  get isKept(): boolean {
    return this.#vault !== null;
  }

  /** The passphrases of the vault. Throws `locked` where nothing is stored. */
  async passphrases(): Promise<Passphrases> {
    const { Passphrases: Made } = await import("./passphrases.ts");
    if (this.#vault === null) throw new OjakError("locked", "nothing is stored here: there is nothing to open");
    return new Made(this.#ports, this.#vault, this.#state, () => this.#saved());
  }

  /** First contacts under way. */
  requests(): RequestView[] {
    return requestsOf(this.#state);
  }

  /** Undelivered parcels that somebody may be told of. */
  queue(): QueueView[] {
    return queueOf(this.#state, MAIL_LIFE_DAYS);
  }

  /** Accepts a request: routing lines and questions come with a later burst. */
  async accept(requestId: string): Promise<void> {
    const entry = this.#request(requestId);
    queueUp(this.#state, await answerOf(this.#ports, this.#state.realm, entry, { accepted: true, refusal: "none" }));
    entry.accepted = true;
    await this.#saved();
  }

  /** Refuses a request, and forgets it. */
  async refuse(requestId: string, refusal: Refusal): Promise<void> {
    const entry = this.#request(requestId);
    const answer = await answerOf(this.#ports, this.#state.realm, entry, { accepted: false, refusal });
    queueUp(this.#state, answer, { op: "revoke", take: this.#state.keys.take, slot: entry.slot });
    endRequest(this.#ports, this.#state, entry);
    await this.#saved();
  }

  /** What the next burst would send, in bytes, before the radio goes on. */
  async planBurst(): Promise<{ readonly upBytes: number; readonly items: number }> {
    const { planBurst, refillStock } = await import("./plan.ts");
    refillStock(this.#ports, this.#state);
    const { upBytes, ups } = await planBurst(this.#ports, this.#state);
    return { upBytes, items: ups.filter((up) => up.op === "put").length };
  }

  /** One burst. A second call while one runs joins it. Throws `unreachable`, `busy` or `expired`. */
  burst(events?: BurstEvents): Promise<BurstReport> {
    return this.#bursting ?? this.#alone(() => this.#burst(events));
  }

  /** Two bursts at once would take the same parcels in twice. */
  async #alone(begin: () => Promise<BurstReport>): Promise<BurstReport> {
    while (this.#bursting !== null) await this.#bursting.catch(() => undefined);
    this.#bursting = begin().finally(() => {
      this.#bursting = null;
    });
    return this.#bursting;
  }

  /** Opens what waits here for six words. Takes about half a second whether or not the words are right. */
  async recipient(words: readonly number[]): Promise<RecipientSession> {
    const { openSession } = await import("./recipient.ts");
    const seed = await seedOfWords(this.#ports.argon2id, "words", words, this.#state.realm);
    const host: SessionHost = {
      saved: () => this.#saved(),
      endSlots: (slots) => slots.map((slot) => ({ op: "revoke", take: this.#state.keys.take, slot })),
      burstFor: async (tieTake) => (await this.#alone(() => this.#burst(undefined, tieTake))).sought,
    };
    return openSession(this.#ports, this.#state, host, seed);
  }

  /** At the meeting: seals the recipient's answers and her words' public half. Nothing tells whether the answers are right. Throws `used`, `malformed`. */
  async enrol(
    requestId: string,
    input: { answers: readonly [string, string]; words: readonly number[]; language: WordLanguage },
  ): Promise<void> {
    const entry = this.#request(requestId);
    if (entry.meeting === null || entry.answered || entry.attempt >= ENROL_ATTEMPTS)
      throw new OjakError("used", "no answer is asked for now");
    // Loaded for meetings only, as is the signing below: what a phone needs for its next burst stays small.
    const { ENROLMENT_RANDOM_BYTES, sealEnrolment } = await import("@ojak/core/contact/enrolment");
    const seed = await seedOfWords(this.#ports.argon2id, "words", input.words, this.#state.realm);
    const { recipientKeys } = await import("@ojak/core/keys/tie");
    const { recipientKey, tieSecret } = await recipientKeys(seed);
    const tag = this.#ports.random(TAG_BYTES);
    const envelope = await sealEnrolment(
      { realm: this.#state.realm, tag, attempt: entry.attempt },
      { ...entry.meeting, requestSecret: entry.requestSecret },
      meetingAnswers(input.answers),
      { recipientKey: recipientKey.publicKey, tieSecret, language: input.language },
      this.#ports.random(ENROLMENT_RANDOM_BYTES),
    );
    queueUp(this.#state, { op: "put", put: entry.replyPut, tag, route: null, envelope });
    entry.answered = true;
    await this.#saved();
  }

  /** Throws `malformed`. */
  async setBudget(budget: BurstBudget): Promise<void> {
    this.#state.budget = checkBudget(budget);
    if (this.#state.decoy !== null) this.#state.decoy.state.budget = this.#state.budget;
    await this.#saved();
  }

  async setLanguage(language: WordLanguage): Promise<void> {
    this.#state.language = language;
    if (this.#state.decoy !== null) this.#state.decoy.state.language = language;
    await this.#saved();
  }

  /** What passes between this phone and a courier's, without the radio. */
  async courier(): Promise<CourierDesk> {
    const { CourierDesk: Desk } = await import("../courier/desk.ts");
    this.#desk ??= new Desk(this.#ports, this.#state, () => this.#saved());
    return this.#desk;
  }

  /** Forgets the vault's key; the object is of no use afterwards. */
  lock(): void {
    this.#desk?.close();
    this.#vault?.close();
  }

  async #burst(events?: BurstEvents, seek?: Uint8Array<ArrayBuffer>): Promise<BurstReport> {
    const { burst } = await import("./burst.ts");
    // What is acknowledged must be kept first: the hub erases it then.
    await this.#saved();
    try {
      const report = await burst(this.#ports, this.#state, events, seek);
      await (await import("./decoy.ts")).ageDecoy(this.#ports, this.#state);
      return report;
    } finally {
      await this.#saved();
    }
  }

  #request(id: string): RequestEntry {
    const entry = this.#state.requests.find((one) => one.id === id);
    if (entry === undefined) throw new OjakError("ended", "that request is over");
    return entry;
  }

  async #saved(): Promise<void> {
    await this.#vault?.save(this.#state);
    this.changed();
  }
}

/** Begins a broker's app on this phone. With words that he has from before, his introductions and drop go on; waiting mail comes again. */
export async function createBroker(
  ports: Ports,
  input: {
    readonly access: Access;
    readonly brokerWords: readonly number[];
    /** Null keeps nothing on this phone: the state is in memory alone. */
    readonly passphrase: readonly number[] | null;
    readonly language: WordLanguage;
  },
): Promise<Broker> {
  const { access, brokerWords, passphrase, language } = input;
  const keys = brokerKeys(await seedOfWords(ports.argon2id, "broker", brokerWords, access.realm));
  const fresh = freshState(ports, { ...access, language }, keys);
  const state = passphrase === null ? { ...fresh, decoyTake: decoyTakeOfWords(keys) } : fresh;
  const { armOf, openDecoyDrop } = await import("./decoy.ts");
  queueUp(state, openDecoyDrop(state), ...(access.stopId === undefined ? [] : [armOf(state, access.stopId)]));
  loadBurst();
  return new Broker(ports, passphrase === null ? null : await createVault(ports, brokerFormat, passphrase, state), state);
}

/** Opens it. Throws `wrong-passphrase`, `storage`, `version`, `malformed`. */
export async function openBroker(ports: Ports, passphrase: readonly number[]): Promise<Broker> {
  loadBurst();
  return brokerFrom(ports, await unsealVault(ports, passphrase));
}

/** Goes on with what a passphrase opened. Throws `version` or `malformed`. */
export async function brokerFrom(ports: Ports, unsealed: Unsealed): Promise<Broker> {
  const { vault, state } = await unsealed.openAs(brokerFormat);
  return new Broker(ports, vault, state);
}
