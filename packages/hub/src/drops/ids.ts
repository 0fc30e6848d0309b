import { hash } from "node:crypto";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { ID_BYTES } from "@ojak/core/limits";

/** The id of a take capability, as core's `takeId`; by Node's own hash, since the hub makes one for every frame. */
export function takeIdOf(capability: Uint8Array): Bytes {
  return idOf(TAKE, capability);
}

/** The id of a put capability, as core's `putId`. */
export function putIdOf(capability: Uint8Array): Bytes {
  return idOf(PUT, capability);
}

const TAKE = Buffer.from("ojak/1 take");
const PUT = Buffer.from("ojak/1 put");

function idOf(label: Buffer, capability: Uint8Array): Bytes {
  return hash("sha256", Buffer.concat([label, capability]), "buffer").subarray(0, ID_BYTES);
}
