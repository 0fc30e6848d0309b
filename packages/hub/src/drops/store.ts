import { Checkpointer } from "../engine/sqlite/checkpointer.ts";
import { openDatabase } from "../engine/sqlite/database.ts";
import { WriterThread, type WriterEvents } from "../engine/sqlite/thread-client.ts";
import type { DropsStore } from "./port.ts";
import type { Closed } from "./store-drops.ts";
import type { Frozen } from "./store-freeze.ts";
import { makeDropsReads } from "./store-reads.ts";
import { makeStopReads, type StopReads, type Stopped } from "./store-stop.ts";
import type { Swept, SweepPlace } from "./store-sweep.ts";

/** What the owner of a store is told. */
export type StoreEvents = Omit<WriterEvents, "onErased">;

/** A drops store that holds files and a thread. */
export interface SqliteDropsStore extends DropsStore, AsyncDisposable {}

/**
 * Opens the drops store on node:sqlite. Changes go through the writer's thread in grouped commits; reads go straight to the database, through a
 * connection of their own, and see whatever a promise resolved for. Throws `version` for data of a newer hub.
 */
export async function openSqliteDropsStore(path: string, { onCommit, onFailure }: StoreEvents): Promise<SqliteDropsStore> {
  // Opened first, on this thread, so that a refusal arrives as it was thrown.
  const database = openDatabase(path);
  const reads = { ...makeDropsReads(database), ...makeStopReads(database) };
  const writer = await WriterThread.start(new URL("./store-thread.ts", import.meta.url), path, {
    onCommit(mutations) {
      checkpointer.grew(mutations);
      onCommit(mutations);
    },
    onErased: () => checkpointer.erased(),
    onFailure,
  }).catch((error: unknown) => {
    database.close();
    throw error;
  });
  const checkpointer = new Checkpointer(path, { endLog: (mode) => writer.endLog(mode), onFailure });
  let place: SweepPlace = null;
  return {
    open: (tokenHash, takeId, slots, day) => writer.call("open", tokenHash, takeId, slots, day),
    grant: (takeId, slot) => writer.call("grant", takeId, slot),
    revoke: (takeId, slot, day) => writer.call("revoke", takeId, slot, day),
    rotate: (putId, newPutId, day) => writer.call("rotate", putId, newPutId, day),
    put: (putId, { tag, route, envelope }, day) => writer.call("put", putId, tag, route, envelope, day),
    withdraw: (putId, tag, day) => writer.call("withdraw", putId, tag, day),
    async freeze(putId, day) {
      let frozen = await writer.call<Frozen>("freeze", putId, null, day);
      while (frozen.next !== null) frozen = await writer.call<Frozen>("freeze", putId, frozen.next, day);
      return frozen.code;
    },
    ...stopCalls(writer, reads),
    publish: (takeId, weeklyKey) => writer.call("publish", takeId, weeklyKey),
    async close(takeId, day) {
      const first = await writer.call<Closed>("close", takeId, day);
      for (let { more } = first; more;) ({ more } = await writer.call<Closed>("close", takeId, day));
      return first.code;
    },
    async acknowledge(takeId, have, done, day) {
      if (reads.wouldChange(takeId, have, done)) await writer.call("acknowledge", takeId, have, done, day);
      return reads.gone(takeId, have, day);
    },
    waiting: async (takeId, envelopeBytes, have, countMax, day) => reads.waiting(takeId, envelopeBytes, have, countMax, day),
    async look(putId, tags, day) {
      // Who asks after a cut must hear of all that arrived before it: otherwise he sends it again.
      if (writer.isBusy) await writer.call("settle");
      return reads.look(putId, tags, day);
    },
    async sweep(day, rowsMax) {
      const { changed, more, next } = await writer.call<Swept>("sweep", place, day, rowsMax);
      place = next;
      return { changed, more };
    },
    async [Symbol.asyncDispose]() {
      database.close();
      await writer[Symbol.asyncDispose]();
      // The last one to close clears the log for good, which others would hinder.
      await checkpointer[Symbol.asyncDispose]();
    },
  };
}

/** Arming, stopping, signalling and watching: the calls to the writer, and what is read. */
function stopCalls(writer: WriterThread, reads: StopReads): Pick<DropsStore, "arm" | "stop" | "signal" | "watch"> {
  return {
    arm: (takeId, deskId, signalId) => writer.call("arm", takeId, deskId, signalId),
    async stop(deskId, undo, day) {
      const first = await writer.call<Stopped>("stop", deskId, undo, null, day);
      for (let { next } = first; next !== null;) ({ next } = await writer.call<Stopped>("stop", deskId, undo, next, day));
      return first.code;
    },
    signal(signalId, day) {
      // A write that fails is told elsewhere, and the next take fires again.
      if (reads.isArmed(signalId)) writer.call("signal", signalId, day).catch(() => undefined);
    },
    async watch(deskId) {
      if (writer.isBusy) await writer.call("settle");
      return reads.watch(deskId);
    },
  };
}
