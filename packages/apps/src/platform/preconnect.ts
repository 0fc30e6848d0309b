/**
 * Chromium opens a second connection beside one that has not connected after 250 ms, if a request waits for it; links that need a burst take longer. It does not
 * for a connection that nobody asked anything of yet, and that takes two round trips to be of use.
 */
const QUIET_MS = 260;

/** Has the browser make a connection, and waits until a request will join it. A browser that takes no such hint only loses that time. */
export async function beginConnection(origin: string, signal: AbortSignal): Promise<void> {
  // Without TLS the hub is on this machine.
  if (typeof document === "undefined" || !origin.startsWith("https:")) return;
  const link = document.createElement("link");
  link.rel = "preconnect";
  link.crossOrigin = "anonymous";
  link.href = origin;
  document.head.append(link);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, QUIET_MS);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
  link.remove();
}
