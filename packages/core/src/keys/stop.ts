import type { Bytes } from "../bytes/bytes.ts";
import { utf8 } from "../bytes/text.ts";
import { CAPABILITY_BYTES, ID_BYTES } from "../limits.ts";
import { derive, digest } from "./derive.ts";

/** What the hub keeps of a stop capability (spec/wire.md 3.3). */
export function stopId(capability: Uint8Array): Bytes {
  return digest(ID_BYTES, utf8("ojak/1 stop"), capability);
}

/** The id that a take with this capability fires: who armed it for a drop has that drop stopped by it. */
export function signalId(take: Uint8Array): Bytes {
  return stopId(derive(take, "stop", CAPABILITY_BYTES));
}
