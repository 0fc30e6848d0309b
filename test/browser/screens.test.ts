import assert from "node:assert/strict";
import { test } from "node:test";
import { deploy } from "./deployment.ts";
import { CATALOGUES, screen, tap, write } from "./hands.ts";
import { setUpBroker, setUpFamily, type Stage } from "./first-start.ts";
import { burst, connect, firstContact, openLetters } from "./journey.ts";
import { SAYINGS } from "./sayings.ts";
import { look, openDevice } from "./phones.ts";

for (const language of ["en", "zh"] as const) {
  test(`every screen on the way of a letter, in ${language}: axe finds nothing, nothing is too wide`, async (t) => {
    const deployment = await deploy(t);
    await using family = await openDevice();
    await using broker = await openDevice();
    const accessCodes = { family: await deployment.accessCode(), broker: await deployment.accessCode() };
    const looking = { language, isThorough: false, pictures: process.env["OJAK_PICTURES"] };
    const stage: Stage = { language, family, broker, appsUrl: deployment.appsUrl, accessCodes, looking };
    const { family: f, broker: b } = CATALOGUES[language];
    const said = SAYINGS[language];
    await setUpFamily(stage);
    await setUpBroker(stage);
    const words = await firstContact(stage);
    await family.page.getByRole("button", { name: said.name }).click();
    await write(family.page, f.family.thread.write, said.letter);
    await tap(family.page, f.family.thread.send);
    await connect(stage);
    await burst(stage);
    await look(broker, "broker-home-queue", looking);
    assert.deepEqual(await openLetters(stage, words), [said.letter]);
    await look(broker, "recipient-choice", looking);
    await tap(broker.page, b.broker.reading.finish);
    await screen(broker.page, b.broker.reading.gone);
    await tap(broker.page, b.broker.burst.home);
    await tap(broker.page, b.broker.home.settings);
    await screen(broker.page, b.broker.settings.title);
    await look(broker, "broker-settings", looking);
    await tap(family.page, f.family.home.settings);
    await screen(family.page, f.family.settings.title);
    await look(family, "family-settings", looking);
    assert.deepEqual([...family.findings, ...broker.findings], []);
  });
}
