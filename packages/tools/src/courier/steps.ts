import { type Broker, openBroker } from "@ojak/client/broker/app";
import { type Courier, createCourier, openCourier } from "@ojak/client/courier/app";
import { hex } from "@ojak/core/bytes/text";
import { isOjakError, OjakError } from "@ojak/core/errors";
import type { WordLanguage } from "@ojak/core/words/words";
import { nodePorts } from "../platform/ports.ts";
import { awaitBundle, writeBundle } from "./bundle-file.ts";

/** A phone's vault, and the words that open it. */
export interface Phone {
  readonly vault: string;
  readonly passphrase: readonly number[];
}

type Opened = { readonly kind: "broker"; readonly app: Broker } | { readonly kind: "courier"; readonly app: Courier };
type Said = Promise<readonly object[]>;

/** Makes a courier's vault. Throws `storage` where there is one. */
export async function beginCourier({ vault, passphrase }: Phone, language: WordLanguage): Said {
  const ports = portsOf(vault);
  if ((await ports.file.read()) !== null) throw new OjakError("storage", "that vault file exists: name another");
  (await createCourier(ports, { passphrase, language })).lock();
  return [{ begun: vault }];
}

/** Says this phone's offer, waits for the bundle, takes it in, and says its receipt. The offer ends with this call. */
export function importBundle(
  phone: Phone,
  options: { readonly path: string; readonly waitMs: number; readonly signal: AbortSignal; say(said: object): void },
): Said {
  return withPhone(phone, async ({ kind, app }) => {
    const taker = kind === "broker" ? await app.courier() : app;
    options.say({ offer: (await taker.offer()).text });
    return [await taker.take(await awaitBundle(options.path, options.waitMs, options.signal))];
  });
}

/** Writes a bundle for the phone whose offer was read. */
export function exportBundle(
  phone: Phone,
  { path, offer, unfound }: { readonly path: string; readonly offer: string; readonly unfound: boolean },
): Said {
  return withPhone(phone, async ({ kind, app }) => {
    if (kind === "broker") {
      const { bundle, id } = await (await app.courier()).carry(offer);
      await writeBundle(path, bundle);
      return [{ written: path, bytes: bundle.length, id }];
    }
    const given = unfound ? app.state.parcels.map(({ tag }) => hex(tag)) : [];
    const { bundle } = await app.giveBack(offer, given);
    await writeBundle(path, bundle);
    return [{ written: path, bytes: bundle.length }];
  });
}

/** Enters the receipt that the other phone showed: what it has is erased here. */
export function enterReceipt(phone: Phone, typed: string): Said {
  return withPhone(phone, async ({ kind, app }) => {
    await (kind === "broker" ? await app.courier() : app).enterReceipt(typed);
    return [{ erased: true }];
  });
}

/** What is under way: at a broker's phone each bundle, at a courier's what he carries. */
export function listOut(phone: Phone): Said {
  return withPhone(phone, async ({ kind, app }) => {
    if (kind === "broker") return (await app.courier()).errands();
    return [{ waiting: app.queue().length, ...app.back(), receipt: app.state.receipt }];
  });
}

/** A courier was lost: what he had comes again with the next burst. */
export function takeBack(phone: Phone, id: string): Said {
  return withPhone(phone, async ({ kind, app }) => {
    if (kind === "courier") throw new OjakError("malformed", "that is a courier's vault: the broker takes back");
    await (await app.courier()).takeBack(id);
    return [{ takenBack: id }];
  });
}

async function withPhone(phone: Phone, use: (opened: Opened) => Said): Said {
  const opened = await openEither(phone);
  try {
    return await use(opened);
  } finally {
    opened.app.lock();
  }
}

/** Nothing outside a vault tells whose it is. */
async function openEither({ vault, passphrase }: Phone): Promise<Opened> {
  const ports = portsOf(vault);
  try {
    return { kind: "courier", app: await openCourier(ports, passphrase) };
  } catch (error) {
    if (!isOjakError(error, "malformed")) throw error;
    return { kind: "broker", app: await openBroker(ports, passphrase) };
  }
}

function portsOf(vault: string) {
  return nodePorts(vault, { nowMs: () => Date.now() });
}
