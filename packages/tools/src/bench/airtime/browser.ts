import { spawn } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { loadWordList, wordAt } from "@ojak/core/words/words";
import { chromium, type Page } from "playwright-core";
import type { Surroundings } from "./surroundings.ts";

const CHROMIUM = "/usr/bin/chromium";
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** The file in which the broker's app keeps its vault. */
const VAULT_NAME = "data-2.bin";
const WAIT_MS_MAX = 90_000;

/** The broker's app in a browser of its own, as a phone holds it. */
export interface AppInBrowser {
  /** Puts a vault where the app keeps its own, loads the page and opens the app with its four words. Nothing of it touches the air. */
  open(vault: Bytes, passphrase: readonly number[]): Promise<void>;
  /** Presses the button, and switches the radio off when the app says so, as one who holds a phone does: sockets are aborted, not closed. */
  burst(): Promise<void>;
  /** The vault as the app left it. */
  vault(): Promise<Bytes>;
}

/** Starts Debian's Chromium with the page of `appsUrl`. */
export async function startBrowser(where: Surroundings, appsUrl: string): Promise<AppInBrowser> {
  const context = await chromium.launchPersistentContext(join(where.phoneFolder, "profile"), {
    executablePath: CHROMIUM,
    headless: true,
    locale: "en-GB",
    args: [...ARGS, `--ignore-certificate-errors-spki-list=${pinOf(where.tls.chain)}`],
  });
  context.setDefaultTimeout(WAIT_MS_MAX);
  const page = context.pages()[0] ?? (await context.newPage());
  // Waits beforehand: to start a program takes this one longer than the packet that it sends.
  const radio = spawn("sh", ["-c", `while read -r _; do ss --kill dst ${where.hubHost}; done`], {
    stdio: ["pipe", "ignore", "inherit"],
  });
  await page.exposeFunction("radioOff", () => void radio.stdin.write("off\n"));
  const url = `${appsUrl}day/`;
  // Once, so that its worker is in place before anything counts.
  await page.goto(url);
  await page.evaluate(() => (globalThis as unknown as PageScope).navigator.serviceWorker.ready.then(() => undefined));
  return {
    async open(vault, passphrase) {
      await page.goto(`${appsUrl}assets/none`);
      await storeVault(page, vault);
      await page.goto(url);
      await pickWords(page, passphrase);
      await page.locator("button.primary.burst").click();
      await page.locator("button.primary").waitFor();
      await page.waitForLoadState("networkidle");
    },
    async burst() {
      await page.evaluate(switchOffWhenTold);
      await page.locator("button.primary").click();
      await page.getByTestId("burst-report").waitFor();
    },
    async vault() {
      await page.goto(`${appsUrl}assets/none`);
      return readVault(page);
    },
  };
}

/** In the page: looks at the screen without a pause, as long as it does not yet say that nothing more is on the air. */
function switchOffWhenTold(): void {
  const { document, MutationObserver, radioOff } = globalThis as unknown as PageScope;
  const observer = new MutationObserver(() => {
    if (document.querySelector("[data-testid=burst-quiet], [data-testid=burst-report]") === null) return;
    observer.disconnect();
    radioOff();
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

/** What makes the benchmark's own certificate good, and no other. */
function pinOf(chainPath: string): string {
  const { publicKey } = new X509Certificate(readFileSync(chainPath));
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("base64");
}

/** Taps words in the app's picker: by first letter, by first two, by themselves. */
async function pickWords(page: Page, indices: readonly number[]): Promise<void> {
  const list = await loadWordList("en");
  const key = (text: string) => page.locator("button.key").getByText(text, { exact: true });
  for (const index of indices) {
    const word = wordAt(list, index);
    await page.locator(".grid.groups").waitFor();
    await key(word.slice(0, 1)).click();
    await page.locator(".grid.parts, .grid.words").waitFor();
    if (await page.locator(".grid.parts").isVisible()) await key(word.slice(0, 2)).click();
    await key(word).click();
  }
}

/** What the functions below use of a page: this program itself has no such things. */
interface PageScope {
  readonly document: { readonly body: object; querySelector(selector: string): object | null };
  readonly MutationObserver: new (changed: () => void) => {
    observe(node: object, what: { readonly childList: true; readonly subtree: true }): void;
    disconnect(): void;
  };
  radioOff(): void;
  readonly navigator: {
    readonly serviceWorker: { readonly ready: Promise<unknown> };
    readonly storage: { getDirectory(): Promise<Folder> };
  };
}

interface Folder {
  getFileHandle(name: string, options?: { readonly create: boolean }): Promise<FileHandle>;
}

interface FileHandle {
  createWritable(): Promise<{ write(bytes: Bytes): Promise<void>; close(): Promise<void> }>;
  getFile(): Promise<Blob>;
}

async function storeVault(page: Page, vault: Bytes): Promise<void> {
  await page.evaluate(
    async ([name, text]) => {
      const { navigator } = globalThis as unknown as PageScope;
      const folder = await navigator.storage.getDirectory();
      const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await file.write(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
      await file.close();
    },
    [VAULT_NAME, Buffer.from(vault).toString("base64")] as const,
  );
}

async function readVault(page: Page): Promise<Bytes> {
  const text = await page.evaluate(async (name) => {
    const { navigator } = globalThis as unknown as PageScope;
    const folder = await navigator.storage.getDirectory();
    const bytes = new Uint8Array(await (await (await folder.getFileHandle(name)).getFile()).arrayBuffer());
    let characters = "";
    for (let at = 0; at < bytes.length; at += 8_192) characters += String.fromCharCode(...bytes.subarray(at, at + 8_192));
    return btoa(characters);
  }, VAULT_NAME);
  return Uint8Array.from(Buffer.from(text, "base64"));
}
