import { mkdirSync } from "node:fs";
import { OjakError } from "@ojak/core/errors";
import { makeAdminApp } from "./admin.ts";
import { makeApp } from "./app.ts";
import { makeDemoClock, systemClock, type Clock } from "./clock.ts";
import { isLoopback, type HubConfig } from "./config.ts";
import { makeDropsService } from "./drops/service.ts";
import { openSqliteDropsStore } from "./drops/store.ts";
import { lockFolder } from "./engine/sqlite/lock.ts";
import { errorName } from "./http/answer.ts";
import { listen } from "./http/listen.ts";
import { makeLog } from "./log.ts";
import { makeHubMetrics } from "./hub-metrics.ts";
import { startSweeper } from "./sweeper.ts";
import { databasePath } from "./tokens/mint.ts";

/** A hub that answers. */
export interface Hub extends AsyncDisposable {
  readonly url: string;
  /** Metrics, on loopback only. */
  readonly adminUrl: string;
  /** Finishes requests, commits, clears the log, lets go of the folder. May be called again. */
  close(): Promise<void>;
}

/** What a hub takes from its surroundings. */
export interface HubParts {
  readonly clock?: Clock | undefined;
  /** Where log lines go; to nowhere when left out. */
  readonly write?: ((line: string) => void) | undefined;
  /** Told when nothing can be written any more: the process should end, and be started again. */
  readonly onFailure?: (() => void) | undefined;
}

/**
 * Starts a hub in this process. Throws `locked` (folder in use), `version` (data of a newer hub), `busy` (port in use), `malformed` (a demo clock
 * or bench handler on a host that others reach).
 */
export async function startHub(config: HubConfig, parts: HubParts = {}): Promise<Hub> {
  if ((config.demoClock === true || config.benchEmpty === true) && !isLoopback(config.host))
    throw new OjakError("malformed", "the demo clock and the bench are for a loopback host only");
  await using stack = new AsyncDisposableStack();
  mkdirSync(config.folder, { recursive: true, mode: 0o700 });
  stack.use(lockFolder(config.folder));

  const demoClock = config.demoClock === true ? makeDemoClock(parts.clock ?? systemClock) : undefined;
  const clock = demoClock ?? parts.clock ?? systemClock;
  const log = makeLog(clock, parts.write ?? (() => {}));
  const metrics = makeHubMetrics();

  const store = stack.use(
    await openSqliteDropsStore(databasePath(config.folder), {
      onCommit: metrics.onCommit,
      onFailure(error) {
        log.event("writer-failed", { name: errorName(error) });
        parts.onFailure?.();
      },
    }),
  );
  const onError = (name: string): void => log.event("error", { name });
  const sweeper = stack.use(
    startSweeper(
      store,
      clock,
      (rows) => log.event("swept", { rows }),
      () => onError("sweep"),
    ),
  );
  const app = makeApp({
    service: makeDropsService(store, clock, metrics.onFrame),
    realm: config.realm,
    onRequest(route, status, frames, ms) {
      metrics.onRequest(route, status, ms);
      log.request(route, status, frames, ms);
    },
    onError,
    demo: demoClock === undefined ? undefined : { clock: demoClock, turned: async () => void (await sweeper.sweep()) },
    benchEmpty: config.benchEmpty,
  });
  stack.defer(() => log.flush());
  const admin = await listen({
    fetch: makeAdminApp(metrics.text).fetch,
    host: "127.0.0.1",
    port: config.adminPort,
    portName: "OJAK_ADMIN_PORT",
  });
  stack.defer(() => admin.close());
  const main = await listen({ fetch: app.fetch, host: config.host, port: config.port, portName: "PORT", tls: config.tls, clock });
  stack.defer(() => main.close());

  const owned = stack.move();
  return {
    url: main.url,
    adminUrl: admin.url,
    close: () => owned.disposeAsync(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
