import { open, rename, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { isBundleSize } from "@ojak/core/courier/bundle";
import { OjakError } from "@ojak/core/errors";
import { BUNDLE_SIZES_BYTES } from "@ojak/core/limits";

const LOOK_MS = 500;
const BYTES_MAX = Math.max(...BUNDLE_SIZES_BYTES);

/** Writes a bundle so that it is there whole or not at all. Throws `storage`. */
export async function writeBundle(path: string, bundle: Bytes): Promise<void> {
  try {
    const handle = await open(`${path}.part`, "w", 0o600);
    try {
      await handle.writeFile(bundle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${path}.part`, path);
  } catch (cause) {
    throw new OjakError("storage", "the bundle could not be written there", { cause });
  }
}

/** Waits until a file of a bundle's size is there and no longer grows, and reads it; never more than the largest. Throws `storage`. */
export async function awaitBundle(path: string, waitMs: number, signal: AbortSignal): Promise<Bytes> {
  const endMs = performance.now() + waitMs;
  for (let before = -1; ;) {
    const size = await stat(path).then(
      (found) => (found.isFile() ? found.size : 0),
      () => 0,
    );
    if (isBundleSize(size) && size === before) return readUpTo(path);
    if (performance.now() > endMs || signal.aborted) throw new OjakError("storage", "no bundle came: show a new offer");
    before = size;
    await sleep(LOOK_MS);
  }
}

async function readUpTo(path: string): Promise<Bytes> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(BYTES_MAX + 1), 0, BYTES_MAX + 1, 0);
    return buffer.slice(0, bytesRead);
  } finally {
    await handle.close();
  }
}
