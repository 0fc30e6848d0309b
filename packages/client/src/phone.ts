import { type Broker, brokerFrom } from "./broker/app.ts";
import { loadBurst } from "./broker/preload.ts";
import type { Courier } from "./courier/app.ts";
import { isCourierState } from "./courier/state.ts";
import type { Ports } from "./ports.ts";
import { unsealVault } from "./vault/vault.ts";

/** What the one app on a phone inside is: a broker's, or a courier's. */
export type Phone = Broker | Courier;

/**
 * Opens whichever of the two the vault holds. Code of both is asked for before the key is derived, so that neither opening waits for what the other does not need,
 * and a wrong passphrase does the same over either. Throws `wrong-passphrase`, `storage`, `version`, `malformed`.
 */
export async function openPhone(ports: Ports, passphrase: readonly number[]): Promise<Phone> {
  loadBurst();
  const courier = import("./courier/app.ts");
  courier.catch(() => undefined);
  const unsealed = await unsealVault(ports, passphrase);
  return isCourierState(unsealed.stored) ? (await courier).courierFrom(ports, unsealed) : brokerFrom(ports, unsealed);
}
