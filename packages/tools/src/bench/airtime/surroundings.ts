import { join } from "node:path";

/** What the benchmark tells a peer by its environment, and where this peer keeps what. The phone and the hub share a disk here and nothing else. */
export interface Surroundings {
  /** Address of the hub, and its origin. */
  readonly hubHost: string;
  readonly hubOrigin: string;
  readonly tls: { readonly chain: string; readonly key: string };
  readonly hubFolder: string;
  readonly phoneFolder: string;
  /** The broker's vault. */
  readonly vaultPath: string;
}

/** Reads the benchmark's environment; throws when it is not there. */
export function surroundings(env: Readonly<Record<string, string | undefined>>): Surroundings {
  const need = (name: string): string => {
    const value = env[name];
    if (value === undefined) throw new Error(`${name} is not set: the benchmark sets it`);
    return value;
  };
  const folder = need("AT_DIR");
  const tlsFolder = need("AT_TLS");
  const hubHost = need("AT_HUB");
  const phoneFolder = join(folder, "phone");
  return {
    hubHost,
    hubOrigin: `https://${hubHost}`,
    tls: { chain: join(tlsFolder, "chain.pem"), key: join(tlsFolder, "key.pem") },
    hubFolder: join(folder, "hub"),
    phoneFolder,
    vaultPath: join(phoneFolder, "vault.bin"),
  };
}
