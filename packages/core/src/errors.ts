/** Stable names of everything that can be wrong with input; interfaces translate them, logs print them. */
export type ErrorName =
  | "malformed"
  | "version"
  | "too-large"
  | "cannot-open"
  | "unknown-word"
  | "wrong-realm"
  | "expired"
  | "checksum"
  | "weak-question"
  | "weak-answer"
  | "names-or-numbers"
  | "empty"
  | "ended"
  | "quota"
  | "locked"
  | "wrong-passphrase"
  | "same-passphrase"
  | "no-introduction"
  | "no-return-card"
  | "used"
  | "same-broker"
  | "stopped"
  | "unreachable"
  | "busy"
  | "storage";

/** An expected refusal of outside input. `name` is stable; `message` says what to do, for developers and logs, and holds nothing secret. */
export class OjakError extends Error {
  override readonly name: ErrorName;

  constructor(name: ErrorName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}

/** Throws a plain Error: for what only a defect in this program can break. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`defect: ${message}`);
}

/** True for an OjakError of the given name (any name when left out). */
export function isOjakError(error: unknown, name?: ErrorName): error is OjakError {
  return error instanceof OjakError && (name === undefined || error.name === name);
}
