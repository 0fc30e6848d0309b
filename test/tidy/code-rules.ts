import { file, findAll, isTest, isTypeScript, perFile, type Rule } from "./rule.ts";
import { scan } from "./scan.ts";

const FILE_LINES_MAX = 250;
const SOURCE = "packages/core/src/sample.ts";

const fileLength: Rule = {
  name: `a source file has at most ${FILE_LINES_MAX} lines`,
  check: perFile(
    (path) => isTypeScript(path) && !/\/(?:generated|vectors)\//u.test(path),
    function* ({ text }) {
      const lines = text.trimEnd().split("\n").length;
      if (lines > FILE_LINES_MAX) yield [0, `${lines} lines`];
    },
  ),
  bad: [[file(SOURCE, ...Array.from({ length: FILE_LINES_MAX + 1 }, () => "x;"))]],
  good: [file("spec/vectors/long.ts", ...Array.from({ length: 999 }, () => "x;"))],
};

const plainTypes: Rule = {
  name: "no enum, namespace or parameter property",
  check: perFile(isTypeScript, function* ({ text }) {
    const { code } = scan(text);
    yield* findAll(code, /^\s*(?:export\s+)?(?:declare\s+)?(?:const\s+)?enum\s+\w/gmu, "enum: use a union of strings");
    yield* findAll(code, /^\s*(?:export\s+)?(?:declare\s+)?namespace\s+\w/gmu, "namespace: use a module");
    yield* findAll(
      code,
      /\bconstructor\s*\((?:[^)]*,)?\s*(?:(?:public|private|protected|readonly|override)\s+)+\w+\s*[?:=,)]/gu,
      "parameter property: declare the field",
    );
  }),
  bad: [
    [file(SOURCE, "export enum Color { red }")],
    [file(SOURCE, "const enum Color { red }")],
    [file(SOURCE, "namespace Colors {}")],
    [file(SOURCE, "class A {", "  constructor(", "    private readonly b: string,", "  ) {}", "}")],
  ],
  good: [
    file(
      SOURCE,
      "// enum A",
      "const text = `",
      "enum A {}`;",
      "class A { readonly b = 1; constructor(b: string, c: readonly string[], d: Map<string, readonly d[]>) {} }",
    ),
  ],
};

const namedExports: Rule = {
  name: "exports have names (but for configuration that a tool asks for)",
  check: perFile(
    (path) => isTypeScript(path) && !/\.(?:config|d)\.ts$/u.test(path),
    ({ text }) => findAll(scan(text).code, /^\s*export\s+default\b|\bas\s+default\b/gmu, "default export"),
  ),
  bad: [[file(SOURCE, "export default 1;")], [file(SOURCE, 'export { a as default } from "./a.ts";')]],
  good: [file("packages/apps/vite.config.ts", "export default {};"), file(SOURCE, 'const text = "export default";')],
};

const noAny: Rule = {
  name: "no any",
  check: perFile(isTypeScript, ({ text }) =>
    findAll(scan(text).code, /(?:[:<|&(,=]|\bas)\s*any\b(?!\s*[(:?.=])/gu, "any: say what it is, or unknown"),
  ),
  bad: [[file(SOURCE, "let a: any;")], [file(SOURCE, "const a = b as any;")], [file(SOURCE, "const a: Map<string, any[]> = b;")]],
  good: [file(SOURCE, "AbortSignal.any([a]); // any", 'const text = ": any";', "let company: many;")],
};

const noNotes: Rule = {
  name: "no notes to self",
  check: perFile(
    (path) => !path.endsWith(".json"),
    ({ path, text }) =>
      findAll(isTypeScript(path) ? scan(text).comments : text, /\b(?:TOD[O]|FIXM[E]|XX[X])\b/gu, "a note to self"),
  ),
  bad: ["TOD", "FIXM", "XX"].map((word, i) => [file(SOURCE, `// ${word}${"OEX"[i]}: later`)]),
  good: [file(SOURCE, "const TODOS = 1; // mastodon")],
};

const noSkippedTests: Rule = {
  name: "no test is skipped, singled out or still to be written",
  check: perFile(
    (path) => isTypeScript(path) && isTest(path),
    function* ({ text }) {
      const { code } = scan(text);
      yield* findAll(code, /\b(?:test|it|describe|suite|t|context)\.(?:skip|todo|only)\b/gu, "a test that does not count");
      yield* findAll(code, /[{,]\s*(?:skip|todo|only)\s*:\s*(?:true|"|'|`|!|process|is)/gu, "a test that does not count");
    },
  ),
  bad: [
    [file("test/a.test.ts", "test.skip(name, run);")],
    [file("test/a.test.ts", "describe.only(name, run);")],
    [file("packages/hub/src/a.test.ts", "it(name, { todo: true }, run);")],
  ],
  good: [file("test/a.test.ts", 'test("it.skip is refused", () => list.skip());')],
};

const SQL =
  /\b(?:SELECT\s[^;]{1,400}?\sFROM\s|INSERT\s+(?:OR\s+[A-Z]+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|(?:CREATE|DROP|ALTER)\s+(?:UNIQUE\s+)?(?:TABLE|INDEX|VIEW|TRIGGER)\b|PRAGMA\s+\w)/gu;

const sqlInStores: Rule = {
  name: "only stores, and the engines below them, speak SQL",
  check: perFile(
    (path) =>
      isTypeScript(path) && !isTest(path) && !/\/(?:store(?:-[a-z-]+)?|[a-z-]+-store)\.ts$|\/hub\/src\/engine\//u.test(path),
    ({ text }) => findAll(scan(text).uncommented, SQL, "SQL outside of a store"),
  ),
  bad: [
    [file("packages/hub/src/drops/service.ts", "db.exec(`SELECT a", "FROM b`);")],
    [file("packages/hub/src/drops/routes.ts", 'db.exec("INSERT OR IGNORE INTO a VALUES (1)");')],
    [file("packages/tools/src/drill/check.ts", 'db.exec("PRAGMA wal_checkpoint");')],
  ],
  good: [
    file("packages/hub/src/drops/store.ts", 'db.exec("DELETE FROM a");'),
    file("packages/hub/src/drops/service.ts", "// SELECT a FROM b", 'const text = "select one from the list";'),
  ],
};

/** Rules about what stands in one file. */
export const codeRules: readonly Rule[] = [fileLength, plainTypes, namedExports, noAny, noNotes, noSkippedTests, sqlInStores];
