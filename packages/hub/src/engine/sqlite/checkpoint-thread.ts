import { parentPort, workerData } from "node:worker_threads";
import { assert } from "@ojak/core/errors";
import { checkpoint, openDatabase } from "./database.ts";

/**
 * The program of the checkpointer's thread: `workerData` is the path of the database. At each "copy" it copies what it can from the log while the writer goes
 * on, and answers with the log's length in pages.
 */
const port = parentPort;
assert(port !== null && typeof workerData === "string", "the checkpointer runs on a thread");
const database = openDatabase(workerData);

port.on("message", (message: "copy" | "end") => {
  if (message === "copy") {
    port.postMessage(checkpoint(database, "PASSIVE"));
    return;
  }
  checkpoint(database, "TRUNCATE");
  database.close();
  port.close();
});
