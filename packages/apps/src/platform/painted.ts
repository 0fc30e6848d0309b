/** So long is waited for a frame: a hidden page has none. */
const FRAME_MS_MAX = 100;

/** Resolves when what was just set shows on the screen: work that follows at once would keep it from being drawn. */
export async function painted(): Promise<void> {
  const drawn = new Promise<void>((resolve) => {
    // The frame is drawn after its callbacks.
    if (typeof requestAnimationFrame === "function") requestAnimationFrame(() => setTimeout(resolve, 0));
    else resolve();
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([drawn, new Promise<void>((resolve) => (timer = setTimeout(resolve, FRAME_MS_MAX)))]);
  clearTimeout(timer);
}
