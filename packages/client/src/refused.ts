import { isOjakError } from "@ojak/core/errors";

/** The result of `open`, or null when it refused its input: for trying what may be meant for another key. Defects go on up. */
export async function unlessRefused<T>(open: () => Promise<T>): Promise<T | null> {
  try {
    return await open();
  } catch (error) {
    if (isOjakError(error)) return null;
    throw error;
  }
}
