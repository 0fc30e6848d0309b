import { parentPort, workerData } from "node:worker_threads";
import { assert } from "@ojak/core/errors";
import { openDatabase } from "../engine/sqlite/database.ts";
import { serveWriter } from "../engine/sqlite/thread-server.ts";
import { makeSystemRandom } from "../random.ts";
import { makeSqliteTokenStore } from "../tokens/store.ts";
import { makeDropMutations } from "./store-drops.ts";
import { makeErase } from "./store-erase.ts";
import { makeFreeze } from "./store-freeze.ts";
import { makeParcelMutations } from "./store-parcels.ts";
import { makePlaces } from "./store-places.ts";
import { makeSlotMutations } from "./store-slots.ts";
import { makeStopMutations } from "./store-stop.ts";
import { makeSweep } from "./store-sweep.ts";
import { makeUsageCounts } from "./store-usage.ts";

/** The program of the writer's thread: `workerData` is the path of the database. */
assert(parentPort !== null && typeof workerData === "string", "the writer runs on a thread");
const database = openDatabase(workerData);
const random = makeSystemRandom();
const usage = makeUsageCounts(database);
const places = makePlaces(database, random);

const make = (erased: () => void) => {
  const erase = makeErase(database, { usage, places, erased });
  return {
    ...makeDropMutations(database, { tokens: makeSqliteTokenStore(database), random, erase }),
    ...makeSlotMutations(database, usage),
    ...makeParcelMutations(database, { usage, places, erase }),
    ...makeSweep(database, erase, erased),
    ...makeFreeze(database, usage, erase),
    ...makeStopMutations(database, random),
    // Comes after all that was called before it.
    settle: () => undefined,
  };
};

serveWriter(parentPort, database, make, () => {
  usage.forget();
  places.forget();
});
