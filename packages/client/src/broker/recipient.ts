import type { Bytes } from "@ojak/core/bytes/bytes";
import { utf8 } from "@ojak/core/bytes/text";
import { dayOf, weekOf } from "@ojak/core/epoch";
import { OjakError } from "@ojak/core/errors";
import { X25519 } from "@ojak/core/keys/hpke";
import {
  lateKeyPair,
  type Place,
  placeNumber,
  type RecipientKeys,
  replyPutOf,
  tagTable,
  tagText,
  recipientKeys,
} from "@ojak/core/keys/tie";
import { decodeDown, encodeUp, sizeKindOf, type UpContent } from "@ojak/core/letter/content";
import { splitVoice } from "@ojak/core/letter/voice";
import { LETTER_TEXT_BYTES_MAX, OPENED_PLACES_MAX, TAG_BYTES, VOICE_ID_BYTES } from "@ojak/core/limits";
import { openEnvelope, sealEnvelope } from "@ojak/core/seal/envelope";
import type { UpRequest } from "@ojak/core/wire/up";
import type { Ports } from "../ports.ts";
import { unlessRefused } from "../refused.ts";
import { endRequest, markDone } from "./done.ts";
import { isReadable, numberOf, type Opened, voiceOf } from "./opened.ts";
import { queueUp, requireRoom } from "./outbox.ts";
import type { Parcel, SittingState } from "./state.ts";

/** A letter or voice as the recipient has it: in memory only. `first` is true when it shows that the tie now holds. */
export interface OpenLetter {
  readonly id: string;
  readonly number: number;
  readonly day: number;
  /** Empty for a voice. */
  readonly text: string;
  readonly voice: Bytes | null;
  readonly first: boolean;
}

/** What the session asks of the broker's app around it. */
export interface SessionHost {
  /** Saves the vault and redraws. */
  saved(): Promise<void>;
  /** What ends these slots for good, to go out with the stop. */
  endSlots(slots: readonly number[]): readonly UpRequest[];
  /** A burst now that also takes from the given drop; returns what that drop held. */
  burstFor(tieTake: Bytes): Promise<readonly { readonly tag: Bytes; readonly envelope: Bytes }[]>;
}

/** A recipient at the broker's phone, from her words on. Nothing of it outlives `close` but what is sealed. */
export class RecipientSession {
  readonly #ports: Ports;
  readonly #state: SittingState;
  readonly #host: SessionHost;
  #keys: RecipientKeys | null;
  #opened: Opened[] = [];
  /** Places that no reply or receipt has named yet. */
  #unacknowledged: Place[] = [];

  constructor(ports: Ports, state: SittingState, host: SessionHost, keys: RecipientKeys) {
    this.#ports = ports;
    this.#state = state;
    this.#host = host;
    this.#keys = keys;
  }

