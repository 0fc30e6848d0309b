import type { Bytes } from "@ojak/core/bytes/bytes";
import { OjakError } from "@ojak/core/errors";
import type { WordLanguage } from "@ojak/core/words/words";
import type { SittingState } from "../broker/state.ts";
import type { StateFormat } from "../vault/vault.ts";

/** All that a courier's phone keeps: what a sitting needs, and for whom it carries. It has no keys of a drop and no way to a hub. */
export interface CourierState extends SittingState {
  language: WordLanguage;
  /** Empty until the first delivery names it. */
  realm: string;
  /** Whose parcels these are (`dropName`): one broker's at a time, so that this phone never links two. */
  drop: Bytes | null;
  /** Slots that nothing more is to be taken in. */
  stopped: number[];
  /** The return that was given last, until its receipt is entered. */
  given: GivenReturn | null;
  /** The receipt of the last delivery, should it have to be shown again. */
  receipt: string | null;
}

/** What was in a return: erased here once it is known to have arrived. */
export interface GivenReturn {
  readonly receipt: string;
  /** Names of the frames (`nameOfUp`). */
  readonly ups: readonly Bytes[];
  readonly done: readonly Bytes[];
  readonly unfound: readonly Bytes[];
  readonly stopped: readonly number[];
}

const SCHEMA = 1;

/** True for what a courier's phone stores: one app opens its vaults and brokers'. */
export function isCourierState(stored: unknown): boolean {
  return typeof stored === "object" && stored !== null && "courier" in stored;
}

/** How it is stored: below a name of its own, so that neither a broker's nor a relative's app takes it for theirs. */
export const courierFormat: StateFormat<{ readonly courier: CourierState }> = {
  schema: SCHEMA,
  read(schema, stored) {
    if (!isCourierState(stored)) throw new OjakError("malformed", "what is stored here is not a courier's");
    if (schema > SCHEMA) throw new OjakError("version", "this was stored by a newer program: update, nothing was changed");
    return stored as { readonly courier: CourierState };
  },
};
