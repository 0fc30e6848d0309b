import { file, type Rule, type TextFile } from "./rule.ts";

type Manifest = {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
};

type Locked = {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
};

const EXACT = /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/u;
const PERMISSIVE = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "Unlicense",
  "Zlib",
]);

const pinned: Rule = {
  name: "dependencies are pinned exactly",
  check: (files) =>
    files
      .filter(({ path }) => /(?:^|\/)package\.json$/u.test(path))
      .flatMap(({ path, text }) => {
        const manifest = JSON.parse(text) as Manifest;
        const all = {
          ...manifest.dependencies,
          ...manifest.devDependencies,
          ...manifest.optionalDependencies,
          ...manifest.peerDependencies,
        };
        return Object.entries(all)
          .filter(([, version]) => !EXACT.test(version))
          .map(([name, version]) => `${path}: ${name} ${version}`);
      }),
  bad: ["^1.2.3", "~1.2.3", "*", "latest", "1.2", "https://example.org/a.tgz"].map((version) => [
    file("packages/core/package.json", JSON.stringify({ devDependencies: { a: version } })),
  ]),
  good: [file("package.json", JSON.stringify({ dependencies: { a: "1.2.3", b: "1.0.0-rc.1" } }))],
};

/** What the lock file says of packages that come from a registry: not of our own, which are links into `packages/`. */
function locked(files: readonly TextFile[]): [name: string, Locked][] {
  const text = files.find(({ path }) => path === "package-lock.json")?.text ?? "{}";
  const { packages = {} } = JSON.parse(text) as { packages?: Readonly<Record<string, Locked>> };
  return Object.entries(packages).filter(([path, { link }]) => path.includes("node_modules/") && link !== true);
}

function lock(entry: Locked): TextFile {
  return file("package-lock.json", JSON.stringify({ packages: { "": {}, "packages/core": {}, "node_modules/a": entry } }));
}

const integrity: Rule = {
  name: "the lock file holds the hash of every package, and no address",
  check: (files) =>
    locked(files).flatMap(([name, { integrity: hash, resolved }]) => [
      ...(hash?.startsWith("sha512-") === true ? [] : [`${name} has no sha512 hash`]),
      ...(resolved === undefined ? [] : [`${name} has an address: ${resolved}`]),
    ]),
  bad: [[lock({})], [lock({ integrity: "sha1-a" })], [lock({ integrity: "sha512-a", resolved: "https://example.org/a.tgz" })]],
  good: [lock({ integrity: "sha512-a" })],
};

/** Reads SPDX expressions without parentheses inside: any side of OR will do, every side of AND must. */
function isPermissive(license: string): boolean {
  const bare = license.replaceAll(/^\(|\)$/gu, "");
  return bare.split(" OR ").some((side) => side.split(" AND ").every((name) => PERMISSIVE.has(name)));
}

const licences: Rule = {
  name: "what is shipped has a permissive licence",
  check: (files) =>
    locked(files)
      .filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true)
      .filter(([, { license }]) => license === undefined || !isPermissive(license))
      .map(([name, { license }]) => `${name}: ${license ?? "no licence"}`),
  bad: [[lock({})], [lock({ license: "GPL-3.0-only" })], [lock({ license: "MIT AND GPL-3.0-only" })]],
  good: [lock({ license: "(MIT OR GPL-3.0-only)" }), lock({ license: "MPL-2.0", dev: true })],
};

/** Rules about what we depend on. */
export const packageRules: readonly Rule[] = [pinned, integrity, licences];
