import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { putId, takeId } from "@ojak/core/keys/capability";
import type { Code } from "@ojak/core/wire/codes";
import { decodeDownResponse, encodeDown, type DownRequest, type DownResponse } from "@ojak/core/wire/down";
import { encodeBody, readBody } from "@ojak/core/wire/frames";
import { NEVER_DAY } from "@ojak/core/wire/shapes";
import { decodeUpResponse, encodeUp, type UpRequest } from "@ojak/core/wire/up";
import { systemClock } from "../src/clock.ts";
import type { HubConfig } from "../src/config.ts";
import { startHub, type Hub, type HubParts } from "../src/start.ts";
import { mintToken } from "../src/tokens/mint.ts";

/** Bytes that are different each time. */
export function fresh(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** Random bytes that begin with the version byte, as everything sealed does. */
export function sealed(length: number): Bytes {
  return fresh(length).fill(1, 0, 1);
}

/** A put of random bytes. */
export function putOf(put: Bytes, envelopeBytes = 817): UpRequest & { readonly op: "put" } {
  return { op: "put", put, tag: fresh(16), route: sealed(147), envelope: sealed(envelopeBytes) };
}

/** Sends a body as an app would; answers status and body. */
export async function post(
  url: string,
  body: Bytes | string,
): Promise<{ readonly status: number; readonly body: Bytes; readonly headers: Headers }> {
  const response = await fetch(url, { method: "POST", headers: { "Content-Type": "text/plain" }, body });
  return { status: response.status, body: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
}

/** Sends up frames; answers their codes. */
export async function up(url: string, ...requests: readonly UpRequest[]): Promise<readonly Code[]> {
  const { status, body } = await post(`${url}/v1/up`, encodeBody(requests.map(encodeUp)));
  const codes = status === 200 ? decodeUpResponse(body) : null;
  if (codes === null) throw new Error(`up was answered with ${status}`);
  return codes;
}

/** Sends down frames; answers the response's frames. */
export async function down(url: string, ...requests: readonly DownRequest[]): Promise<readonly DownResponse[]> {
  const { status, body } = await post(`${url}/v1/down`, encodeBody(requests.map(encodeDown)));
  if (status !== 200) throw new Error(`down was answered with ${status}`);
  return readBody(body, { bodyBytesMax: 1 << 20, framesMax: 2_000 }).frames.map(decodeDownResponse);
}

export interface TestHub extends AsyncDisposable {
  readonly hub: Hub;
  readonly url: string;
  readonly folder: string;
  readonly token: Bytes;
  /** Turns the hub's clock. */
  readonly clock: { nowMs: number };
  readonly logged: string[];
  /** A drop with one slot (number 7), opened with the hub's token. */
  openDrop(): Promise<{ readonly take: Bytes; readonly put: Bytes }>;
}

/** A hub in this process on a free port, in a folder of its own, with a token for 64 drops. */
export async function startTestHub(config: Partial<HubConfig> = {}, parts: HubParts = {}): Promise<TestHub> {
  const folder = config.folder ?? mkdtempSync(join(tmpdir(), "ojak-hub-"));
  const clock = { nowMs: systemClock.nowMs() };
  const logged: string[] = [];
  const hub = await startHub(
    { folder, host: "127.0.0.1", port: 0, adminPort: 0, realm: "test.ojak", ...config },
    { clock: { nowMs: () => clock.nowMs }, write: (line) => logged.push(line), ...parts },
  );
  const { token } = mintToken(folder);
  return {
    hub,
    url: hub.url,
    folder,
    token,
    clock,
    logged,
    async openDrop() {
      const [take, put] = [fresh(32), fresh(32)];
      const [code] = await up(hub.url, {
        op: "open",
        token,
        takeId: takeId(take),
        slots: [{ slot: 7, putId: putId(put), expiryDay: NEVER_DAY }],
      });
      if (code !== 0) throw new Error(`open was answered with ${code}`);
      return { take, put };
    },
    async [Symbol.asyncDispose]() {
      await hub.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
