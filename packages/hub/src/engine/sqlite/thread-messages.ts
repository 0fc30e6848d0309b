import type { ErrorName } from "@ojak/core/errors";
import type { CheckpointMode } from "./database.ts";

/** A set of synchronous functions that change the database. Arguments and results must survive structured cloning. */
export type Mutations = Readonly<Record<string, (...args: never[]) => unknown>>;

/** One call; calls are carried out in the order in which they come. */
export type Call = readonly [id: number, name: string, ...args: unknown[]];

/** A call that threw. */
export interface Failure {
  readonly id: number;
  readonly name: ErrorName | "defect";
  readonly message: string;
}

/** What became of calls: `values[i]` is what the call `ids[i]` returned. */
export interface Replies {
  readonly ids: readonly number[];
  readonly values: readonly unknown[];
  readonly failures: readonly Failure[];
  /** The sizes of the commits since the last replies. */
  readonly commits: readonly number[];
  /** True when one of them erased something that the log may still hold. */
  readonly erased: boolean;
}

/** What the writer's thread says. */
export type FromThread = { readonly ready: true } | Replies;

/** What it is told: calls to make, to end the log, or to end. */
export type ToThread = { readonly calls: readonly Call[] } | { readonly endLog: CheckpointMode } | { readonly end: true };