  /** Letters and whole voices that these words open here, oldest first. Empty for wrong words and for none waiting alike: nothing tells them apart. */
  get letters(): OpenLetter[] {
    const listed = new Set<number>();
    return this.#opened.flatMap(({ content, parcel }) => {
      const number = numberOf(content);
      // One letter may be here twice: from this broker's drop, and from the tie's own.
      if (!isReadable(this.#opened, content) || listed.has(number)) return [];
      listed.add(number);
      const first = parcel !== null && this.#state.requests.some((entry) => entry.slot === parcel.slot && entry.answered);
      const text = content.kind === "letter" ? content.text : "";
      return [{ id: String(number), number, day: content.day, text, voice: voiceOf(this.#opened, content), first }];
    });
  }

  /** True when a letter or return card is at hand, so that an answer stays closed even if the words become known later. */
  get hasCard(): boolean {
    return this.#opened.length > 0;
  }

  /** Opens what lies on this phone for these words. */
  async open(): Promise<void> {
    const table = tagTable(this.#secrets().tagKey, weekOf(this.#ports.clock.nowMs()));
    for (const parcel of this.#state.parcels) await this.#tryOpen(table, parcel, parcel);
    this.#opened.sort((a, b) => placeNumber(a.place) - placeNumber(b.place));
  }

  /** Looks in the tie's own drop, with a burst in this sitting. Throws `unreachable` or `busy`. Returns how many letters are new here. */
  async seek(): Promise<number> {
    const before = this.letters.length;
    const keys = this.#secrets();
    const table = tagTable(keys.copyKey, weekOf(this.#ports.clock.nowMs()));
    for (const found of await this.#host.burstFor(keys.tieTake)) await this.#tryOpen(table, found, null);
    // The burst may have brought something for this phone, too.
    await this.open();
    return this.letters.length - before;
  }

  /** Seals an answer and queues it for the next burst. Throws `empty`, `too-large` or `quota`. */
  async reply(text: string): Promise<void> {
    const plain = text.normalize("NFC").trim();
    if (plain === "") throw new OjakError("empty", "there is nothing to send yet");
    if (utf8(plain).length > LETTER_TEXT_BYTES_MAX)
      throw new OjakError("too-large", `a letter holds ${LETTER_TEXT_BYTES_MAX} bytes`);
    await this.#queue({ kind: "reply", day: this.#day(), answers: this.#answers(), opened: this.#acknowledge(), text: plain });
    await this.#host.saved();
  }

  /** Seals a voice (1 to 22,504 bytes) and queues it for the next burst. Throws `empty`, `too-large` or `quota`. */
  async replyVoice(voice: Bytes): Promise<void> {
    const parts = splitVoice(voice);
    requireRoom(this.#state, parts.length);
    const id = this.#ports.random(VOICE_ID_BYTES);
    const [day, answers] = [this.#day(), this.#answers()];
    for (const part of parts) {
      const head = part.part === 0 ? { answers, opened: this.#acknowledge() } : { answers: null, opened: [] };
      await this.#queue({ kind: "voice", day, voice: id, ...head, ...part });
    }
    await this.#host.saved();
  }

  /** Hands letters over: they are erased from this phone, and their sender will learn that the words opened them. */
  async finish(letterIds: readonly string[]): Promise<void> {
    const isMeant = ({ content }: Opened) => content.kind !== "card" && letterIds.includes(String(numberOf(content)));
    this.#unacknowledged.push(
      ...this.#opened
        .filter((one) => isMeant(one) && isReadable(this.#opened, one.content) && !this.#named.has(placeNumber(one.place)))
        .map(({ place }) => place),
    );
    while (this.#unacknowledged.length > 0) await this.#queue({ kind: "receipt", day: this.#day(), opened: this.#acknowledge() });
    for (const { parcel } of this.#opened.filter(isMeant)) {
      if (parcel !== null) this.#handOver(parcel);
    }
    this.#opened = this.#opened.filter((one) => !isMeant(one));
    await this.#host.saved();
  }

  /** Ends the tie for good: the sender is told, nothing more is taken, and what waits for these words is erased. */
  async stop(): Promise<void> {
    const keys = this.#secrets();
    const slots = new Set(this.#opened.flatMap(({ parcel }) => (parcel === null ? [] : [parcel.slot])));
    requireRoom(this.#state, slots.size + 2);
    await this.#queue(
      { kind: "stop", day: this.#day() },
      { op: "close", take: keys.tieTake },
      ...this.#host.endSlots([...slots]),
    );

    for (const { parcel } of this.#opened) if (parcel !== null) this.#handOver(parcel);
    this.close();
    await this.#host.saved();
  }

  /** Forgets words, keys and texts. What was not handed over stays sealed on this phone. */
  close(): void {
    this.#keys = null;
    this.#opened = [];
    this.#unacknowledged = [];
  }

  readonly #named = new Set<number>();

  async #tryOpen(
    table: Map<string, Place>,
    { tag, envelope }: { tag: Bytes; envelope: Bytes },
    parcel: Parcel | null,
  ): Promise<void> {
    const place = table.get(tagText(tag));
    if (place === undefined || this.#opened.some((one) => placeNumber(one.place) === placeNumber(place))) return;
    const keys = this.#secrets();
    const context = { purpose: "down", realm: this.#state.realm, psk: keys.downPsk, aad: tag } as const;
    // Altered on the way, or of a newer program: it stays where it is.
    const content = await unlessRefused(async () => decodeDown(await openEnvelope(keys.recipientKey, context, envelope)));
    if (content !== null) this.#opened.push({ place, content, parcel });
  }

  #handOver(parcel: Parcel): void {
    this.#state.parcels = this.#state.parcels.filter((one) => one !== parcel);
    markDone(this.#ports, this.#state, parcel.tag);
    // Accepted for words that existed before, a request has no meeting: her letter is what ends it.
    const entry = this.#state.requests.find(
      (one) => one.slot === parcel.slot && (one.answered || (one.accepted && one.meeting === null)),
    );
    if (entry !== undefined) endRequest(this.#ports, this.#state, entry);
  }

  /** The newest letter, card or voice: its key is the youngest. */
  #card(): (Opened & { readonly replyKey: Bytes }) | undefined {
    return this.#opened
      .flatMap((one) => (one.content.replyKey === null ? [] : [{ ...one, replyKey: one.content.replyKey }]))
      .at(-1);
  }

  #answers(): number | null {
    const card = this.#card();
    return card === undefined ? null : placeNumber(card.place);
  }

  #acknowledge(): Place[] {
    if (this.#unacknowledged.length === 0) {
      const letters = this.#opened.filter(
        ({ content, place }) => isReadable(this.#opened, content) && !this.#named.has(placeNumber(place)),
      );
      this.#unacknowledged.push(...letters.map(({ place }) => place));
    }
    return this.#unacknowledged.slice(0, OPENED_PLACES_MAX);
  }

  /** Only what is queued counts as told. */
  #acknowledged(content: UpContent): void {
    if (content.kind === "stop") return;
    for (const place of content.opened) this.#named.add(placeNumber(place));
    this.#unacknowledged = this.#unacknowledged.filter((place) => !this.#named.has(placeNumber(place)));
  }

  async #queue(content: UpContent, ...more: readonly UpRequest[]): Promise<void> {
    const keys = this.#secrets();
    const card = content.kind === "stop" ? undefined : this.#card();
    const tag = this.#ports.random(TAG_BYTES);
    const key = card === undefined ? (await lateKeyPair(keys.tieSecret)).publicKey : card.replyKey;
    const put =
      card === undefined ? keys.latePut : replyPutOf(keys.tieSecret, card.place, card.parcel === null ? "copy" : "main");
    const context = { purpose: "up", realm: this.#state.realm, psk: keys.upPsk, aad: tag } as const;
    const sized = { kind: sizeKindOf(content), content: encodeUp(content) };
    const envelope = await sealEnvelope(key, context, sized, this.#ports.random(X25519.randomBytes));
    queueUp(this.#state, { op: "put", put, tag, route: null, envelope }, ...more);
    this.#acknowledged(content);
  }

  #day(): number {
    return dayOf(this.#ports.clock.nowMs());
  }

  #secrets(): RecipientKeys {
    if (this.#keys === null) throw new OjakError("locked", "this sitting is over: pick the words again");
    return this.#keys;
  }
}

/** Begins a sitting with the seed of somebody's six words, and opens what lies here for them. */
export async function openSession(ports: Ports, state: SittingState, host: SessionHost, seed: Bytes): Promise<RecipientSession> {
  const session = new RecipientSession(ports, state, host, await recipientKeys(seed));
  await session.open();
  return session;
}
