import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { ERASE_LAG_MS_MAX } from "@ojak/core/limits";
import type { CheckpointMode } from "./database.ts";

const PROGRAM = new URL("./checkpoint-thread.ts", import.meta.url);
/** A page that changes again and again is then copied once. */
const MUTATIONS_A_COPY = 4_000;
/** Past this, about 80 MB, the log begins anew: each such end holds up the writer, so that more often would cost puts. */
const RESTART_PAGES = 20_000;

/** What the owner of a checkpointer does for it. */
export interface CheckpointerEvents {
  /** Called when the log should be ended, on the writer's connection: from elsewhere it would wait for the writer, and the writer for it. */
  readonly endLog: (mode: CheckpointMode) => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Moves what was committed from the log into the database, on a thread of its own: on the writer's, each checkpoint would hold up all puts for tens of
 * milliseconds. Within a second of an erasure it empties the log, so that no erased byte stays in it.
 */
export class Checkpointer implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #events: CheckpointerEvents;
  #mutations = 0;
  #working = false;
  #wanted = false;
  #clear = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(path: string, events: CheckpointerEvents) {
    this.#events = events;
    this.#worker = new Worker(PROGRAM, { workerData: path });
    this.#worker.on("message", (pages: number) => this.#copied(pages));
    this.#worker.on("error", events.onFailure);
  }

  /** To be told of each commit. */
  grew(mutations: number): void {
    this.#mutations += mutations;
    if (this.#mutations < MUTATIONS_A_COPY) return;
    this.#mutations = 0;
    this.#copy();
  }

  /** To be told of each commit that erased something. */
  erased(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#clear = true;
      this.#copy();
    }, ERASE_LAG_MS_MAX / 2);
  }

  /** Empties the log and ends the thread; every other connection should be closed before. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#timer);
    const exit = once(this.#worker, "exit");
    this.#worker.postMessage("end");
    await exit;
  }

  #copy(): void {
    this.#wanted = this.#working;
    if (this.#working) return;
    this.#working = true;
    this.#worker.postMessage("copy");
  }

  /** What is left to copy now is little: the writer is held up only for that. */
  #copied(pages: number): void {
    this.#working = false;
    if (this.#clear) this.#events.endLog("TRUNCATE");
    else if (pages > RESTART_PAGES) this.#events.endLog("RESTART");
    this.#clear = false;
    if (this.#wanted) this.#copy();
  }
}
