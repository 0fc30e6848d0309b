/** When an app closes by itself. */
export interface LockRules {
  /** Without a touch or key. */
  readonly idleMs: number;
  /** In the background; 0 closes at once. Asked anew each time. */
  hiddenMs(): number;
}

const LOOK_MS = 5_000;

/**
 * Calls `left` when the app was left alone or hidden for too long, and again every few seconds while it is; `lock` when its page goes. Time asleep counts: it is
 * looked at on waking.
 */
export function lockWhenLeft({ idleMs, hiddenMs }: LockRules, lock: () => void, left = lock): void {
  let touchedMs = Date.now();
  let hiddenSinceMs: number | null = null;
  const look = () => {
    const nowMs = Date.now();
    const isHiddenLong = hiddenSinceMs !== null && nowMs - hiddenSinceMs >= hiddenMs();
    if (isHiddenLong || nowMs - touchedMs >= idleMs) left();
  };
  for (const kind of ["pointerdown", "keydown"])
    addEventListener(kind, () => (touchedMs = Date.now()), { passive: true, capture: true });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") hiddenSinceMs ??= Date.now();
    look();
    if (document.visibilityState === "visible") hiddenSinceMs = null;
  });
  addEventListener("pagehide", lock);
  setInterval(look, LOOK_MS);
}
