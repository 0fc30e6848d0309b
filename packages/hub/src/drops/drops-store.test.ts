import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../engine/sqlite/database.ts";
import { makeSqliteTokenStore } from "../tokens/store.ts";
import { acceptDropsStore } from "./drops-store.acceptance.ts";
import { openSqliteDropsStore } from "./store.ts";

acceptDropsStore("sqlite", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ojak-store-"));
  const path = join(folder, "hub.sqlite");
  const store = await openSqliteDropsStore(path, {
    onCommit: () => {},
    onFailure(error) {
      throw error;
    },
  });
  return {
    store,
    addToken(hash, drops, expiryDay) {
      const database = openDatabase(path);
      makeSqliteTokenStore(database).add(hash, drops, expiryDay);
      database.close();
    },
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
});
