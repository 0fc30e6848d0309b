import { concat, isZero, readU16, take, u16, type Bytes } from "../bytes/bytes.ts";
import { fromUtf8, utf8 } from "../bytes/text.ts";
import { OjakError } from "../errors.ts";
import { type KeyPair, open, seal, X25519 } from "../keys/hpke.ts";
import { ROUTE_BOX_BYTES, ROUTE_PLAINTEXT_BYTES, ROUTING_TEXT_BYTES_MAX, WIRE_VERSION } from "../limits.ts";

/** What binds a route box to one deployment, relation and parcel. */
export interface RouteContext {
  readonly realm: string;
  readonly routePsk: Uint8Array;
  readonly tag: Uint8Array;
}

/** Seals routing lines to the broker's key of `week` (spec/wire.md 2.2). Throws `too-large` above 95 bytes. */
export async function sealRouteBox(
  weeklyKey: { readonly week: number; readonly publicKey: Uint8Array },
  context: RouteContext,
  lines: string,
  random: Uint8Array,
): Promise<Bytes> {
  const text = utf8(lines.normalize("NFC"));
  if (text.length > ROUTING_TEXT_BYTES_MAX)
    throw new OjakError("too-large", `routing lines hold ${ROUTING_TEXT_BYTES_MAX} bytes`);
  const plaintext = concat(Uint8Array.of(text.length), text, new Uint8Array(ROUTE_PLAINTEXT_BYTES - 1 - text.length));
  const sealed = await seal(X25519, weeklyKey.publicKey, hpkeContext(context, weeklyKey.week), plaintext, random);
  return concat(Uint8Array.of(WIRE_VERSION), u16(weeklyKey.week), sealed);
}

/** The week whose key opens a route box; throws `version` or `malformed`. */
export function routeBoxWeek(box: Uint8Array): number {
  if (box.length !== ROUTE_BOX_BYTES) throw new OjakError("malformed", "no route box has that size");
  if (box[0] !== WIRE_VERSION) throw new OjakError("version", "this program reads version 1 only");
  return readU16(box, 1);
}

/** Opens a route box with the broker's key of its week. Throws `version`, `malformed` or `cannot-open`. */
export async function openRouteBox(key: KeyPair, context: RouteContext, box: Uint8Array): Promise<string> {
  const plaintext = await open(X25519, key, hpkeContext(context, routeBoxWeek(box)), box.subarray(3));
  const length = plaintext[0] ?? 0;
  const text = take(plaintext, 1, length);
  if (!isZero(plaintext.subarray(1 + length))) throw new OjakError("malformed", "padding is not zero");
  return fromUtf8(text);
}

function hpkeContext({ realm, routePsk, tag }: RouteContext, week: number) {
  return { purpose: "route", realm, psk: routePsk, aad: concat(u16(week), tag) } as const;
}
