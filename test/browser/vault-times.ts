/** Run by `./ojak bench vault`: opens the broker's app by taps, with right, wrong and duress words, and prints one JSON object for each opening. */
import { pathTo } from "@ojak/apps/picker/groups";
import { loadPickerList } from "@ojak/apps/picker/lists";
import { shuffled } from "@ojak/tools/bench/vault-stats";
import type { Page } from "playwright-core";
import { deploy } from "./deployment.ts";
import { beginBroker } from "./first-start.ts";
import { CATALOGUES, learnWords, screen, tap, write } from "./hands.ts";
import { openDevice } from "./phones.ts";

const { broker: t, common } = CATALOGUES.en.broker;

/** What stands on the buttons that lead to these words. */
async function labelsOf(words: readonly number[]): Promise<string[]> {
  const { groups, words: list } = await loadPickerList("en");
  return words.flatMap((word) => {
    const path = pathTo(groups, word);
    const group = groups[path?.group ?? 0];
    const part = group?.parts[path?.part ?? 0];
    return [group?.label ?? "", ...((group?.parts.length ?? 0) > 1 ? [part?.label ?? ""] : []), list[word] ?? ""];
  });
}

/** Taps the buttons; the time from the last tap until the app shows that it is open, or that it is not. */
function timeTaps(page: Page, labels: readonly string[]): Promise<number> {
  return page.evaluate(async (wanted) => {
    const until = async <Found>(look: () => Found | null | undefined): Promise<Found> => {
      for (;;) {
        const found = look();
        if (found !== null && found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    };
    let startMs = 0;
    for (const label of wanted) {
      const key = await until(() =>
        [...document.querySelectorAll<HTMLElement>("button.key")].find((one) => one.textContent === label),
      );
      startMs = performance.now();
      key.click();
    }
    return new Promise<number>((give) => {
      const watch = new MutationObserver(() => {
        if (document.querySelector(".tiles, [data-failure]") === null) return;
        watch.disconnect();
        give(performance.now() - startMs);
      });
      watch.observe(document.body, { childList: true, subtree: true });
    });
  }, labels);
}

/** Keeps a copy of the vault in the page, or puts it back. */
async function copyVault(page: Page, way: "keep" | "put back"): Promise<void> {
  await page.evaluate(async (asked) => {
    const held = globalThis as unknown as { vaultCopy: ArrayBuffer };
    const handle = await (await navigator.storage.getDirectory()).getFileHandle("data-2.bin");
    if (asked === "keep") held.vaultCopy = await (await handle.getFile()).arrayBuffer();
    else {
      const stream = await handle.createWritable();
      await stream.write(held.vaultCopy);
      await stream.close();
    }
  }, way);
}

async function setDuress(page: Page): Promise<number[]> {
  await tap(page, t.home.settings);
  await tap(page, t.guard.duress.setOrChange);
  await tap(page, t.guard.duress.set);
  await write(page, t.guard.duress.note(1), "by the old mill");
  await tap(page, common.next);
  const words = await learnWords(page, common.quiz.known);
  await screen(page, t.home.title);
  return words;
}

async function close(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.getByTestId("neutral").getByRole("button").click();
  await page.locator("button.key").first().waitFor();
}

async function run(tries: number, scope: Parameters<typeof deploy>[0]): Promise<void> {
  const deployment = await deploy(scope);
  await using family = await openDevice();
  await using broker = await openDevice();
  const accessCodes = { family: "", broker: await deployment.accessCode() };
  const looking = { language: "en", isThorough: false };
  const { passphrase } = await beginBroker({ language: "en", family, broker, appsUrl: deployment.appsUrl, accessCodes, looking });
  const { page } = broker;
  const duress = await setDuress(page);
  const labels = { right: await labelsOf(passphrase), wrong: await labelsOf([1, 2, 3, 4]), duress: await labelsOf(duress) };
  await copyVault(page, "keep");
  await close(page);
  for (let i = 0; i < tries; i++) {
    for (const kind of shuffled(Math.random)) {
      const ms = await timeTaps(page, labels[kind]);
      process.stdout.write(`${JSON.stringify({ kind, ms })}\n`);
      await close(page);
      await copyVault(page, "put back");
    }
  }
}

const ends: (() => unknown)[] = [];
try {
  await run(Number(process.argv[2] ?? 10), { after: (end) => void ends.push(end as () => unknown) });
} finally {
  for (const end of ends.toReversed()) await end();
}
