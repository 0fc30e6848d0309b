import { file, isTest, isTypeScript, type Rule, type TextFile } from "./rule.ts";
import { scan } from "./scan.ts";

const EXPORT =
  /^export\s+(?:declare\s+)?(?:default\s+)?(?:async\s+)?(?:abstract\s+)?(?:function\*?|class|const|let|type|interface)\s+(\w+)/gmu;
const LIMITS = /^packages\/[a-z]+\/src\/(?:[a-z-]+\/)*limits\.ts$/u;

/** The files that the packages' exports maps expose, as patterns of paths. */
function exposed(files: readonly TextFile[]): RegExp[] {
  return files
    .filter(({ path }) => /^packages\/[a-z]+\/package\.json$/u.test(path))
    .flatMap(({ path, text }) => {
      const { exports = {} } = JSON.parse(text) as { exports?: Readonly<Record<string, string>> };
      const folder = path.slice(0, -"package.json".length);
      return Object.values(exports).map((target) => {
        const escaped = (folder + target.replace(/^\.\//u, "")).replaceAll(/[.+?^${}()|[\]\\]/gu, "\\$&");
        return new RegExp(`^${escaped.replaceAll("*", ".*")}$`, "u");
      });
    });
}

function* undocumented({ path, text }: TextFile): Iterable<string> {
  const documented = new Set<string>();
  for (const match of scan(text).code.matchAll(EXPORT)) {
    const name = match[1] ?? "";
    const above = text.slice(0, match.index);
    // A docstring also covers the constants and types of one line each right below the one that it stands above.
    const previous = /^export (?:const|type) (\w+)[^\n]*;\n$/u.exec(
      above.slice(above.lastIndexOf("\n", above.length - 2) + 1),
    )?.[1];
    const isCovered = previous !== undefined && documented.has(previous) && /^export (?:const|type)/u.test(match[0]);
    // Overloads share the docstring of the first.
    if (isCovered || endsWithDocstring(above)) documented.add(name);
    else if (!documented.has(name)) yield `${path}: ${name} has no docstring`;
  }
}

function endsWithDocstring(text: string): boolean {
  const trimmed = text.trimEnd();
  return trimmed.endsWith("*/") && trimmed.startsWith("/**", trimmed.lastIndexOf("/*"));
}

const docstrings: Rule = {
  name: "what a package exports has a docstring",
  check: (files) => {
    const patterns = exposed(files);
    return files
      .filter(({ path }) => isTypeScript(path) && !isTest(path) && patterns.some((pattern) => pattern.test(path)))
      .filter(({ path }) => !LIMITS.test(path))
      .flatMap((source) => Array.from(undocumented(source)));
  },
  bad: [
    "export function f() {}",
    "export const a = 1;",
    "export type A = 1;",
    "// why\nexport class A {}",
    "/* no */\nexport async function f() {}",
  ].map((text) => [
    file("packages/core/package.json", '{ "exports": { "./*": "./src/*.ts" } }'),
    file("packages/core/src/sub/a.ts", text),
  ]),
  good: [
    file("packages/core/package.json", '{ "exports": { "./a": "./src/a.ts" } }'),
    file(
      "packages/core/src/a.ts",
      "/** Says. */",
      "export function f(a: string): void;",
      "export function f() {}",
      "const b = 1;",
    ),
    file("packages/core/src/inner.ts", "export const a = 1;"),
  ],
};

const limits: Rule = {
  name: "every bound is explained in docs/LIMITS.md",
  check: (files) => {
    const explained = files.find(({ path }) => path === "docs/LIMITS.md")?.text ?? "";
    return files
      .filter(({ path }) => LIMITS.test(path))
      .flatMap(({ path, text }) =>
        Array.from(scan(text).code.matchAll(/^export\s+const\s+(\w+)/gmu), ([, name = ""]) => ({ path, name })),
      )
      .filter(({ name }) => !new RegExp(`\\b${name}\\b`, "u").test(explained))
      .map(({ path, name }) => `${path}: ${name} is not in docs/LIMITS.md`);
  },
  bad: [
    [file("packages/core/src/limits.ts", "export const A_MAX = 1;")],
    [file("packages/core/src/limits.ts", "export const A_MAX = 1;"), file("docs/LIMITS.md", "AA_MAX and A_MAX_BYTES")],
  ],
  good: [file("packages/core/src/limits.ts", "export const A_MAX = 1;"), file("docs/LIMITS.md", "| `A_MAX` | 1 | why |")],
};

/** Words that would tie the repository to one machine. Written so that they do not match themselves. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[\s"'`(=:])\/(?:wor[k]|roo[t]|hom[e]\/\w+|User[s]\/\w+)\//gmu, "a path of one machine"],
  [
    /\bnpm[j]s\.(?:org|com)\b|\byarnpk[g]\.com\b|\/\/[\w.-]*registr[y][\w.-]*[/:]|\bdeb\.debia[n]\.org\b/gu,
    "the host of a registry",
  ],
];

const forbiddenWords: Rule = {
  name: "no path of one machine, no host of a registry",
  check: (files) =>
    files.flatMap(({ path, text }) =>
      FORBIDDEN.flatMap(([pattern, what]) =>
        Array.from(text.matchAll(pattern), ([found]) => `${path}: ${what}: ${found.trim()}`),
      ),
    ),
  bad: [
    [file("README.md", `see ${["", "work", "main"].join("/")}`)],
    [file("scripts/a.ts", `const home = "${["", "root", ".config"].join("/")}";`)],
    [file("package-lock.json", ["https://npm", "js.org/a"].join(""))],
    [file("docs/A.md", ["http://regi", "stry.example:4873/a"].join(""))],
  ],
  good: [file("README.md", "the command registry: it works/lasts; see docs/work/a.md and /usr/share/doc")],
};

/** Rules about words: docstrings, docs, and what is never written. */
export const docRules: readonly Rule[] = [docstrings, limits, forbiddenWords];
