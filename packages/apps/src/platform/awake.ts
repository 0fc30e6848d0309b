interface Sentinel {
  release(): Promise<void>;
}

/** Keeps the screen lit until the returned function is called, where the browser can: a phone that falls asleep closes the app. */
export function stayAwake(): () => void {
  const { wakeLock } = navigator as unknown as { wakeLock?: { request(kind: "screen"): Promise<Sentinel> } };
  const lock = wakeLock?.request("screen");
  // Refused with a low battery, or without the browser's leave: the screen then goes off as always.
  lock?.catch(() => undefined);
  return () =>
    void lock?.then(
      (sentinel) => sentinel.release(),
      () => undefined,
    );
}
