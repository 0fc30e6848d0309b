import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { VAULT_FILE_BYTES } from "@ojak/client/vault/layout";
import { searchDeep } from "../support/canaries.ts";
import { folderFor } from "../support/programs.ts";
import { oddities } from "../support/randomness.ts";
import { canariesOf, dayOfUse } from "./day.ts";
import { deploy } from "./deployment.ts";
import type { Stage } from "./first-start.ts";
import { CATALOGUES, pickWords, screen, tap } from "./hands.ts";
import { burst } from "./journey.ts";
import { openDevice } from "./phones.ts";

const LANGUAGE = "ko";

/** The vault, among the files of a profile: the only one of its size. */
function vaultIn(profile: string): Buffer {
  const files = readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).size === VAULT_FILE_BYTES);
  assert.equal(files.length, 1, files.join());
  return readFileSync(files[0] ?? "");
}

test("after a day's use, and after a duress opening, nothing of it stands in the browser's profile: not a word, letter, note, digit, id or key", async (t) => {
  const deployment = await deploy(t);
  const profile = folderFor(t);
  const accessCodes = { family: await deployment.accessCode(), broker: await deployment.accessCode() };
  const { broker: b } = CATALOGUES[LANGUAGE].broker;
  const stageOf = (family: Stage["family"], broker: Stage["broker"]): Stage => ({
    language: LANGUAGE,
    family,
    broker,
    appsUrl: deployment.appsUrl,
    accessCodes,
    looking: { language: LANGUAGE, isThorough: false },
  });
  await using family = await openDevice();
  const search = (when: string, canaries: Parameters<typeof searchDeep>[1]) => {
    const { found, looked } = searchDeep(profile, canaries);
    t.diagnostic(
      `${when}: ${looked.files} files, ${looked.bytes} bytes, ${looked.inner} inflated pieces of ${looked.innerBytes} bytes`,
    );
    assert.deepEqual(found, [], when);
  };

  await using broker = await openDevice(profile);
  const day = await dayOfUse(stageOf(family, broker));
  const canaries = await canariesOf(day, LANGUAGE, accessCodes.broker, vaultIn(profile).subarray(0, 16));
  search("taken while the browser runs, after the quick exit", canaries);
  await broker.context.close();
  search("taken later", canaries);
  const before = vaultIn(profile);
  assert.deepEqual(oddities(before), []);

  await using again = await openDevice(profile);
  const { page } = again;
  await page.goto(`${deployment.appsUrl}day/`);
  await page.getByRole("radio", { name: CATALOGUES[LANGUAGE].name }).check();
  await screen(page, b.unlock.title);
  await pickWords(page, LANGUAGE, day.words.duress);
  await screen(page, b.home.title);
  await burst(stageOf(family, again));
  await tap(page, b.leave);
  search("taken after a duress opening, while the browser runs", canaries);
  await again.context.close();
  search("taken after a duress opening, later", canaries);
  const after = vaultIn(profile);
  assert.deepEqual(oddities(after), []);
  const changed = after.filter((byte, i) => byte !== before[i]).length;
  assert.ok(Math.abs(changed / VAULT_FILE_BYTES - 255 / 256) < 0.01, "all of it but the salt is new");
});

test("the search finds what another page leaves behind: in localStorage, IndexedDB, the cache and the history", async (t) => {
  const deployment = await deploy(t);
  const profile = folderFor(t);
  await using device = await openDevice(profile);
  const { page } = device;
  const secrets = ["localStorage", "indexedDb", "cache", "history"].map((place) => ({
    name: place,
    secret: `${place} 속의 파란 구슬`,
  }));
  await page.goto(`${deployment.appsUrl}family/`);
  await page.evaluate(
    async (planted) => {
      const [local = "", database = "", cached = "", past = ""] = planted;
      localStorage.setItem("kept", local);
      history.replaceState(null, "", `?past=${past}`);
      await (await caches.open("kept")).put("/kept", new Response(cached));
      const opening = indexedDB.open("kept");
      opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore("kept"));
      await new Promise((resolve) => opening.addEventListener("success", resolve));
      const writing = opening.result.transaction("kept", "readwrite");
      // Long and repetitive, so that the browser compresses it.
      writing.objectStore("kept").put(`${database} `.repeat(4_000), "kept");
      await new Promise((resolve) => writing.addEventListener("complete", resolve));
    },
    secrets.map(({ secret }) => secret),
  );
  await page.reload();
  await device.context.close();
  const { found } = searchDeep(profile, secrets);
  for (const { name } of secrets)
    assert.ok(
      found.some((line) => line.includes(name)),
      `${name} in ${found.join("\n")}`,
    );
  t.diagnostic(found.filter((line) => line.includes(" at ")).join("\n"));
});
