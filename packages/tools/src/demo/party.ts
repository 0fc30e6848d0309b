import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { chooseWords } from "@ojak/core/words/words";
import { PASSPHRASE_WORDS } from "@ojak/core/limits";
import type { Clock } from "@ojak/client/ports";
import { nodePorts } from "../platform/ports.ts";
import { brokerApi, relativeApi } from "./party-apis.ts";

/** The people of the demonstration, by the app that they use. */
export interface Roles {
  readonly relative: ReturnType<typeof relativeApi>;
  readonly broker: ReturnType<typeof brokerApi>;
}

type Call = { readonly id: number; readonly method: string; readonly args: readonly unknown[] };
type Answer = { readonly id: number; readonly result?: unknown; readonly error?: string };

/** A person's own process. Calls on `api` run there; `turnClock` passes time. */
export interface Party<Api> extends AsyncDisposable {
  readonly api: Api;
  turnClock(ms: number): Promise<void>;
}

/** Starts a person's process with a vault of its own. */
export function startParty<Role extends keyof Roles>(role: Role, vaultPath: string): Party<Roles[Role]> {
  const child = fork(fileURLToPath(import.meta.url), [role, vaultPath], {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  child.on("message", (answer: Answer) => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.error === undefined) one?.resolve(answer.result);
    else one?.reject(new Error(`${role}: ${answer.error}`));
  });
  child.once("exit", (code) => {
    for (const one of waiting.values()) one.reject(new Error(`${role}: the process ended with ${code}`));
  });
  const call = (method: string, args: readonly unknown[]) => {
    const answer = new Promise<unknown>((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      child.send({ id: lastId, method, args } satisfies Call);
    });
    // Whoever called may have given up already, because somebody else failed first.
    answer.catch(() => undefined);
    return answer;
  };
  // Every method of the role's api becomes a call of the same name in the other process.
  const api = new Proxy(
    {},
    {
      get:
        (_, method) =>
        (...args: unknown[]) =>
          call(String(method), args),
    },
  ) as Roles[Role];
  return {
    api,
    turnClock: async (ms) => void (await call("turnClock", [ms])),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.disconnect();
      await ended;
    },
  };
}

/** The other end: runs in the person's process until its parent lets go. */
function serve(role: string, vaultPath: string): void {
  let aheadMs = 0;
  const clock: Clock = { nowMs: () => Date.now() + aheadMs };
  const ports = nodePorts(vaultPath, clock);
  const passphrase = chooseWords(PASSPHRASE_WORDS, ports.random(PASSPHRASE_WORDS * 2));
  const made = role === "relative" ? relativeApi(ports, passphrase) : brokerApi(ports, passphrase);
  const turnClock = (ms: number) => {
    aheadMs += ms;
  };
  const methods = new Map<string, (...args: never[]) => unknown>(Object.entries({ ...made, turnClock }));
  process.on("disconnect", () => process.exit(0));
  const answer = async ({ id, method, args }: Call): Promise<void> => {
    try {
      process.send?.({ id, result: await methods.get(method)?.(...(args as never[])) } satisfies Answer);
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) } satisfies Answer);
    }
  };
  process.on("message", (call: Call) => void answer(call));
}

const [, entry, role, vaultPath] = process.argv;
if (entry === fileURLToPath(import.meta.url) && role !== undefined && vaultPath !== undefined) serve(role, vaultPath);
