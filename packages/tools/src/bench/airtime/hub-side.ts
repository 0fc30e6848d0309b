import { spawn, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as wait } from "node:timers/promises";
import { packageFile } from "../../cli/child.ts";
import { callAt, serveCalls } from "./remote.ts";
import { issueToken } from "../../platform/token.ts";
import { startProgram } from "../../demo/child-program.ts";
import { bytesOf, payloadsDown, textOf, writeArrived } from "./payloads.ts";
import { introduceEverybody, type Relative, write } from "./people.ts";
import type { Surroundings } from "./surroundings.ts";

/** Packets that the hub may send before the first acknowledgement: a whole answer (docs/OPERATING.md says how to choose it, and why there are no timestamps). */
const FIRST_WINDOW_PACKETS = 20;
const ME = fileURLToPath(new URL("hub-side-program.ts", import.meta.url));
const READY_MS_MAX = 58_000;
const LOOK_MS = 100;

/** `setup`: a process that runs the hub and the five relatives' apps, until it is killed with the namespace or told to end. */
export async function setUp(where: Surroundings): Promise<void> {
  for (const folder of [where.hubFolder, where.phoneFolder]) mkdirSync(folder, { recursive: true });
  const log = openSync(join(where.hubFolder, "village.log"), "a");
  const village = spawn(process.execPath, [ME], { detached: true, stdio: ["ignore", log, log] });
  village.unref();
  for (let leftMs = READY_MS_MAX; !existsSync(readyPath(where)); leftMs -= LOOK_MS) {
    if (leftMs <= 0 || village.exitCode !== null) throw new Error(readFileSync(join(where.hubFolder, "village.log"), "utf8"));
    await wait(LOOK_MS);
  }
}

/** `stage` and `collect`, in the process that `setUp` left running. */
export async function askVillage(where: Surroundings, method: "stage" | "collect" | "end", folder = ""): Promise<void> {
  await callAt(socketPath(where), method, folder);
}

/** The process itself. */
export async function runVillage(where: Surroundings): Promise<void> {
  widenFirstWindow(where.hubHost);
  writeFileSync("/proc/sys/net/ipv4/tcp_timestamps", "0");
  const hubEnv = {
    PORT: "443",
    HOST: where.hubHost,
    OJAK_ADMIN_PORT: "0",
    OJAK_DATA: where.hubFolder,
    OJAK_REALM: "airtime.ojak",
    OJAK_TLS_CERT: where.tls.chain,
    OJAK_TLS_KEY: where.tls.key,
  };
  const hub = await startProgram({
    entry: packageFile("hub/src/main.ts"),
    args: [],
    env: hubEnv,
    logPath: join(where.hubFolder, "hub.log"),
  });
  const accessCode = async () => (await issueToken(hubEnv, ["--origin", where.hubOrigin])).accessCode;
  const relatives = await introduceEverybody(accessCode, where.vaultPath);
  const read = new Map<Relative, number>(relatives.map((one) => [one, 0]));
  let staged = 0;
  const server = await serveCalls(socketPath(where), {
    stage: (folder = "") => stage(relatives, folder, staged++),
    collect: (folder = "") => collect(relatives, read, folder),
    end: async () => {
      server.close();
      await hub[Symbol.asyncDispose]();
    },
  });
  writeFileSync(readyPath(where), "");
}

/** Every relative seals and sends what the benchmark gives her: each time another one begins, as nobody may put a hundred parcels a day. */
async function stage(relatives: readonly Relative[], folder: string, turn: number): Promise<void> {
  for (const { person, isVoice, bytes } of payloadsDown(folder, turn)) {
    const relative = relatives[person];
    if (relative === undefined) throw new Error("defect: no such relative");
    if (isVoice) await relative.family.sendVoice(relative.tieId, Uint8Array.from(bytes));
    else await write(relative.family, relative.tieId, textOf(bytes));
  }
  for (const { family } of relatives) await family.sync();
}

/** Every relative fetches and opens; what is new is written. */
async function collect(relatives: readonly Relative[], read: Map<Relative, number>, folder: string): Promise<void> {
  for (const [person, relative] of relatives.entries()) {
    await relative.family.sync();
    const tie = relative.family.state.ties.find((one) => one.id === relative.tieId);
    const replies = tie?.messages.filter(({ direction }) => direction === "in") ?? [];
    const fresh = replies.slice(read.get(relative) ?? 0);
    read.set(relative, replies.length);
    if (fresh.length > 0)
      writeArrived(
        join(folder, "arrived", `r${person + 1}`),
        fresh.map(({ text, voice }) => voice ?? bytesOf(text)),
      );
  }
}

/** As an operator does it: the route out of the hub's machine bears the number (docs/OPERATING.md). */
function widenFirstWindow(hubHost: string): void {
  const network = execFileSync("ip", ["-4", "route", "show", "src", hubHost], { encoding: "utf8" }).trim();
  if (network !== "") execFileSync("ip", ["route", "change", ...network.split(/\s+/u), "initcwnd", String(FIRST_WINDOW_PACKETS)]);
}

function socketPath({ hubFolder }: Surroundings): string {
  return join(hubFolder, "village.sock");
}

function readyPath({ hubFolder }: Surroundings): string {
  return join(hubFolder, "ready");
}
