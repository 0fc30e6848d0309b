import * as v from "valibot";
import { concat, type Bytes } from "../bytes/bytes.ts";
import { encodeCbor } from "../bytes/cbor.ts";
import { decodeCode, encodeCode } from "../bytes/code.ts";
import { bytesOf, decodeShape, textUpTo } from "../bytes/schema.ts";
import { OjakError } from "../errors.ts";
import { ACCESS_ORIGIN_BYTES_MAX, CAPABILITY_BYTES, WIRE_VERSION } from "../limits.ts";
import { requireHubOrigin } from "./access.ts";

/** What the desk keeps of a broker, to stop him (spec/wire.md 7). */
export interface StopCode {
  readonly stop: Bytes;
  readonly hubOrigin: string;
}

const shape = v.strictTuple([bytesOf(CAPABILITY_BYTES), textUpTo(ACCESS_ORIGIN_BYTES_MAX)]);

/** A stop code as text. */
export function writeStopCode({ stop, hubOrigin }: StopCode): string {
  return encodeCode(concat(Uint8Array.of(WIRE_VERSION), encodeCbor([stop, hubOrigin])));
}

/** Reads a stop code. Throws `checksum`, `version` or `malformed` (also for a hub without TLS that is not on this machine). */
export function readStopCode(text: string): StopCode {
  const bytes = decodeCode(text);
  if (bytes[0] !== WIRE_VERSION) throw new OjakError("version", "this stop code is of another version");
  const [stop, hubOrigin] = decodeShape(shape, bytes.subarray(1));
  requireHubOrigin(hubOrigin);
  return { stop, hubOrigin };
}
