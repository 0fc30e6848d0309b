import { spawn } from "node:child_process";
import { existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { setPriority } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openBroker } from "@ojak/client/broker/app";
import { packageFile } from "../../cli/child.ts";
import { startProgram } from "../../demo/child-program.ts";
import { nodePorts } from "../../platform/ports.ts";
import { startBrowser } from "./browser.ts";
import { PASSPHRASE } from "./people.ts";
import { readLetters, sealReplies } from "./recipients.ts";
import { callAt, serveCalls } from "./remote.ts";
import type { Surroundings } from "./surroundings.ts";

const ME = fileURLToPath(new URL("phone-side-program.ts", import.meta.url));
/** That of the benchmark's own emulator of a link. */
const URGENT = -10;
const LOOK_MS = 100;
const READY_MS_MAX = 60_000;

/** `sync` of the web peer: in the process that holds the browser, which the first call starts and the namespace's end stops. */
export async function syncInBrowser(where: Surroundings, folder: string): Promise<void> {
  const ready = join(where.phoneFolder, "ready");
  if (!existsSync(ready)) {
    const log = openSync(join(where.phoneFolder, "phone.log"), "a");
    const phone = spawn(process.execPath, [ME], { detached: true, stdio: ["ignore", log, log] });
    phone.unref();
    for (let leftMs = READY_MS_MAX; !existsSync(ready); leftMs -= LOOK_MS) {
      if (leftMs <= 0 || phone.exitCode !== null) throw new Error(readFileSync(join(where.phoneFolder, "phone.log"), "utf8"));
      await wait(LOOK_MS);
    }
  }
  await callAt(socketPath(where), "sync", folder);
}

/** The process itself: the apps' server on loopback, the browser, and the recipients who sit beside the broker. */
export async function runPhone(where: Surroundings): Promise<void> {
  // A phone's radio is not kept on because seven other benchmarks want the same processor.
  setPriority(URGENT);
  const apps = await startProgram({
    entry: packageFile("tools/src/static/main.ts"),
    args: [],
    env: { HOST: "127.0.0.1", PORT: "0", OJAK_APPS: fileURLToPath(packageFile("apps/dist")), OJAK_HUB_ORIGINS: where.hubOrigin },
    logPath: join(where.phoneFolder, "apps.log"),
  });
  const browser = await startBrowser(where, `${apps.url}/`);
  const ports = nodePorts(where.vaultPath, { nowMs: () => Date.now() });
  await serveCalls(socketPath(where), {
    async sync(folder = "") {
      const before = await openBroker(ports, PASSPHRASE);
      await sealReplies(before, folder);
      before.lock();
      const vault = await ports.file.read();
      if (vault === null) throw new Error("defect: there is a vault");
      await browser.open(vault, PASSPHRASE);
      await browser.burst();
      await ports.file.write(await browser.vault());
      const after = await openBroker(ports, PASSPHRASE);
      await readLetters(after, folder);
      after.lock();
    },
  });
  writeFileSync(join(where.phoneFolder, "ready"), "");
}

function socketPath({ phoneFolder }: Surroundings): string {
  return join(phoneFolder, "phone.sock");
}
