import assert from "node:assert/strict";
import { test } from "node:test";
import { deploy } from "./deployment.ts";
import { setUpBroker, setUpFamily, type Stage } from "./first-start.ts";
import { CATALOGUES, screen, tap, write } from "./hands.ts";
import { burst, connect, firstContact, goHome, openLetters } from "./journey.ts";
import { type Device, look, openDevice } from "./phones.ts";
import { SAYINGS } from "./sayings.ts";
import { addSecond, openTie, SECOND, writeLetter } from "./second.ts";

const LANGUAGE = "en";
const DAY_MS = 86_400_000;
/** Screens of this test are looked at closely; those that others look at, in passing. */
const looking = { language: LANGUAGE, isThorough: true, pictures: process.env["OJAK_PICTURES"] };
const PASSING = { language: LANGUAGE, isThorough: false };
const { family: f, broker: b } = CATALOGUES[LANGUAGE];
const said = SAYINGS[LANGUAGE];

test("by clicks: a way is closed, its burst brings nothing, an answer by it is kept apart, and a second broker takes over", async (t) => {
  const deployment = await deploy(t);
  await using family = await openDevice();
  await using broker = await openDevice();
  await using second = await openDevice();
  const accessCodes = { family: await deployment.accessCode(), broker: await deployment.accessCode() };
  const stage: Stage = { language: LANGUAGE, family, broker, appsUrl: deployment.appsUrl, accessCodes, looking: PASSING };
  const other: Stage = { ...stage, broker: second, accessCodes: { family: "", broker: await deployment.accessCode() } };
  await setUpFamily(stage);
  await setUpBroker(stage);
  const words = await firstContact(stage);
  await openTie(family);
  await writeLetter(family, said.letter);
  await connect(stage);
  await burst(stage);
  assert.deepEqual(await openLetters(stage, words), [said.letter]);
  await answer(broker, said.reply);
  await openTie(family);
  await writeLetter(family, SECOND.letter);
  await connect(stage);

  await openTie(family);
  await look(family, "family-way-open", looking);
  await tap(family.page, f.family.ways.close);
  await look(family, "family-way-confirm", looking);
  await family.page.getByRole("dialog").getByRole("button", { name: f.family.ways.close, exact: true }).click();
  await family.page.getByText(f.family.ways.ownBox).waitFor();
  await family.page.getByText(f.family.ways.closing).waitFor({ state: "hidden" });
  await look(family, "family-way-closed", looking);
  await burst(stage);
  await broker.page.getByText(b.broker.home.queueEmpty).waitFor();
  assert.deepEqual(await openLetters(stage, words), [], "what waited does not come down any more");
  await goHome(broker.page, CATALOGUES[LANGUAGE]);
  await connect(stage);
  await openTie(family);
  await family.page.getByText(said.reply).waitFor();
  await family.page.getByText(f.family.ways.apart).waitFor();
  await look(family, "family-way-apart", looking);

  await setUpBroker(other);
  await addSecond(other, looking);
  assert.deepEqual(await openLetters(other, words), [said.letter, SECOND.letter]);
  await tap(second.page, b.broker.reading.finish);
  await screen(second.page, b.broker.reading.gone);
  await tap(second.page, b.broker.burst.home);
  await burst(other);
  await connect(stage);
  await openTie(family);
  assert.equal(await family.page.locator("summary.opened").count(), 2);
  await look(family, "family-way-second", looking);
  assert.deepEqual([...family.findings, ...broker.findings, ...second.findings], []);
});

test("by clicks: a silent broker is dark since a day, when he shows again letters wait for her word, and the desk's stop closes the way", async (t) => {
  const deployment = await deploy(t);
  await using family = await openDevice();
  await using broker = await openDevice();
  const accessCodes = { family: await deployment.accessCode(), broker: await deployment.accessCode() };
  const stage: Stage = { language: LANGUAGE, family, broker, appsUrl: deployment.appsUrl, accessCodes, looking: PASSING };
  await setUpFamily(stage);
  await setUpBroker(stage);
  await firstContact(stage);
  const { page } = family;
  const later = Date.now() + 30 * DAY_MS;
  await page.clock.setFixedTime(later);
  await connect(stage);
  await openTie(family);
  await page.getByText(f.family.ways.darkBody).waitFor();
  await look(family, "family-way-dark", looking);
  await broker.page.clock.setFixedTime(later);
  await burst(stage);
  await connect(stage);
  await openTie(family);
  await page.getByText(f.family.ways.backBody).waitFor();
  await look(family, "family-way-back", looking);
  await writeLetter(family, SECOND.letter);
  await write(page, f.family.thread.write, said.questions[0]);
  await tap(page, f.family.ways.question);
  await page.getByText(said.questions[0]).first().waitFor();
  await connect(stage);
  await burst(stage);
  assert.equal(await broker.page.getByText(said.routing).count(), 1, "the question goes, the letter waits");
  await openTie(family);
  await tap(page, f.family.ways.checked);
  await page.getByText(f.family.ways.backBody).waitFor({ state: "hidden" });
  await connect(stage);
  await burst(stage);
  assert.equal(await broker.page.getByText(said.routing).count(), 2);

  assert.equal(await deployment.deskLast("stop"), 0);
  await connect(stage);
  await openTie(family);
  await page.locator("p.strong", { hasText: f.family.ways.stopped("|").split("|")[0] ?? "" }).waitFor();
  await page.getByText(f.family.ways.ownBox).waitFor();
  await look(family, "family-way-stopped", looking);
  assert.deepEqual([...family.findings, ...broker.findings], []);
});

/** An answer at the end of a sitting, which lies on the phone until its next burst. */
async function answer({ page }: Device, text: string): Promise<void> {
  await tap(page, b.broker.reading.reply);
  await write(page, b.broker.reading.replyLabel, text);
  await tap(page, b.broker.reading.replySend);
  await page.getByText(b.broker.reading.replied).waitFor();
  await tap(page, b.broker.reading.finish);
  await screen(page, b.broker.reading.gone);
  await tap(page, b.broker.burst.home);
}
