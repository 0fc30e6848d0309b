import { render } from "preact";
import { vaultExists } from "@ojak/client/vault/vault";
import { onBackButton } from "../platform/back-button.ts";
import { onEscapeTwice } from "../platform/escape.ts";
import { lockWhenLeft } from "../platform/idle.ts";
import { keepOffline } from "../platform/offline.ts";
import { browserPorts } from "../platform/ports.ts";
import { askToKeepStore } from "../platform/support.ts";
import { clearToStart, startLanguage } from "../ui/start.tsx";
import { BrokerApp } from "./app.tsx";
import { BrokerModel } from "./model.ts";
import { loadTexts } from "./texts.ts";
import "../ui/style.css";
import "./broker.css";

const IDLE_MS = 3 * 60_000;

async function start(root: HTMLElement): Promise<void> {
  const language = startLanguage();
  nameInstalledApp(language);
  const isClear = await clearToStart("day", root, async () => (await loadTexts(language)).common.start.obstacles);
  if (!isClear) return;
  const ports = browserPorts("data-2.bin");
  const model = new BrokerModel(ports, { hasVault: await vaultExists(ports), language });
  render(<BrokerApp model={model} />, root);
  onBackButton(() => model.back());
  const lock = () => model.lock();
  lockWhenLeft({ idleMs: IDLE_MS, hiddenMs: () => model.hiddenMsMax }, lock, () => model.left());
  onEscapeTwice(() => model.leave());
  await askToKeepStore();
  await keepOffline();
}

/** The neutral name under the icon, in the phone's language. */
function nameInstalledApp(language: string): void {
  document.querySelector("link[rel=manifest]")?.setAttribute("href", `/day/manifest-${language}.webmanifest`);
}

const root = document.getElementById("app");
if (root !== null) void start(root);
