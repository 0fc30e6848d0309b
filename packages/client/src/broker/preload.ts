/** Loads what a burst needs: nothing may be loaded once the radio is on. What fails here is tried again when it is used. */
export function loadBurst(): void {
  Promise.all([import("./burst.ts"), import("./decoy.ts"), import("@ojak/core/keys/weekly-key")]).catch(() => undefined);
}
