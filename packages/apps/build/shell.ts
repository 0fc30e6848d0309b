import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin, Rollup } from "vite";
import { measure, type ShellReport } from "./sizes.ts";

/** The two apps by folder, and what each loads besides its page: first, to open and show where things stand; then, for its daily work. */
const APPS = {
  family: { client: "client/src/family/app.ts", texts: "for-family.ts", daily: [] },
  day: {
    client: "client/src/broker/app.ts",
    texts: "for-broker.ts",
    daily: ["client/src/broker/burst.ts", "client/src/broker/recipient.ts", "apps/src/broker/reading-screen.tsx"],
  },
} as const;

type AppName = keyof typeof APPS;

/** The list of languages, each with the file of its words. */
const LANGUAGES = { ko: "korean.js", zh: "simplified-chinese.js", en: "english.js" } as const;

/** Dynamic imports stay bare: without Vite's helper, which would put preload links into the page. Only style sheets of pages are used, so nothing is lost. */
export function plainImportsPlugin(): Plugin {
  return {
    name: "plain-imports",
    enforce: "pre",
    load: (id) => (id.includes("vite/preload-helper") ? "export const __vitePreload = (load) => load();" : null),
  };
}

/**
 * After bundling: gives each app its own service worker with the list of what makes up its shell, its own copy of the storage worker (a worker's script
 * must lie in the scope of the service worker, or it is missing offline), and writes `shell.json` with sizes and hashes.
 */
export function shellPlugin(): Plugin {
  return {
    name: "shell",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const serviceWorker = takeOut(bundle, (file) => file.type === "chunk" && file.name === "sw");
        const worker = takeOut(bundle, (file) => /^assets\/worker-[^/]+\.js$/u.test(file.fileName));
        const report: ShellReport = { apps: {}, files: {} };
        for (const app of Object.keys(APPS) as AppName[]) {
          const workerName = `${app}/${worker.fileName.replace("assets/", "")}`;
          this.emitFile({ type: "asset", fileName: workerName, source: bytesOf(worker) });
          const urls = [`${app}/`, ...publicFiles(app), workerName, ...closureOf(bundle, [pageOf(bundle, app)], true)].map(
            (name) => `/${name}`,
          );
          const source = serviceWorkerFor(bytesOf(serviceWorker), app, urls.toSorted(), digestOf(bundle, urls, worker));
          this.emitFile({ type: "asset", fileName: `${app}/sw.js`, source });
          report.apps[app] = {
            shell: urls,
            first: firstOf(bundle, app, workerName, false),
            daily: firstOf(bundle, app, workerName, true),
          };
        }
        for (const file of Object.values(bundle)) report.files[file.fileName] = measure(bytesOf(file));
        for (const app of Object.keys(APPS)) {
          const name = `${app}/${worker.fileName.replace("assets/", "")}`;
          report.files[name] = measure(bytesOf(worker));
        }
        this.emitFile({ type: "asset", fileName: "shell.json", source: `${JSON.stringify(report, null, 1)}\n` });
      },
    },
  };
}

type Bundle = Rollup.OutputBundle;
type File = Bundle[string];

function bytesOf(file: File): Uint8Array {
  const source = file.type === "chunk" ? file.code : file.source;
  return typeof source === "string" ? new TextEncoder().encode(source) : source;
}

function takeOut(bundle: Bundle, wanted: (file: File) => boolean): File {
  const file = Object.values(bundle).find(wanted);
  if (file === undefined) throw new Error("defect: the bundle lacks a worker");
  delete bundle[file.fileName];
  return file;
}

function pageOf(bundle: Bundle, app: AppName): string {
  const chunk = Object.values(bundle).find((file) => file.type === "chunk" && file.isEntry && file.name === app);
  if (chunk === undefined) throw new Error(`defect: no entry for ${app}`);
  return chunk.fileName;
}

/** Names of all chunks and style sheets that are reached from `names`, sorted. `lazy` follows dynamic imports too. */
function closureOf(bundle: Bundle, names: readonly string[], lazy: boolean): string[] {
  const found = new Set<string>();
  const queue = [...names];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const file = bundle[name];
    if (found.has(name) || file === undefined) continue;
    found.add(name);
    if (file.type !== "chunk") continue;
    queue.push(...file.imports, ...(lazy ? file.dynamicImports : []));
    for (const css of file.viteMetadata?.importedCss ?? []) found.add(css);
  }
  return [...found].toSorted();
}

/** What is loaded until the app is open: page, styles, code, worker, one catalogue, one word list. `withDaily` adds what its daily work needs. */
function firstOf(bundle: Bundle, app: AppName, workerName: string, withDaily: boolean): Record<string, string[]> {
  const holding = (ending: string) => {
    const chunk = Object.values(bundle).find((file) => file.type === "chunk" && file.moduleIds.some((id) => id.endsWith(ending)));
    return chunk === undefined ? [] : [chunk.fileName];
  };
  const first: Record<string, string[]> = {};
  for (const [language, list] of Object.entries(LANGUAGES)) {
    const { client, texts, daily } = APPS[app];
    const roots = [
      pageOf(bundle, app),
      ...holding(client),
      ...holding(`i18n/${language}/${texts}`),
      ...holding(`wordlists/${list}`),
    ];
    if (withDaily) roots.push(...daily.flatMap(holding));
    if (language === "zh") roots.push(...holding("picker/pinyin.ts"));
    first[language] = [`${app}/index.html`, `${app}/sw.js`, workerName, ...closureOf(bundle, roots, false)];
  }
  return first;
}

function publicFiles(app: AppName): string[] {
  return readdirSync(join(import.meta.dirname, "..", "public", app))
    .toSorted()
    .map((name) => `${app}/${name}`);
}

function digestOf(bundle: Bundle, urls: readonly string[], worker: File): string {
  const hash = createHash("sha256").update(bytesOf(worker));
  const publicFolder = join(import.meta.dirname, "..", "public");
  for (const url of urls) {
    const file = bundle[url.endsWith("/") ? `${url.slice(1)}index.html` : url.slice(1)];
    hash.update(url);
    if (file !== undefined) hash.update(bytesOf(file));
    else if (/manifest|icon/u.test(url)) hash.update(readFileSync(join(publicFolder, url)));
  }
  return hash.digest("hex").slice(0, 16);
}

function serviceWorkerFor(code: Uint8Array, app: AppName, urls: readonly string[], version: string): string {
  const shell = JSON.stringify({ name: `${app}-${version}`, prefix: `${app}-`, page: `/${app}/`, urls });
  return `const SHELL=${shell};\n${new TextDecoder().decode(code)}`;
}
