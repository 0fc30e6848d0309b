import { utf8 } from "../bytes/text.ts";
import { ID_BYTES } from "../limits.ts";
import type { Bytes } from "../bytes/bytes.ts";
import { digest } from "./derive.ts";

/** What the hub keeps of a take capability (spec/wire.md 3.3): 16 bytes that do not lead back to it. */
export function takeId(capability: Uint8Array): Bytes {
  return digest(ID_BYTES, utf8("ojak/1 take"), capability);
}

/** What the hub keeps of a put capability. */
export function putId(capability: Uint8Array): Bytes {
  return digest(ID_BYTES, utf8("ojak/1 put"), capability);
}
