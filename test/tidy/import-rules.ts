import { posix } from "node:path";
import { file, isTest, isTypeScript, perFile, type Rule, type TextFile } from "./rule.ts";
import { scan } from "./scan.ts";

type Import = { readonly at: number; readonly specifier: string; readonly isTypeOnly: boolean };

const IMPORT = /\b(?:from|import)\s*\(?\s*["']/gu;

/** Every module that a source names, by import, re-export or dynamic import. */
function importsOf({ text }: TextFile): Import[] {
  const { code } = scan(text);
  return Array.from(code.matchAll(IMPORT), (match) => {
    const start = match.index + match[0].length;
    const statement = code.slice(code.lastIndexOf(";", match.index) + 1, start);
    const specifier = text.slice(start, start + text.slice(start).search(/["'`]/u));
    return { at: match.index, specifier, isTypeOnly: /^\s*(?:import|export)\s+type\b/u.test(statement) };
  });
}

/** What each package may import of ours. `tools/src/bench` and `tools/src/drill` measure and break the hub, so they may start it inside. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: [],
  client: ["core"],
  hub: ["core"],
  apps: ["core", "client"],
  tools: ["core", "client"],
};

function allowedFor(path: string): readonly string[] | undefined {
  const own = /^packages\/([a-z]+)\//u.exec(path)?.[1];
  const allowed = own === undefined ? undefined : ALLOWED[own];
  if (own === undefined || allowed === undefined) return undefined;
  const hub = /^packages\/tools\/src\/(?:bench|drill)\//u.test(path) ? ["hub"] : [];
  return [...allowed, ...hub, own];
}

const direction: Rule = {
  name: "packages import one another in one direction",
  check: perFile(isTypeScript, function* (source) {
    const allowed = allowedFor(source.path);
    for (const { at, specifier } of importsOf(source)) {
      const named = /^@ojak\/([a-z]+)/u.exec(specifier)?.[1];
      if (allowed !== undefined && named !== undefined && !allowed.includes(named)) yield [at, `may not import ${specifier}`];
    }
  }),
  bad: [
    [file("packages/core/src/a.ts", 'import { a } from "@ojak/client/a";')],
    [file("packages/client/src/a.ts", 'export { a } from "@ojak/hub/a";')],
    [file("packages/hub/src/a.ts", 'import type { A } from "@ojak/client/a";')],
    [file("packages/apps/family/a.ts", 'const a = await import("@ojak/hub/a");')],
    [file("packages/tools/src/cli/a.ts", 'import "@ojak/hub/a";')],
  ],
  good: [
    file("packages/tools/src/bench/a.ts", 'import { a } from "@ojak/hub/a";'),
    file("packages/core/src/a.ts", '// import "@ojak/hub/a";', "const text = 'from \"@ojak/hub/a\"';"),
  ],
};

const ownFolder: Rule = {
  name: "a relative import stays within its package",
  check: perFile(isTypeScript, function* (source) {
    const home = /^(?:packages\/[a-z]+|[a-z]+)\//u.exec(source.path)?.[0] ?? "";
    for (const { at, specifier } of importsOf(source)) {
      const isOutside = specifier.startsWith(".") && !posix.join(posix.dirname(source.path), specifier).startsWith(home);
      if (isOutside) yield [at, `reaches outside of ${home} with ${specifier}`];
    }
  }),
  bad: [
    [file("packages/hub/src/a.ts", 'import { a } from "../../core/src/a.ts";')],
    [file("test/a.test.ts", 'import { a } from "../packages/core/src/a.ts";')],
  ],
  good: [
    file(
      "packages/hub/src/drops/a.ts",
      'import { a } from "../../test/a.ts";',
      'import b from "../../package.json" with { type: "json" };',
    ),
  ],
};

const LAYERS = ["routes", "service", "store"];

function layerOf(path: string): number {
  return LAYERS.indexOf(/\/(?:[a-z-]+-)?(routes|service|store)(?:-[a-z-]+)?\.ts$/u.exec(path)?.[1] ?? "");
}

const layers: Rule = {
  name: "inside the hub: routes -> service -> store",
  check: perFile(
    (path) => path.startsWith("packages/hub/src/") && !isTest(path) && layerOf(path) >= 0,
    function* (source) {
      const own = layerOf(source.path);
      for (const { at, specifier, isTypeOnly } of importsOf(source)) {
        const other = layerOf(specifier);
        const isBack = other >= 0 && other < own;
        // Types vanish: a route may name what a store keeps, but may not ask it.
        const isShortcut = other > own + 1 && !isTypeOnly;
        if (isBack || isShortcut) yield [at, `${LAYERS[own]} may not import ${specifier}`];
      }
    },
  ),
  bad: [
    [file("packages/hub/src/drops/store.ts", 'import { a } from "./service.ts";')],
    [file("packages/hub/src/drops/service.ts", 'import type { A } from "../alerts/routes.ts";')],
    [file("packages/hub/src/drops/routes.ts", 'import { a } from "./store-slots.ts";')],
  ],
  good: [
    file("packages/hub/src/drops/routes.ts", 'import { a } from "./service.ts";', 'import type { B } from "./store.ts";'),
    file("packages/hub/src/start.ts", 'import { a } from "./drops/store.ts";'),
  ],
};

/** Rules about who imports whom. */
export const importRules: readonly Rule[] = [direction, ownFolder, layers];
