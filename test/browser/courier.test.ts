import assert from "node:assert/strict";
import { test } from "node:test";
import { FountainReader } from "@ojak/core/courier/fountain";
import { decodeQR } from "qr/decode.js";
import { enterReceipt, handBack, handToCourier, makeBundle, onCourier, setUpCourier, showCode } from "./courier.ts";
import { deploy } from "./deployment.ts";
import { setUpBroker, setUpFamily, type Stage } from "./first-start.ts";
import { CATALOGUES, pickWords, screen, tap, write } from "./hands.ts";
import { burst, connect, firstContact, openLetters } from "./journey.ts";
import { type Device, look, openDevice } from "./phones.ts";
import { SAYINGS } from "./sayings.ts";

const PASSING = { isThorough: false } as const;

/** The points of the pattern that a phone draws now, and its number. */
async function drawn({ page }: Device): Promise<{ number: number; text: string; url: string }> {
  const { number, size, points, url } = await page.locator("canvas.moving").evaluate((node) => {
    const canvas = node as HTMLCanvasElement;
    const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    let bits = "";
    for (let i = 0; i < data.length; i += 4) bits += (data[i] ?? 0) > 127 ? "1" : "0";
    return { number: Number(canvas.dataset["number"]), size: canvas.width, points: bits, url: canvas.toDataURL() };
  });
  const data = Uint8Array.from({ length: points.length * 4 }, (_, i) => (i % 4 === 3 || points[i >> 2] === "1" ? 255 : 0));
  return { number, text: decodeQR({ width: size, height: size, data }), url };
}

/** What a camera would see, in the place of one: pictures of another phone's screen, one after the other, a little turned and not sharp. */
async function beCamera({ page }: Device, urls: readonly string[]): Promise<void> {
  await page.evaluate(async (pictures) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1_280, height: 720 });
    const pen = canvas.getContext("2d");
    const images = await Promise.all(
      pictures.map(async (src) => {
        const image = Object.assign(new Image(), { src });
        await image.decode();
        return image;
      }),
    );
    let turn = 0;
    setInterval(() => {
      const image = images[turn++ % images.length];
      if (pen === null || image === undefined) return;
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.fillStyle = "#777";
      pen.fillRect(0, 0, 1_280, 720);
      pen.setTransform(0.99, 0.07, -0.06, 0.98, 330, 20);
      pen.drawImage(image, 0, 0, 640, 640);
    }, 200);
    navigator.mediaDevices.getUserMedia = () => Promise.resolve(canvas.captureStream(15));
  }, urls);
}

for (const language of ["en", "ko", "zh"] as const) {
  test(`a letter goes the last mile on a phone that is never on the air, and its answer comes back, in ${language}`, async (t) => {
    const deployment = await deploy(t);
    await using family = await openDevice();
    await using broker = await openDevice();
    await using courier = await openDevice();
    const accessCodes = { family: await deployment.accessCode(), broker: await deployment.accessCode() };
    const looking = { language, isThorough: language === "en", pictures: process.env["OJAK_PICTURES"] };
    const passing: Stage = {
      language,
      family,
      broker,
      appsUrl: deployment.appsUrl,
      accessCodes,
      looking: { language, ...PASSING },
    };
    const stage: Stage = { ...passing, looking };
    const { family: f, broker: b } = CATALOGUES[language];
    const said = SAYINGS[language];
    await setUpFamily(passing);
    await setUpBroker(passing);
    const fourWords = await setUpCourier(stage, courier);
    const words = await firstContact(passing);
    await family.page.getByRole("button", { name: said.name }).click();
    await write(family.page, f.family.thread.write, said.letter);
    await tap(family.page, f.family.thread.send);
    await connect(passing);
    await burst(passing);

    await handToCourier(stage, courier);
    await broker.page.getByText(b.broker.home.queueEmpty).waitFor();
    await courier.page.getByText(said.routing).waitFor();
    await look(courier, "courier-home-queue", looking);
    await tap(courier.page, b.broker.home.settings);
    await screen(courier.page, b.broker.settings.title);
    await look(courier, "courier-settings", looking);
    await tap(courier.page, b.broker.settings.lock);
    await screen(courier.page, b.broker.unlock.title);
    await pickWords(courier.page, language, fourWords);
    await courier.page.getByText(b.broker.carry.home.offAir).waitFor();

    assert.deepEqual(await openLetters(onCourier(passing, courier), words), [said.letter]);
    await tap(courier.page, b.broker.reading.reply);
    await write(courier.page, b.broker.reading.replyLabel, said.reply);
    await tap(courier.page, b.broker.reading.replySend);
    await courier.page.getByText(b.broker.carry.reading.replied).waitFor();
    await look(courier, "courier-replied", looking);
    await tap(courier.page, b.broker.reading.finish);
    await screen(courier.page, b.broker.reading.gone);
    await tap(courier.page, b.broker.burst.home);
    await courier.page.getByText(b.broker.home.queueEmpty).waitFor();
    await look(courier, "courier-home-back", looking);
    assert.deepEqual(await openLetters(onCourier(passing, courier), words), [], "what was handed over is gone");
    await look(courier, "courier-none", looking);
    await tap(courier.page, b.common.back);

    await handBack(stage, courier);
    await burst(passing);
    await connect(passing);
    await family.page.getByRole("button", { name: said.name }).click();
    await family.page.getByText(said.reply).waitFor();
    assert.deepEqual([...family.findings, ...broker.findings, ...courier.findings], []);
  });
}

