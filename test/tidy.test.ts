/** Style as a test: docs/STYLE.md says the rules in plain words, test/tidy/ holds one check for each. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { codeRules } from "./tidy/code-rules.ts";
import { docRules } from "./tidy/doc-rules.ts";
import { repositoryFiles } from "./tidy/files.ts";
import { importRules } from "./tidy/import-rules.ts";
import { brokenLintRules } from "./tidy/linter.ts";
import { packageRules } from "./tidy/package-rules.ts";
import { file } from "./tidy/rule.ts";
import { scan } from "./tidy/scan.ts";

const rules = [...codeRules, ...importRules, ...docRules, ...packageRules];
const files = repositoryFiles();

for (const { name, check } of rules) {
  test(name, () => {
    const breaches = check(files);
    if (breaches.length > 0) assert.fail(`${breaches.length} in all\n${breaches.join("\n")}`);
  });
}

for (const { name, check, bad, good } of rules) {
  test(`the rule itself is tested: ${name}`, () => {
    for (const sample of bad) assert.notDeepEqual(check(sample), [], `passes for:\n${sample.map(({ text }) => text).join("\n")}`);
    assert.deepEqual(check(good), []);
  });
}

test("the linter holds what it is trusted with", () => {
  const broken = brokenLintRules([
    file("packages/core/src/long.ts", ...Array.from({ length: 251 }, (_, i) => `export const a${i} = ${i};`)),
    file("packages/core/src/function.ts", "export function f(): void {", ...Array.from({ length: 70 }, () => "  f();"), "}"),
    file("packages/core/src/default.ts", "export default 1;"),
    file("packages/core/src/any.ts", "export let a: any;"),
    file("packages/core/src/namespace.ts", "export namespace A { export const b = 1; }"),
    file("packages/core/src/property.ts", "export class A { constructor(readonly b: string) {} }"),
    file("packages/core/src/cycle-a.ts", 'import { b } from "./cycle-b.ts";', "export const a = (): unknown => b;"),
    file("packages/core/src/cycle-b.ts", 'import { a } from "./cycle-a.ts";', "export const b = (): unknown => a;"),
    file("packages/core/src/import.ts", 'export { a } from "@ojak/hub/a";'),
    file("scripts/floating.ts", "async function f(): Promise<void> {}", "f();"),
  ]);
  const expected = [
    "eslint(max-lines)",
    "eslint(max-lines-per-function)",
    "import(no-default-export)",
    "typescript(no-explicit-any)",
    "typescript(no-namespace)",
    "typescript(parameter-properties)",
    "import(no-cycle)",
    "eslint(no-restricted-imports)",
    "typescript(no-floating-promises)",
  ];
  assert.deepEqual(
    expected.filter((name) => !broken.has(name)),
    [],
  );
});

test("the scanner tells code, strings and comments apart", () => {
  const text = "a(`x ${b({ c: `y` })} z`); /* d */ e = /[/'\"]`/u; // f\n'g'; \"h\\\"i\"; don't /j/ k;";
  const { code, uncommented, comments } = scan(text);
  assert.equal(code.replaceAll(/\s+/gu, " "), "a(` {b({ c: ` ` })} `); e = / u; ' '; \" \"; don't /j/ k;");
  assert.equal(uncommented.length, text.length);
  assert.deepEqual(comments.match(/\S+/gu), ["/*", "d", "*/", "//", "f"]);
});
