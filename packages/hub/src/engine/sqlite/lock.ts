import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { OjakError } from "@ojak/core/errors";

/**
 * Keeps a data folder to one hub. The lock is an exclusive transaction on an empty database beside the real one: the operating system lets go of
 * it when the process dies in whatever way, so that nothing stale is ever left, and other programs may still write one row to the
 * hub's own database. Throws `locked` while another hub lives there.
 */
export function lockFolder(folder: string): Disposable {
  const database = new DatabaseSync(join(folder, "hub.lock"), { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    throw new OjakError("locked", `another hub is using the data folder ${folder}: end it, or name another folder in OJAK_DATA`, {
      cause: error,
    });
  }
  return { [Symbol.dispose]: () => database.close() };
}
