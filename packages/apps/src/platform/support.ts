/** Why this browser or window will not do. */
export type Obstacle = "browser" | "storage" | "other-window";

/** Checks for what cannot be replaced: a private file system, WebAssembly, X25519. Undefined when all is there. */
export async function findObstacle(): Promise<Obstacle | undefined> {
  if (!isSecureContext || typeof WebAssembly !== "object" || typeof Worker !== "function" || !("locks" in navigator))
    return "browser";
  try {
    await crypto.subtle.generateKey("X25519", false, ["deriveBits"]);
  } catch {
    return "browser";
  }
  try {
    await navigator.storage.getDirectory();
  } catch {
    return "storage";
  }
  return undefined;
}

/** Takes the place of the one window that may open the store. False when another has it; it is kept until this window closes. */
export function becomeOnlyWindow(name: string): Promise<boolean> {
  return new Promise((give) => {
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      give(lock !== null);
      return lock === null ? undefined : new Promise<void>(() => undefined);
    });
  });
}

/** Asks the browser not to clear the store when space is short. What it says is not relied on. */
export async function askToKeepStore(): Promise<void> {
  try {
    await navigator.storage.persist();
  } catch {
    /* some browsers lack it; the hub keeps letters until handover */
  }
}
