import * as v from "valibot";
import { concat, type Bytes } from "../bytes/bytes.ts";
import { encodeCbor } from "../bytes/cbor.ts";
import { decodeCode, encodeCode } from "../bytes/code.ts";
import { bytesOf, decodeShape, textUpTo } from "../bytes/schema.ts";
import { OjakError } from "../errors.ts";
import { ACCESS_ORIGIN_BYTES_MAX, REALM_BYTES_MAX, TOKEN_BYTES, WIRE_VERSION } from "../limits.ts";

/** What an operator gives a relative or a broker so that an app can begin (spec/wire.md 7). */
export interface Access {
  readonly token: Bytes;
  /** The hub's origin, as `https://host` or, on loopback only, `http://host:port`. */
  readonly hubOrigin: string;
  readonly realm: string;
}

const ORIGIN = /^(?:https:\/\/[a-z0-9.-]+(?::\d{1,5})?|http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?)$/u;
const shape = v.strictTuple([bytesOf(TOKEN_BYTES), textUpTo(ACCESS_ORIGIN_BYTES_MAX), textUpTo(REALM_BYTES_MAX)]);

/** An access code as text. */
export function writeAccess(access: Access): string {
  return encodeCode(concat(Uint8Array.of(WIRE_VERSION), encodeCbor([access.token, access.hubOrigin, access.realm])));
}

/** Reads an access code. Throws `checksum`, `version` or `malformed` (also for a hub without TLS that is not on this machine). */
export function readAccess(text: string): Access {
  const bytes = decodeCode(text);
  if (bytes[0] !== WIRE_VERSION) throw new OjakError("version", "this access code is of another version");
  const [token, hubOrigin, realm] = decodeShape(shape, bytes.subarray(1));
  if (!ORIGIN.test(hubOrigin)) throw new OjakError("malformed", "the code names no hub that can be trusted: it must be https");
  return { token, hubOrigin, realm };
}
