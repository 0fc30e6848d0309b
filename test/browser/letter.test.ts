import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { deploy } from "./deployment.ts";
import { CATALOGUES, screen, tap, write } from "./hands.ts";
import { setUpBroker, setUpFamily, type Stage } from "./first-start.ts";
import { burst, connect, firstContact, goHome, openLetters } from "./journey.ts";
import { SAYINGS } from "./sayings.ts";
import { look, openDevice } from "./phones.ts";

const LANGUAGE = "ko";

test("in two browsers, in Korean: a letter crosses, an answer comes back, a stop is final; the broker is online in bursts only", async (t) => {
  const deployment = await deploy(t);
  await using family = await openDevice();
  await using broker = await openDevice();
  const accessCodes = { family: await deployment.accessCode(), broker: await deployment.accessCode() };
  const pictures = process.env["OJAK_PICTURES"];
  const looking = { language: LANGUAGE, isThorough: true, pictures };
  const stage: Stage = { language: LANGUAGE, family, broker, appsUrl: deployment.appsUrl, accessCodes, looking };
  const { family: f, broker: b } = CATALOGUES[LANGUAGE];
  const said = SAYINGS[LANGUAGE];

  await setUpFamily(stage);
  await setUpBroker(stage);
  const words = await firstContact(stage);
  await family.page.getByRole("button", { name: said.name }).click();
  await family.page.getByText(f.family.contact.firstLetter).waitFor();
  await look(family, "family-tie-enrolled", looking);

  await write(family.page, f.family.thread.write, said.letter);
  await look(family, "family-letter-draft", looking);
  await tap(family.page, f.family.thread.send);
  await connect(stage);
  const bytes = await burst(stage);
  assert.equal(bytes.up, 1_024);
  assert.ok(bytes.down >= 1_024);
  await broker.page.getByText(said.routing).waitFor();
  await look(broker, "broker-home-queue", looking);

  assert.deepEqual(await openLetters(stage, words), [said.letter]);
  await look(broker, "recipient-choice", looking);
  await tap(broker.page, b.broker.reading.reply);
  await write(broker.page, b.broker.reading.replyLabel, said.reply);
  await look(broker, "recipient-reply", looking);
  await tap(broker.page, b.broker.reading.replySend);
  await broker.page.getByText(b.broker.reading.replied).waitFor();
  await tap(broker.page, b.broker.reading.finish);
  await screen(broker.page, b.broker.reading.gone);
  await look(broker, "recipient-over", looking);
  await tap(broker.page, b.broker.burst.home);
  await broker.page.getByText(b.broker.home.queueEmpty).waitFor();
  await burst(stage);

  await connect(stage);
  await family.page.getByRole("button", { name: said.name }).click();
  await family.page.getByText(said.reply).waitFor();
  await look(family, "family-tie-answered", looking);
  assert.deepEqual(await openLetters(stage, words), [], "what was handed over is gone from the phone");
  await look(broker, "recipient-none", looking);
  await goHome(broker.page, CATALOGUES[LANGUAGE]);

  await write(family.page, f.family.thread.write, "한 통 더 보냅니다.");
  await tap(family.page, f.family.thread.send);
  await connect(stage);
  await burst(stage);
  assert.deepEqual(await openLetters(stage, words), ["한 통 더 보냅니다."]);
  await tap(broker.page, b.broker.reading.stop);
  await look(broker, "recipient-stop", looking);
  await tap(broker.page, b.broker.reading.stopConfirm);
  await broker.page.getByText(b.broker.reading.stopped).waitFor();
  await tap(broker.page, b.broker.burst.home);
  await burst(stage);
  await connect(stage);
  await family.page.getByRole("button", { name: said.name }).click();
  await family.page.getByText(f.family.stages.stopped, { exact: true }).waitFor();
  assert.equal(await family.page.getByRole("textbox", { name: f.family.thread.write }).count(), 0);
  await look(family, "family-tie-stopped", looking);

  assert.deepEqual([...family.findings, ...broker.findings], []);
  assert.deepEqual(await storedOutsideVault(broker.page), {
    local: 0,
    session: 0,
    cookies: "",
    databases: 0,
    title: "Daybook",
    historyPath: "/day/",
  });
  const log = readFileSync(join(deployment.folder, "logs", "hub.log"), "utf8");
  for (const secret of [said.letter, said.reply, said.routing]) assert.ok(!log.includes(secret));
});

test("with keyboard alone, after a lock, and without a network, the broker's app opens again", async (t) => {
  const deployment = await deploy(t);
  await using family = await openDevice();
  await using broker = await openDevice();
  const accessCodes = { family: "", broker: await deployment.accessCode() };
  const looking = { language: "en", isThorough: false };
  const stage: Stage = { language: "en", family, broker, appsUrl: deployment.appsUrl, accessCodes, looking };
  const { broker: b } = CATALOGUES.en;
  const passphrase = await setUpBroker(stage);
  const { page } = broker;
  await page.reload();
  await screen(page, b.broker.unlock.title);
  await look(broker, "broker-unlock", looking);
  await pickByKeyboard(page, passphrase);
  await screen(page, b.broker.home.title);
  await tap(page, b.broker.leave);
  assert.equal(
    await page.getByText(b.broker.home.title, { exact: true }).count(),
    0,
    "quick exit leaves nothing of it on the screen",
  );
  assert.deepEqual(broker.findings, []);
});

async function pickByKeyboard(page: Stage["broker"]["page"], words: readonly number[]): Promise<void> {
  const { pathTo } = await import("@ojak/apps/picker/groups");
  const { loadPickerList } = await import("@ojak/apps/picker/lists");
  const { groups, words: list } = await loadPickerList("en");
  const press = async (text: string) => {
    const key = page.locator("button.key").getByText(text, { exact: true });
    await key.waitFor();
    for (let i = 0; i < 120; i++) {
      await page.keyboard.press("Tab");
      if (
        await page.evaluate(
          (wanted) => document.activeElement?.classList.contains("key") === true && document.activeElement.textContent === wanted,
          text,
        )
      )
        break;
    }
    await page.keyboard.press("Enter");
  };
  for (const word of words) {
    const path = pathTo(groups, word);
    const group = groups[path?.group ?? 0];
    const part = group?.parts[path?.part ?? 0];
    await press(group?.label ?? "");
    if ((group?.parts.length ?? 0) > 1) await press(part?.label ?? "");
    await press(list[word] ?? "");
  }
}

async function storedOutsideVault(page: Stage["broker"]["page"]) {
  return page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookies: document.cookie,
    databases: (await indexedDB.databases()).length,
    title: document.title,
    historyPath: location.pathname + location.search + location.hash,
  }));
}
