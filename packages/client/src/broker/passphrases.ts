import type { Ports } from "../ports.ts";
import type { Vault } from "../vault/vault.ts";
import { ageDecoy, makeDecoy } from "./decoy.ts";
import type { BrokerState } from "./state.ts";

/**
 * Both passphrases of an open vault. Nothing here says whether there is a duress passphrase: in the decoy the same can be done, and whoever makes the broker open
 * the app must not see more in one than in the other.
 */
export class Passphrases {
  readonly #ports: Ports;
  readonly #vault: Vault<BrokerState>;
  readonly #state: BrokerState;
  readonly #saved: () => Promise<void>;

  constructor(ports: Ports, vault: Vault<BrokerState>, state: BrokerState, saved: () => Promise<void>) {
    this.#ports = ports;
    this.#vault = vault;
    this.#state = state;
    this.#saved = saved;
  }

  /** Changes the four words that open this. Throws `same-passphrase`. */
  async change(passphrase: readonly number[]): Promise<void> {
    await this.#vault.changePassphrase(passphrase, this.#state);
  }

  /**
   * Sets four words that open a small decoy instead, and erase this; in place of any before. `routings` are one to three notes that lead nowhere. Throws
   * `same-passphrase`, or `empty`, `too-large`, `malformed` for the notes.
   */
  async setDuress(passphrase: readonly number[], routings: readonly string[]): Promise<void> {
    const key = await this.#vault.keyBeside(passphrase);
    this.#state.decoy = makeDecoy(this.#ports, this.#state, key, routings);
    await ageDecoy(this.#ports, this.#state);
    await this.#saved();
  }

  /** Takes it away, if there was one: the second compartment is random again. */
  async removeDuress(): Promise<void> {
    this.#state.decoy = null;
    await this.#saved();
  }
}
