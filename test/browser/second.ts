import type { Stage } from "./first-start.ts";
import { CATALOGUES, screen, tap, write } from "./hands.ts";
import { burst, connect, goHome, introduce, openRequest } from "./journey.ts";
import { type Device, look, type Looking } from "./phones.ts";
import { SAYINGS } from "./sayings.ts";

const LANGUAGE = "en";
const PASSING = { language: LANGUAGE, isThorough: false };
/** What a second broker is told, and the letter that goes by him. */
export const SECOND = {
  letter: "The pears are ripe here.",
  where: "the southern market, mornings",
  routing: "blue house by the well, knock three times",
};
const { family: f, broker: b } = CATALOGUES[LANGUAGE];
const said = SAYINGS[LANGUAGE];

/** Opens the tie from the family's first screen. */
export async function openTie({ page }: Device): Promise<void> {
  await page.getByRole("button", { name: said.name }).first().click();
  await screen(page, said.name);
}

/** Writes a letter in the open tie. */
export async function writeLetter({ page }: Device, text: string): Promise<void> {
  await write(page, f.family.thread.write, text);
  await tap(page, f.family.thread.send);
  await page.locator(".letter .text", { hasText: text }).waitFor();
}

/** The family's screens are at the tie whose way is closed; afterwards the letters are on the second broker's phone. */
export async function addSecond(stage: Stage, looking: Looking): Promise<void> {
  const { family, broker } = stage;
  const { page } = family;
  await burst(stage);
  const text = await introduce(broker, CATALOGUES[LANGUAGE], PASSING);
  await tap(page, f.family.ways.add);
  await screen(page, f.family.ways.add);
  await write(page, f.family.add.intro, text);
  await write(page, f.family.ask.where, SECOND.where);
  await write(page, f.family.ask.routing, SECOND.routing);
  await look(family, "family-way-add", looking);
  await tap(page, f.family.ways.send);
  await page.getByText(f.family.ways.second.asked).waitFor();
  await look(family, "family-way-asked", looking);
  await connect(stage);
  await burst(stage);
  await openRequest(broker, CATALOGUES[LANGUAGE], SECOND.where);
  await tap(broker.page, b.broker.request.accept);
  await goHome(broker.page, CATALOGUES[LANGUAGE]);
  await burst(stage);
  await connect(stage);
  await burst(stage);
  await broker.page.getByText(SECOND.routing).first().waitFor();
}
