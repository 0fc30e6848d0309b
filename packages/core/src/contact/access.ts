import * as v from "valibot";
import { concat, type Bytes } from "../bytes/bytes.ts";
import { encodeCbor } from "../bytes/cbor.ts";
import { decodeCode, encodeCode } from "../bytes/code.ts";
import { bytesOf, decodeShape, textUpTo } from "../bytes/schema.ts";
import { OjakError } from "../errors.ts";
import { ACCESS_ORIGIN_BYTES_MAX, ID_BYTES, REALM_BYTES_MAX, TOKEN_BYTES, WIRE_VERSION } from "../limits.ts";

/** What an operator gives a relative or a broker so that an app can begin (spec/wire.md 7). */
export interface Access {
  readonly token: Bytes;
  /** The hub's origin, as `https://host` or, on loopback only, `http://host:port`. */
  readonly hubOrigin: string;
  readonly realm: string;
  /** By which whoever gave it can stop a broker; left out when nobody can. */
  readonly stopId?: Bytes;
}

const ORIGIN = /^(?:https:\/\/[a-z0-9.-]+(?::\d{1,5})?|http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?)$/u;
const base = [bytesOf(TOKEN_BYTES), textUpTo(ACCESS_ORIGIN_BYTES_MAX), textUpTo(REALM_BYTES_MAX)] as const;
const shape = v.union([v.strictTuple(base), v.strictTuple([...base, bytesOf(ID_BYTES)])]);

/** An access code as text. */
export function writeAccess(access: Access): string {
  const stop = access.stopId === undefined ? [] : [access.stopId];
  return encodeCode(concat(Uint8Array.of(WIRE_VERSION), encodeCbor([access.token, access.hubOrigin, access.realm, ...stop])));
}

/** Reads an access code. Throws `checksum`, `version` or `malformed` (also for a hub without TLS that is not on this machine). */
export function readAccess(text: string): Access {
  const bytes = decodeCode(text);
  if (bytes[0] !== WIRE_VERSION) throw new OjakError("version", "this access code is of another version");
  const [token, hubOrigin, realm, stopId] = decodeShape(shape, bytes.subarray(1));
  requireHubOrigin(hubOrigin);
  return { token, hubOrigin, realm, ...(stopId === undefined ? {} : { stopId }) };
}

/** Throws `malformed` for an origin that no code may name: without TLS only this machine's. */
export function requireHubOrigin(hubOrigin: string): void {
  if (!ORIGIN.test(hubOrigin)) throw new OjakError("malformed", "the code names no hub that can be trusted: it must be https");
}
