/** A source with parts of it blanked; every view has the length and the line breaks of the source, so offsets carry over. */
export type Views = {
  /** Without comments and without what strings say (their quotes stay). */
  readonly code: string;
  /** Without comments. */
  readonly uncommented: string;
  /** Nothing but comments. */
  readonly comments: string;
};

type Kind = "code" | "string" | "comment";

const BEFORE_A_REGEX = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|of|in|await|yield))\s*$/u;
const REGEX = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/uy;
const TOKENS: readonly (readonly [Kind, RegExp])[] = [
  ["comment", /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/uy],
  // A quote that does not close on its line is an apostrophe in the text of a page.
  ["string", /"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/uy],
];
/** What cannot begin anything else than code: taken in one go. */
const PLAIN = /[^"'`/{}]+/uy;
const TEMPLATE_PART = /(?:\\[\s\S]|\$(?!\{)|[^\\`$])*/uy;

/** Enough to see the keyword or sign before a regular expression. */
const LOOK_BEHIND_MAX = 12;

const scanned = new Map<string, Views>();

/** Tells comments, strings and code apart, as far as rules of style need it: it knows tokens, not grammar. */
export function scan(text: string): Views {
  const views = scanned.get(text) ?? viewsOf(text);
  scanned.set(text, views);
  return views;
}

function viewsOf(text: string): Views {
  const code: string[] = [];
  const uncommented: string[] = [];
  const comments: string[] = [];
  for (const [kind, part] of parts(text)) {
    const blank = part.replaceAll(/[^\n]/gu, " ");
    const quoted = part.length < 2 ? part : `${part.at(0)}${blank.slice(1, -1)}${part.at(-1)}`;
    code.push(kind === "code" ? part : kind === "string" ? quoted : blank);
    uncommented.push(kind === "comment" ? blank : part);
    comments.push(kind === "comment" ? part : blank);
  }
  return { code: code.join(""), uncommented: uncommented.join(""), comments: comments.join("") };
}

function* parts(text: string): Iterable<readonly [Kind, string]> {
  /** Depth of braces at which each open template goes on. */
  const templates: number[] = [];
  let depth = 0;
  let before = "";
  for (let at = 0; at < text.length;) {
    const [kind, part] = next(text, at, before, depth === templates.at(-1));
    if (kind === "code") {
      if (part === "{" || part === "${") depth++;
      if (part === "}") depth--;
    }
    if (kind === "string" && part.startsWith("`") && part.endsWith("${")) templates.push(++depth);
    if (kind === "string" && part.startsWith("}")) {
      if (!part.endsWith("${")) {
        templates.pop();
        depth--;
      }
    }
    if (kind !== "comment") before = (before + part.slice(-LOOK_BEHIND_MAX)).slice(-LOOK_BEHIND_MAX);
    yield [kind, part];
    at += part.length;
  }
}

/** The token at `at`; `isTemplateEnd` says that a closing brace goes back into a template. */
function next(text: string, at: number, before: string, isTemplateEnd: boolean): readonly [Kind, string] {
  const character = text[at] ?? "";
  if (character === "`" || (character === "}" && isTemplateEnd)) return ["string", character + templateFrom(text, at + 1)];
  for (const [kind, pattern] of TOKENS) {
    const found = matchAt(pattern, text, at);
    if (found !== undefined) return [kind, found];
  }
  const plain = matchAt(PLAIN, text, at);
  if (plain !== undefined) return ["code", plain];
  if (character === "/" && BEFORE_A_REGEX.test(before)) {
    const found = matchAt(REGEX, text, at);
    if (found !== undefined) return ["string", found];
  }
  return ["code", character];
}

function templateFrom(text: string, at: number): string {
  const body = matchAt(TEMPLATE_PART, text, at) ?? "";
  const end = at + body.length;
  return body + (text.startsWith("${", end) ? "${" : (text[end] ?? ""));
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
