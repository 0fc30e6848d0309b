import { render } from "preact";
import { vaultExists } from "@ojak/client/vault/vault";
import { onBackButton } from "../platform/back-button.ts";
import { lockWhenLeft } from "../platform/idle.ts";
import { keepOffline } from "../platform/offline.ts";
import { browserPorts } from "../platform/ports.ts";
import { askToKeepStore } from "../platform/support.ts";
import { clearToStart, startLanguage } from "../ui/start.tsx";
import { FamilyApp } from "./app.tsx";
import { FamilyModel } from "./model.ts";
import { loadTexts } from "./texts.ts";
import "../ui/style.css";
import "./family.css";

const IDLE_MS = 10 * 60_000;
const HIDDEN_MS = 2 * 60_000;

async function start(root: HTMLElement): Promise<void> {
  const language = startLanguage();
  const isClear = await clearToStart("family", root, async () => (await loadTexts(language)).common.start.obstacles);
  if (!isClear) return;
  const ports = browserPorts("data-1.bin");
  const model = new FamilyModel(ports, { hasVault: await vaultExists(ports), language });
  render(<FamilyApp model={model} />, root);
  onBackButton(() => model.back());
  lockWhenLeft({ idleMs: IDLE_MS, hiddenMs: () => HIDDEN_MS }, () => model.lock());
  await askToKeepStore();
  await keepOffline();
}

const root = document.getElementById("app");
if (root !== null) void start(root);
