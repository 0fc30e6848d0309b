import type { Bytes } from "@ojak/core/bytes/bytes";
import type { Meeting } from "@ojak/core/contact/request";
import { OjakError } from "@ojak/core/errors";
import type { BrokerKeys } from "@ojak/core/keys/broker";
import type { Ratchet } from "@ojak/core/keys/ratchet";
import type { UpRequest } from "@ojak/core/wire/up";
import type { WordLanguage } from "@ojak/core/words/words";
import type { Errand } from "../courier/errand.ts";
import type { StateFormat } from "../vault/vault.ts";
import { type BurstBudget, DEFAULT_BUDGET } from "./budget.ts";
import type { Decoy } from "./decoy.ts";
import { decoyTakeOfWords } from "./decoy-take.ts";

/** All that a broker's phone keeps, sealed in its vault: only what is undelivered, and what it needs to be on the air. */
export interface BrokerState {
  language: WordLanguage;
  realm: string;
  hubOrigin: string;
  token: Bytes;
  readonly keys: BrokerKeys;
  readonly generation: number;
  ratchet: Ratchet;
  /** Whether the hub has answered for this broker's drop. */
  isOpen: boolean;
  publishedWeek: number | null;
  /** Put capabilities that wait at the hub for an introduction. */
  stock: StockSlot[];
  requests: RequestEntry[];
  parcels: Parcel[];
  outbox: UpRequest[];
  /** True from the moment when puts go out until the hub has answered for them: they may or may not be there. */
  isUpUnsure: boolean;
  budget: BurstBudget;
  /** What the hub did not know the way for: the relative may not have granted it yet. Tried again for some weeks. */
  held: { readonly request: UpRequest; readonly day: number }[];
  /** What was left at the hub because its slot, or the phone, was full. */
  skipped: { readonly slot: number; readonly tag: Bytes; readonly envelopeBytes: number }[];
  /** Tags to tell the hub in the next burst: handed over, or over. */
  done: Bytes[];
  readonly markSecret: Bytes;
  /** Marks of what was `done`, so that a hub cannot bring it again (spec/wire.md 6). */
  marks: { readonly mark: Bytes; readonly week: number }[];
  lastBurst: LastBurst | null;
  /** The take capability of the drop that a decoy made on this phone has. Another one on each phone: a signal that it fired is used up. */
  readonly decoyTake: Bytes;
  /** What a duress passphrase opens. Null when there is none, and in a decoy itself: nothing else tells the two apart. */
  decoy: Decoy | null;
  /** Parcels that are with couriers, or were shown to one. */
  errands: Errand[];
  /** What the next connection of a program resumes. A browser keeps its own. */
  tlsSession: Bytes | null;
}

/** What a sitting at a phone needs of its state; a courier's phone has just this and its own. */
export type SittingState = Pick<BrokerState, "realm" | "requests" | "parcels" | "outbox" | "done" | "markSecret" | "marks">;

/** A put capability that waits at the hub for a coming introduction. */
export interface StockSlot {
  readonly slot: number;
  expiryDay: number;
  granted: boolean;
}

/** A first contact under way, from the broker's side. */
export interface RequestEntry {
  readonly id: string;
  readonly slot: number;
  readonly requestSecret: Bytes;
  readonly replyPut: Bytes;
  readonly where: string;
  readonly language: WordLanguage;
  readonly arrivedDay: number;
  /** Tags that stay at the hub until it is over. */
  tags: Bytes[];
  accepted: boolean;
  meeting: Meeting | null;
  /** The next attempt, 0 to 2; `answered` when its enrolment is sealed and neither letter nor verdict has come. */
  attempt: number;
  answered: boolean;
}

/** An undelivered sealed parcel. `routing` is null when it has none, or none that this phone can open. */
export interface Parcel {
  readonly slot: number;
  readonly tag: Bytes;
  readonly routing: string | null;
  readonly envelope: Bytes;
  readonly arrivedDay: number;
}

/** What the last burst cost; `day` and no finer. */
export interface LastBurst {
  readonly day: number;
  readonly airMs: number;
  readonly upBytes: number;
  readonly downBytes: number;
  readonly complete: boolean;
}

/** 1: before there were budgets and going on after a cut. 2: before there were a second compartment and couriers. 3: before a decoy's drop was the phone's, and before TLS sessions. */
const SCHEMA = 4;

/** Step by step; a decoy is stored whole within the real state. */
function migrate(schema: number, stored: BrokerState): BrokerState {
  const second = schema < 2 ? { skipped: [], isUpUnsure: false, budget: DEFAULT_BUDGET } : {};
  const third = schema < 3 ? { decoy: null, errands: [] } : {};
  const fourth = schema < 4 ? { decoyTake: decoyTakeOfWords(stored.keys), tlsSession: null } : {};
  const state: BrokerState = { ...stored, ...second, ...third, ...fourth };
  return state.decoy === null ? state : { ...state, decoy: { ...state.decoy, state: migrate(schema, state.decoy.state) } };
}

/** How a broker's state is stored. */
export const brokerFormat: StateFormat<BrokerState> = {
  schema: SCHEMA,
  read(schema, stored) {
    if (schema > SCHEMA) throw new OjakError("version", "this was stored by a newer program: update, nothing was changed");
    if (schema < 1 || typeof stored !== "object" || stored === null || !("parcels" in stored)) {
      throw new OjakError("malformed", "what is stored here is not a broker's");
    }
    return migrate(schema, stored as BrokerState);
  },
  beside: ({ decoy }) => decoy,
};
