import { type ErrorName, isOjakError } from "@ojak/core/errors";

/** What a screen can say about a failure: a named refusal, or that the program itself is wrong. */
export type Failure = ErrorName | "defect";

/** The name of whatever was thrown. A defect is logged for developers, without what it was working on. */
export function failureOf(error: unknown): Failure {
  if (isOjakError(error)) return error.name;
  console.error(error instanceof Error ? `${error.name}: ${error.message}` : "unknown");
  return "defect";
}
