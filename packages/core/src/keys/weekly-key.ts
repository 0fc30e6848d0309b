import { ed25519 } from "@noble/curves/ed25519.js";
import { concat, equal, readU16, take, u16, type Bytes } from "../bytes/bytes.ts";
import { utf8 } from "../bytes/text.ts";
import { OjakError } from "../errors.ts";
import { WEEKLY_KEY_BYTES, WIRE_VERSION } from "../limits.ts";
import { digest } from "./derive.ts";

/** A broker's key of one week, as a relative uses it. */
export interface WeeklyKey {
  /** Chosen at random when a phone is set up: another one means another phone. */
  readonly generation: number;
  readonly week: number;
  readonly publicKey: Bytes;
}

/** 16 bytes by which an introduction names the broker's signing key. */
export function brokerFingerprint(signSecret: Uint8Array): Bytes {
  return fingerprintOf(ed25519.getPublicKey(signSecret));
}

/** The published, signed form of a weekly key: 132 bytes. */
export function signWeeklyKey(signSecret: Uint8Array, realm: string, key: WeeklyKey): Bytes {
  const signature = ed25519.sign(signedPart(realm, key), signSecret);
  return concat(
    Uint8Array.of(WIRE_VERSION, key.generation),
    u16(key.week),
    key.publicKey,
    ed25519.getPublicKey(signSecret),
    signature,
  );
}

/**
 * Reads a published weekly key and checks that the broker of `fingerprint` signed it. Throws `version`, `malformed`, or `cannot-open` when
 * somebody else did.
 */
export function readWeeklyKey(
  bytes: Uint8Array,
  where: { readonly realm: string; readonly fingerprint: Uint8Array; readonly nowWeek: number },
): WeeklyKey {
  const { realm, fingerprint, nowWeek } = where;
  if (bytes.length !== WEEKLY_KEY_BYTES) throw new OjakError("malformed", "no weekly key has that size");
  if (bytes[0] !== WIRE_VERSION) throw new OjakError("version", "this program reads version 1 only");
  const key = { generation: bytes[1] ?? 0, week: readU16(bytes, 2), publicKey: take(bytes, 4, 32) };
  const signPublicKey = take(bytes, 36, 32);
  const genuine =
    equal(fingerprintOf(signPublicKey), fingerprint) && verify(take(bytes, 68, 64), signedPart(realm, key), signPublicKey);
  if (!genuine) throw new OjakError("cannot-open", "that weekly key was not signed by the broker of the introduction");
  if (key.week > nowWeek + 1) throw new OjakError("malformed", "that weekly key is of a week to come");
  return key;
}

function verify(signature: Bytes, message: Bytes, publicKey: Bytes): boolean {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

function signedPart(realm: string, key: WeeklyKey): Bytes {
  return concat(utf8("ojak/1 weekly key"), utf8(realm), Uint8Array.of(key.generation), u16(key.week), key.publicKey);
}

function fingerprintOf(signPublicKey: Uint8Array): Bytes {
  return digest(16, utf8("ojak/1 broker"), signPublicKey);
}
