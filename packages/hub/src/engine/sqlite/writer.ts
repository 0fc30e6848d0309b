import type { DatabaseSync } from "node:sqlite";
import { OjakError, assert } from "@ojak/core/errors";
import { MUTATIONS_A_COMMIT_MAX, MUTATIONS_QUEUED_MAX } from "@ojak/core/limits";

interface Waiting {
  readonly mutation: () => unknown;
  readonly settle: (outcome: Outcome) => void;
}

/** What became of a mutation: `ok` means that it is durable. */
export type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

/** Told what becomes of the writer's transactions. */
export interface WriterListeners {
  /** After each commit: how many mutations it held. */
  readonly onCommit: (mutations: number) => void;
  /** After something was undone: what mutations keep in memory may be wrong now. */
  readonly onRollback: () => void;
}

/**
 * The one writer of a database. Mutations queue up during a turn of the event loop and go into one transaction at its end, so that one flush
 * to the disk serves all of them; each waiter hears only after COMMIT. Mutations run in the order in which they came. A mutation is
 * synchronous, and may run twice: when one of a group throws, the group is rolled back and run again with a savepoint each.
 */
export class GroupWriter {
  readonly #database: DatabaseSync;
  readonly #listeners: WriterListeners;
  #queue: Waiting[] = [];
  #scheduled = false;
  #closed = false;

  constructor(database: DatabaseSync, listeners: WriterListeners) {
    this.#database = database;
    this.#listeners = listeners;
  }

  /**
   * Takes a mutation in; `settle` is called with its value once that is durable, or with what it threw, or `busy` when too much waits, `storage` when
   * the disk fails, `ended` after the end.
   */
  add(mutation: () => unknown, settle: (outcome: Outcome) => void): void {
    const refusal = this.#closed ? "ended" : this.#queue.length >= MUTATIONS_QUEUED_MAX ? "busy" : null;
    if (refusal !== null) {
      settle({ ok: false, error: new OjakError(refusal, "no more writes are taken in") });
      return;
    }
    this.#queue.push({ mutation, settle });
    this.#schedule();
  }

  /** Commits what waits, and accepts nothing more. */
  close(): void {
    this.#closed = true;
    while (this.#queue.length > 0) this.#flush();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush();
      if (this.#queue.length > 0) this.#schedule();
    });
  }

  #flush(): void {
    const group = this.#queue.splice(0, MUTATIONS_A_COMMIT_MAX);
    if (group.length === 0) return;
    let outcomes: readonly Outcome[];
    try {
      outcomes = this.#transaction(group, false) ?? this.#transaction(group, true) ?? [];
    } catch (error) {
      const failure: Outcome = { ok: false, error: new OjakError("storage", "the database did not commit", { cause: error }) };
      for (const one of group) one.settle(failure);
      return;
    }
    assert(outcomes.length === group.length, "every mutation has an outcome");
    this.#listeners.onCommit(group.length);
    group.forEach((one, i) => {
      const outcome = outcomes[i];
      if (outcome !== undefined) one.settle(outcome);
    });
  }

  /** Null when a mutation threw and the group was run without savepoints: it is rolled back then. */
  #transaction(group: readonly Waiting[], savepoints: boolean): readonly Outcome[] | null {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const outcomes: Outcome[] = [];
      for (const { mutation } of group) {
        const outcome = savepoints ? this.#guarded(mutation) : attempt(mutation);
        if (!outcome.ok && !savepoints) {
          this.#database.exec("ROLLBACK");
          this.#listeners.onRollback();
          return null;
        }
        outcomes.push(outcome);
      }
      this.#database.exec("COMMIT");
      return outcomes;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      this.#listeners.onRollback();
      throw error;
    }
  }

  #guarded(mutation: () => unknown): Outcome {
    this.#database.exec("SAVEPOINT one");
    const outcome = attempt(mutation);
    this.#database.exec(outcome.ok ? "RELEASE one" : "ROLLBACK TO one; RELEASE one");
    if (!outcome.ok) this.#listeners.onRollback();
    return outcome;
  }
}

function attempt(mutation: () => unknown): Outcome {
  try {
    return { ok: true, value: mutation() };
  } catch (error) {
    return { ok: false, error };
  }
}
