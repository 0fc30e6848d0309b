import { scriptUrl } from "./script-url.ts";

/**
 * Keeps the app usable without a network. Looks for a newer one only here, when the app is opened and a network is there; a newer one is fetched whole and
 * takes over when the app is next started. Nothing is fetched during a burst.
 */
export async function keepOffline(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    const url = scriptUrl(new URL("sw.js", document.baseURI).href);
    const had = await navigator.serviceWorker.getRegistration();
    const registration = await navigator.serviceWorker.register(url, { updateViaCache: "none" });
    if (had !== undefined && navigator.onLine) await registration.update();
  } catch {
    /* without it the app still works while the network is there */
  }
}
