/** A text file of the repository; `path` is relative to its root and has forward slashes. */
export type TextFile = { readonly path: string; readonly text: string };

/** A rule of docs/STYLE.md that the whole repository is held to. */
export type Rule = {
  readonly name: string;
  /** One line per breach: where, and what is wrong. */
  readonly check: (files: readonly TextFile[]) => string[];
  /** Small repositories that break the rule, each in one way: proof that the rule can fail. */
  readonly bad: readonly (readonly TextFile[])[];
  /** A small repository that comes close and keeps the rule. */
  readonly good: readonly TextFile[];
};

/** A sample file; `lines` are joined. */
export function file(path: string, ...lines: readonly string[]): TextFile {
  return { path, text: lines.join("\n") };
}

/** Breaches of a rule that looks at one file at a time: `find` gives a message for each offset in the text. */
export function perFile(
  isMeant: (path: string) => boolean,
  find: (file: TextFile) => Iterable<readonly [at: number, message: string]>,
): (files: readonly TextFile[]) => string[] {
  return (files) =>
    files
      .filter(({ path }) => isMeant(path))
      .flatMap((source) => Array.from(find(source), ([at, message]) => `${source.path}:${lineOf(source.text, at)} ${message}`));
}

/** Every match of a pattern in masked text, as `perFile` wants it. */
export function* findAll(text: string, pattern: RegExp, message: string): Iterable<readonly [number, string]> {
  for (const match of text.matchAll(pattern)) yield [match.index, message];
}

/** True for TypeScript sources. */
export function isTypeScript(path: string): boolean {
  return /\.tsx?$/u.test(path);
}

/** True for tests and what only tests use. */
export function isTest(path: string): boolean {
  return path.startsWith("test/") || /\.(?:test|acceptance)\.ts$/u.test(path) || /^packages\/[a-z]+\/test\//u.test(path);
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}
