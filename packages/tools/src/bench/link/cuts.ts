import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBroker } from "@ojak/client/broker/app";
import type { BrokerState } from "@ojak/client/broker/state";
import type { Ports } from "@ojak/client/ports";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { assert } from "@ojak/core/errors";
import { CLASS_PART_BYTES, ENVELOPE_OVERHEAD_BYTES, TOKEN_DROPS_MAX } from "@ojak/core/limits";
import { startHub } from "@ojak/hub/start";
import { mintToken } from "@ojak/hub/tokens/mint";
import { nodePorts } from "../../platform/ports.ts";
import { type Cut, LinkProxy, NEVER } from "./link-proxy.ts";
import { makeScene, type Scene } from "./scene.ts";

/** One part of a voice with all that its frame adds. */
export const PIECE_BYTES = CLASS_PART_BYTES + ENVELOPE_OVERHEAD_BYTES + 60;
const BURSTS_MAX = 4;
const WITHIN_PARTS_STEP_BYTES = 64;
const REALM = "cuts.ojak";

/** What became of one burst that was cut and gone on with. */
export interface CutRow {
  readonly way: "up" | "down";
  readonly atBytes: number;
  readonly bursts: number;
  /** More than the uncut burst, both ways together, in bytes on the link with all headers. */
  readonly overBytes: number;
  readonly problems: readonly string[];
}

/** What to cut, and whom to tell. */
export interface CutsOptions {
  /** Only every so many of the places: 1 for all. */
  readonly every: number;
  readonly onRow: (row: CutRow, done: number, of: number) => void;
}

/**
 * Cuts a burst at every byte of its way up and of its way down, in the parts of voices at every 64th, and each time goes on with it over a whole link. The hub, its
 * durable store, the broker's burst and the sockets are the real ones.
 */
export async function runCuts({ every, onRow }: CutsOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "ojak-cuts-"));
  try {
    await using hub = await startHub({ folder, host: "127.0.0.1", port: 0, adminPort: 0, realm: REALM });
    const ports = nodePorts(join(folder, "broker.bin"), { nowMs: () => Date.now() });
    const village = await settle(ports, folder, new URL(hub.url));
    const whole = await village.uncut();
    const places = [
      ...placesOf(whole.upBytes).map((atBytes) => ({ way: "up" as const, atBytes })),
      ...placesOf(whole.downBytes).map((atBytes) => ({ way: "down" as const, atBytes })),
    ].filter((_, i) => i % every === 0);
    for (const [i, place] of places.entries()) onRow(await village.cutAt(place, whole), i + 1, places.length);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Small things go first, then the parts of the voice and the padding: there every 64th byte is enough, and all those around the border of two parts. */
function placesOf(totalBytes: number): number[] {
  const partsAt = totalBytes - 6 * PIECE_BYTES - 2_048;
  return Array.from({ length: totalBytes - 1 }, (_, i) => i + 1).filter(
    (at) => at < partsAt || at % WITHIN_PARTS_STEP_BYTES === 0,
  );
}

/** What one burst cost on the link. */
interface Figures {
  readonly upBytes: number;
  readonly downBytes: number;
  readonly complete: boolean;
}

async function settle(ports: Ports, folder: string, hubUrl: URL) {
  let token: Bytes = mintToken(folder, { drops: TOKEN_DROPS_MAX }).token;
  let drops = 0;
  const template = await templateOf(ports, token, hubUrl.origin);
  const scene = () => {
    drops += 6;
    if (drops > TOKEN_DROPS_MAX - 6) {
      token = mintToken(folder, { drops: TOKEN_DROPS_MAX }).token;
      drops = 6;
    }
    return makeScene(ports, template, token);
  };
  const over = async (cut: Cut, one: Scene): Promise<Figures> => {
    await using proxy = new LinkProxy(Number(hubUrl.port), cut);
    const report = await one.burst(await proxy.start());
    return { upBytes: proxy.upBytes, downBytes: proxy.downBytes, complete: report?.complete === true };
  };

  return {
    async uncut(): Promise<Figures> {
      const one = await scene();
      const figures = await over(NEVER, one);
      assert((await one.problems()).length === 0, "an uncut burst carries everything");
      return figures;
    },

    async cutAt({ way, atBytes }: { readonly way: "up" | "down"; readonly atBytes: number }, whole: Figures): Promise<CutRow> {
      const one = await scene();
      const cut = { ...NEVER, [`${way}Bytes`]: atBytes };
      const spent = [await over(cut, one)];
      while (spent.at(-1)?.complete !== true && spent.length < BURSTS_MAX) spent.push(await over(NEVER, one));
      const total = spent.reduce((sum, { upBytes, downBytes }) => sum + upBytes + downBytes, 0);
      const overBytes = total - whole.upBytes - whole.downBytes;
      const endless = spent.at(-1)?.complete === true ? [] : ["never complete"];
      return { way, atBytes, bursts: spent.length, overBytes, problems: [...endless, ...(await one.problems())] };
    },
  };
}

async function templateOf(ports: Ports, token: Bytes, hubOrigin: string): Promise<BrokerState> {
  const access = { token, hubOrigin, realm: REALM };
  const begin = { access, brokerWords: [1, 2, 3, 4, 5, 6], passphrase: [1, 2, 3, 4], language: "en" } as const;
  const broker = await createBroker(ports, begin);
  await broker.burst();
  return { ...structuredClone(broker.state), outbox: [] };
}
