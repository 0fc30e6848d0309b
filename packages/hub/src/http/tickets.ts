import { randomBytes, timingSafeEqual } from "node:crypto";
import { TLS_TICKET_DAYS_MAX, TLS_TICKETS_USED_MAX } from "@ojak/core/limits";
import type { Clock } from "../clock.ts";

/** What seals a ticket and opens it (RFC 5077 4): the name travels in the clear, the other two never do. */
export interface TicketKey {
  readonly name: Buffer;
  readonly hmac: Buffer;
  readonly aes: Buffer;
}

interface Day {
  readonly day: number;
  readonly key: TicketKey;
  /** Beginnings (IV) of tickets that were taken up. */
  readonly used: Set<string>;
}

const DAY_MS = 86_400_000;
const PART_BYTES = 16;

/**
 * The keys of TLS tickets, in memory only: a new one each day, kept until the third day is over, so that nobody who takes the hub later
 * can tell from a recording which bursts were one phone's. A ticket opens one connection; a second use, or one whose memory is full, is a
 * full handshake, never a refusal.
 */
export class TicketKeys {
  readonly #clock: Clock;
  readonly #usedMax: number;
  #days: Day[] = [];

  constructor(clock: Clock, usedMax = TLS_TICKETS_USED_MAX) {
    this.#clock = clock;
    this.#usedMax = usedMax;
  }

  /** The key for a ticket that is made now. */
  issuing(): TicketKey {
    this.#rotate();
    const [newest] = this.#days;
    if (newest === undefined) throw new Error("defect: there is a key for today");
    return newest.key;
  }

  /** The key of a ticket that somebody shows, once; null when it is unknown, too old or used. */
  redeem(name: Uint8Array, iv: Uint8Array): TicketKey | null {
    this.#rotate();
    const day = this.#days.find(({ key }) => name.length === PART_BYTES && timingSafeEqual(key.name, name));
    const mark = Buffer.from(iv).toString("latin1");
    if (day === undefined || day.used.has(mark) || day.used.size >= this.#usedMax) return null;
    day.used.add(mark);
    return day.key;
  }

  #rotate(): void {
    const today = Math.floor(this.#clock.nowMs() / DAY_MS);
    // Also a clock that was set back ends a key: none may come to live for longer.
    this.#days = this.#days.filter(({ day }) => day <= today && day > today - TLS_TICKET_DAYS_MAX);
    if (this.#days[0]?.day !== today) this.#days.unshift({ day: today, key: freshKey(), used: new Set() });
  }
}

function freshKey(): TicketKey {
  return { name: randomBytes(PART_BYTES), hmac: randomBytes(PART_BYTES), aes: randomBytes(PART_BYTES) };
}

/** The part of Node's TLS context that its own tests use and its documentation leaves out; the pinned Node.js has it, and a test holds it. */
interface NativeContext {
  enableTicketKeyCallback(): void;
  onticketkeycallback: (name: Buffer, iv: Buffer, isIssuing: boolean) => readonly [number, Buffer, Buffer, Buffer?, Buffer?];
}

const REFUSED = 0;
const ISSUED = 1;
/** Opened, and replaced: without this Node would send no new ticket, and the client had to show the same one again. */
const OPENED_AND_RENEWED = 2;

/** Makes a TLS server seal its tickets with `keys`. */
export function sealTicketsWith(server: object, keys: TicketKeys): void {
  const shared = Reflect.get(server, "_sharedCreds") as { readonly context: NativeContext } | undefined;
  const context = shared?.context;
  if (context === undefined) throw new Error("defect: this Node.js hides its TLS context");
  context.enableTicketKeyCallback();
  context.onticketkeycallback = (name, iv, isIssuing) => {
    if (isIssuing) {
      const key = keys.issuing();
      return [ISSUED, key.hmac, key.aes, key.name, randomBytes(PART_BYTES)];
    }
    const key = keys.redeem(name, iv);
    // Node reads both keys even of a refusal.
    if (key === null) return [REFUSED, randomBytes(PART_BYTES), randomBytes(PART_BYTES)];
    return [OPENED_AND_RENEWED, key.hmac, key.aes];
  };
}
