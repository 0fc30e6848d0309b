import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TIE_WORDS } from "@ojak/core/limits";
import { chooseWords } from "@ojak/core/words/words";
import { packageFile } from "../cli/child.ts";
import { startProgram } from "../demo/child-program.ts";
import { issueToken } from "../platform/token.ts";
import { startParty } from "../demo/party.ts";
import { guideHtml, guideLines, type GuideCodes } from "./guide.ts";
import { beginHelper, playAlong } from "./helper.ts";

/** Where to listen and keep what must be kept. */
export interface StartOptions {
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  readonly hubPort: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Starts the hub and the apps' server, and on an empty store a guided demonstration beside them. `onReady` gets the lines to print once all of it answers.
 * Returns when `signal` aborts and everything has ended. Throws `busy` or `locked`.
 */
export async function start(
  options: StartOptions,
  onReady: (lines: readonly string[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const { folder, host, port, hubPort } = options;
  const isEmpty = !existsSync(join(folder, "hub.sqlite"));
  const [demo, logs] = [join(folder, "demo"), join(folder, "logs")];
  for (const one of [demo, logs]) mkdirSync(one, { recursive: true, mode: 0o700 });
  const env = {
    OJAK_DATA: folder,
    HOST: host,
    PORT: String(hubPort),
    OJAK_ADMIN_PORT: hubPort === 0 ? "0" : String(hubPort + 1),
    OJAK_REALM: options.env["OJAK_REALM"] ?? "demo.ojak",
  };
  await using hub = await startProgram({ entry: packageFile("hub/src/main.ts"), args: [], env, logPath: join(logs, "hub.log") });
  await using stack = new AsyncDisposableStack();
  const guide = isEmpty ? await beginDemonstration(demo, hub.url, env, stack) : null;
  const guidePath = join(demo, "guide.html");
  if (guide !== null) writeFileSync(guidePath, guideHtml(guide));
  const appsEnv = {
    HOST: host,
    PORT: String(port),
    OJAK_APPS: join(import.meta.dirname, "../../../apps/dist"),
    OJAK_HUB_ORIGINS: hub.url,
    OJAK_GUIDE: guide === null ? undefined : guidePath,
  };
  await using apps = await startProgram({
    entry: packageFile("tools/src/static/main.ts"),
    args: [],
    env: appsEnv,
    logPath: join(logs, "apps.log"),
  });
  onReady(guideLines({ apps: apps.url, hub: hub.url }, guide));
  await aborted(signal);
}

/** A broker and a mother who play along. Their words are forgotten when this program ends: it is a demonstration. */
async function beginDemonstration(
  folder: string,
  hubOrigin: string,
  env: Readonly<Record<string, string>>,
  stack: AsyncDisposableStack,
): Promise<GuideCodes> {
  const broker = stack.use(startParty("broker", join(folder, "broker.bin")));
  const code = async () => (await issueToken(env, ["--origin", hubOrigin])).accessCode;
  const { introduction } = await beginHelper(broker, await code(), sixWords());
  const end = new AbortController();
  const playing = playAlong(broker, sixWords(), end.signal);
  stack.defer(() => {
    end.abort();
    return playing;
  });
  return { family: await code(), broker: await code(), introduction };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function sixWords(): number[] {
  return chooseWords(TIE_WORDS, crypto.getRandomValues(new Uint8Array(TIE_WORDS * 2)));
}
