import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";

const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 800 };

/** One device with a browser profile of its own. */
export interface Device extends AsyncDisposable {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly profile: string;
  /** What axe found on any screen that was looked at, and console errors. */
  readonly findings: string[];
  readonly screens: Set<string>;
}

/** How thoroughly screens are looked at, and where pictures go (nowhere when left out). */
export interface Looking {
  readonly language: string;
  readonly isThorough: boolean;
  readonly pictures?: string | undefined;
}

/** Opens Debian's Chromium on a phone-sized screen, in a profile that goes with it, or in one that stays. */
export async function openDevice(lasting?: string): Promise<Device> {
  const profile = lasting ?? mkdtempSync(join(tmpdir(), "ojak-profile-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: "/usr/bin/chromium",
    headless: true,
    args: ARGS,
    viewport: PHONE,
    serviceWorkers: "allow",
    locale: "en-GB",
  });
  context.setDefaultTimeout(20_000);
  const page = context.pages()[0] ?? (await context.newPage());
  const findings: string[] = [];
  page.on("pageerror", (error) => findings.push(`error: ${error.message}`));
  page.on("console", (message) => {
    // A browser without a network says so for every request: that is what being offline is.
    if (message.type() === "error" && !message.text().includes("ERR_INTERNET_DISCONNECTED"))
      findings.push(`console: ${message.text()}`);
  });
  const screens = new Set<string>();
  return {
    context,
    page,
    profile,
    findings,
    screens,
    async [Symbol.asyncDispose]() {
      await context.close();
      if (lasting === undefined) rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Looks at a screen as it is: axe, and pictures at two widths and in the dark. */
export async function look(device: Device, name: string, { language, isThorough, pictures }: Looking): Promise<void> {
  const { page, screens, findings } = device;
  if (screens.has(name)) return;
  screens.add(name);
  const views = [
    { label: "360", viewport: PHONE, colorScheme: "light" },
    { label: "360-dark", viewport: PHONE, colorScheme: "dark" },
    { label: "1280", viewport: DESKTOP, colorScheme: "light" },
  ] as const;
  for (const { label, viewport, colorScheme } of isThorough || pictures !== undefined ? views : views.slice(0, 1)) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    findings.push(...(await axeOf(page)).map((finding) => `${name} ${label}: ${finding}`));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (overflow > 0) findings.push(`${name} ${label}: ${overflow} px too wide`);
    if (pictures === undefined) continue;
    mkdirSync(join(pictures, language), { recursive: true });
    await page.screenshot({ path: join(pictures, language, `${name}-${label}.png`), fullPage: true });
  }
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
}

async function axeOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
  });
}