test("patterns drawn on one phone are read by the other one's camera; keyboard alone makes them go on; a hidden phone shows none", async (t) => {
  const language = "en";
  const deployment = await deploy(t);
  await using family = await openDevice();
  await using broker = await openDevice();
  await using courier = await openDevice();
  const accessCodes = { family: await deployment.accessCode(), broker: await deployment.accessCode() };
  const looking = { language, isThorough: true, pictures: process.env["OJAK_PICTURES"] };
  const passing: Stage = {
    language,
    family,
    broker,
    appsUrl: deployment.appsUrl,
    accessCodes,
    looking: { language, ...PASSING },
  };
  const { broker: b, common } = CATALOGUES[language].broker;
  const { carry } = b;
  const said = SAYINGS[language];
  await setUpFamily(passing);
  await setUpBroker(passing);
  await setUpCourier(passing, courier);
  await firstContact(passing);
  await family.page.getByRole("button", { name: said.name }).click();
  await write(family.page, CATALOGUES[language].family.family.thread.write, said.letter);
  await tap(family.page, CATALOGUES[language].family.family.thread.send);
  await connect(passing);
  await burst(passing);

  await tap(courier.page, carry.home.take);
  const code = await showCode(courier, language);
  await tap(broker.page, carry.tile);
  await tap(broker.page, carry.desk.give);
  await makeBundle(broker, code, language, passing.looking, "passing");
  const reader = new FountainReader();
  const urls: string[] = [];
  const next = broker.page.getByRole("button", { name: carry.give.next, exact: true });
  await next.focus();
  // The missing one is in every second of those that come after the first five.
  for (let i = 0; i < 24; i++) {
    const { number, text, url } = await drawn(broker);
    assert.equal(number, i);
    // The second one is never caught.
    if (i !== 1) {
      reader.add(text);
      urls.push(url);
    }
    await broker.page.keyboard.press("Enter");
  }
  await tap(broker.page, carry.give.move);
  // A busy machine may look too late for any one of them.
  await broker.page.waitForFunction(() => Number(document.querySelector("canvas.moving")?.getAttribute("data-number")) >= 30);

  await beCamera(courier, urls);
  await tap(courier.page, carry.take.camera);
  await look(courier, "courier-camera", { ...looking, isThorough: false });
  await enterReceipt(broker, courier, language, passing.looking, "passing");
  await courier.page.getByText(said.routing).waitFor();

  // The courier gives up whom he did not find: it comes to the broker's phone again. Meanwhile the broker's phone is hidden.
  await tap(broker.page, carry.tile);
  await broker.page.getByTestId("errand").getByRole("button", { name: carry.desk.takeBack }).click();
  await look(broker, "broker-take-back", looking);
  await broker.page.getByRole("dialog").getByRole("button", { name: common.cancel, exact: true }).click();
  await tap(broker.page, carry.desk.take);
  const back = await showCode(broker, language);
  await tap(courier.page, carry.home.back);
  await write(courier.page, carry.give.codeLabel, back);
  await tap(courier.page, common.next);
  await tap(courier.page, carry.give.make);
  await courier.page.locator("[data-failure=empty]").waitFor();
  await courier.page.getByRole("checkbox").first().focus();
  await courier.page.keyboard.press("Space");
  await look(courier, "courier-unfound", looking);
  await tap(courier.page, carry.give.make);
  await screen(courier.page, carry.give.showTitle);
  await courier.page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await screen(courier.page, b.unlock.title);
  assert.equal(await courier.page.locator("canvas").count(), 0);
  assert.deepEqual([...family.findings, ...broker.findings, ...courier.findings], []);
});
