/** What one static check or one test file came to; `details` are lines for a reader of the failure. */
export type Outcome = {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly durationMs: number;
  readonly details: readonly string[];
};

/** One progress line, and what failed right below it. */
export function describeOutcome({ name, passed, failed, durationMs, details }: Outcome): string {
  const mark = failed === 0 ? "ok  " : "FAIL";
  const count = failed === 0 ? `${passed}` : `${passed} passed, ${failed} failed`;
  const line = `${mark}  ${(durationMs / 1000).toFixed(1).padStart(6)} s  ${name}  (${count})`;
  return failed === 0 ? line : [line, ...details.map((detail) => `          ${detail}`)].join("\n");
}

/** The closing line that continuous integration reads. */
export function closingLine(outcomes: readonly Outcome[]): string {
  const sum = (count: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + count(outcome), 0);
  return `${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed`;
}
