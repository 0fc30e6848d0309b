import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { OjakError } from "@ojak/core/errors";
import { MUTATIONS_QUEUED_MAX } from "@ojak/core/limits";
import type { CheckpointMode } from "./database.ts";
import type { Call, FromThread, ToThread } from "./thread-messages.ts";

/** Puts are short-lived garbage: with room for more of it, it is collected less often. */
const YOUNG_MB = 64;
/** So many calls do not wait for the others of their turn: the writer begins with them while this thread still reads the next ones. */
const CALLS_A_MESSAGE = 16;

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (reason: unknown) => void;
}

/** What the owner of a writer is told. */
export interface WriterEvents {
  /** Told after each commit: how many mutations it held. */
  readonly onCommit: (mutations: number) => void;
  /** Told after commits that erased something which the log may still hold. */
  readonly onErased: () => void;
  /** Told once when the thread died by itself: nothing can be written any more. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * The one writer of a database, on a thread of its own: a flush to the disk then holds up the next commit, not the next request. Calls made in
 * one turn of the event loop travel together, up to a bound; they are carried out in order.
 */
export class WriterThread implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #events: WriterEvents;
  #calls: Call[] = [];
  #lastId = 0;
  #ended = false;

  constructor(worker: Worker, events: WriterEvents) {
    this.#worker = worker;
    this.#events = events;
    worker.on("message", (message: FromThread) => this.#onMessage(message));
    worker.on("error", (error) => this.#fail(error));
    worker.on("exit", () => this.#fail(new Error("the writer's thread ended")));
  }

  /** Starts the thread's program with `data`; resolves when it has opened its database. Rejects with what it threw. */
  static async start(program: URL, data: unknown, events: WriterEvents): Promise<WriterThread> {
    const worker = new Worker(program, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    const [message] = (await once(worker, "message")) as [FromThread];
    if (!("ready" in message)) throw new Error("defect: the writer's thread speaks before it is ready");
    return new WriterThread(worker, events);
  }

  /** Resolves with the mutation's value once that is durable. Rejects `busy` when too much waits, `storage` when the disk fails, `ended` after the end. */
  call<Value>(name: string, ...args: unknown[]): Promise<Value> {
    if (this.#ended) return Promise.reject(new OjakError("ended", "the hub is closing"));
    if (this.#waiting.size >= MUTATIONS_QUEUED_MAX) return Promise.reject(new OjakError("busy", "too many writes are waiting"));
    return new Promise<Value>((resolve, reject) => {
      this.#lastId += 1;
      this.#waiting.set(this.#lastId, { resolve, reject });
      this.#calls.push([this.#lastId, name, ...args]);
      if (this.#calls.length === 1) setImmediate(() => this.#send());
      if (this.#calls.length === CALLS_A_MESSAGE) this.#send();
    });
  }

  /** True while calls wait for their commit. */
  get isBusy(): boolean {
    return this.#waiting.size > 0;
  }

  /** Ends the log between two commits. */
  endLog(mode: CheckpointMode): void {
    if (!this.#ended) this.#post({ endLog: mode });
  }

  /** Commits what waits, closes the database, and ends the thread. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#ended) return;
    this.#send();
    this.#ended = true;
    const exit = once(this.#worker, "exit");
    this.#post({ end: true });
    await exit;
  }

  #send(): void {
    if (this.#calls.length === 0) return;
    const { calls, buffer } = pack(this.#calls);
    this.#calls = [];
    this.#post({ calls }, [buffer]);
  }

  #post(message: ToThread, transfer: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, [...transfer]);
  }

  #onMessage(message: FromThread): void {
    if ("ready" in message) return;
    for (const mutations of message.commits) this.#events.onCommit(mutations);
    if (message.erased) this.#events.onErased();
    message.ids.forEach((id, i) => this.#take(id)?.resolve(message.values[i] as never));
    for (const { id, name, message: text } of message.failures)
      this.#take(id)?.reject(name === "defect" ? new Error(text) : new OjakError(name, text));
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #fail(error: unknown): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    if (this.#ended && waiting.length === 0) return;
    this.#ended = true;
    for (const one of waiting) one.reject(new OjakError("storage", "the writer failed", { cause: error }));
    this.#events.onFailure(error);
  }
}

/**
 * Copies all byte strings of some calls into one buffer, which is then handed over and not copied again. Cloning a view as it is would clone all of the
 * memory behind it, which may be a whole network buffer.
 */
function pack(calls: readonly Call[]): { readonly calls: readonly Call[]; readonly buffer: ArrayBuffer } {
  const packed = new Uint8Array(byteLength(calls));
  let at = 0;
  const move = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (value instanceof Uint8Array) {
      packed.set(value, at);
      at += value.length;
      return packed.subarray(at - value.length, at);
    }
    if (Array.isArray(value)) return value.map(move);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, move(one)]));
  };
  return { calls: calls.map((call) => move(call) as Call), buffer: packed.buffer };
}

function byteLength(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  if (value instanceof Uint8Array) return value.length;
  let sum = 0;
  for (const one of Array.isArray(value) ? value : Object.values(value)) sum += byteLength(one);
  return sum;
}
