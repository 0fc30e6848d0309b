import { concat, equal, readU16, take, u16, type Bytes } from "../bytes/bytes.ts";
import { decodeCode, encodeCode } from "../bytes/code.ts";
import { utf8 } from "../bytes/text.ts";
import { OjakError } from "../errors.ts";
import { INTRODUCTION_BYTES, WIRE_VERSION } from "../limits.ts";
import { derive, digest } from "../keys/derive.ts";

/** What a broker hands to one relative, once (spec/wire.md 4.1). */
export interface Introduction {
  readonly slot: number;
  readonly expiryDay: number;
  readonly introSecret: Bytes;
  readonly fingerprint: Bytes;
}

/** What both sides derive from an introduction's secret, 32 bytes each. */
export interface IntroductionKeys {
  readonly introPut: Bytes;
  readonly routePsk: Bytes;
  readonly requestPsk: Bytes;
}

/** The secret of a broker's slot: from his root, so that his phone keeps no list of those he served. */
export function introSecretOf(introRoot: Uint8Array, slot: number): Bytes {
  return derive(introRoot, concat(utf8("intro "), u16(slot)), 16);
}

/** Derives an introduction's keys from its 16-byte secret. */
export function introductionKeys(introSecret: Uint8Array): IntroductionKeys {
  const key = (label: string) => derive(introSecret, label, 32);
  return { introPut: key("put"), routePsk: key("route psk"), requestPsk: key("request psk") };
}

/** An introduction as text for a QR code or a message. */
export function writeIntroduction(realm: string, introduction: Introduction): string {
  const { slot, expiryDay, introSecret, fingerprint } = introduction;
  return encodeCode(concat(Uint8Array.of(WIRE_VERSION), realmId(realm), u16(slot), u16(expiryDay), introSecret, fingerprint));
}

/** Reads one. Throws `checksum`, `malformed`, `version`, `wrong-realm` (of another hub) or `expired`. */
export function readIntroduction(realm: string, text: string, nowDay: number): Introduction {
  const bytes = decodeCode(text);
  if (bytes[0] !== WIRE_VERSION) throw new OjakError("version", "this introduction is of another version");
  if (bytes.length !== INTRODUCTION_BYTES) throw new OjakError("malformed", "that code is not an introduction");
  if (!equal(take(bytes, 1, 2), realmId(realm))) throw new OjakError("wrong-realm", "this introduction belongs to another hub");
  const expiryDay = readU16(bytes, 5);
  if (nowDay > expiryDay) throw new OjakError("expired", "this introduction has expired: ask the broker for a new one");
  return { slot: readU16(bytes, 3), expiryDay, introSecret: take(bytes, 7, 16), fingerprint: take(bytes, 23, 16) };
}

function realmId(realm: string): Bytes {
  return digest(2, utf8("ojak/1 realm"), utf8(realm));
}
