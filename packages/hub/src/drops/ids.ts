import { hash, hkdfSync } from "node:crypto";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { CAPABILITY_BYTES, ID_BYTES } from "@ojak/core/limits";

/** The id of a take capability, as core's `takeId`; by Node's own hash, since the hub makes one for every frame. */
export function takeIdOf(capability: Uint8Array): Bytes {
  return idOf(TAKE, capability);
}

/** The id of a put capability, as core's `putId`. */
export function putIdOf(capability: Uint8Array): Bytes {
  return idOf(PUT, capability);
}

/** The id of a stop capability, as core's `stopId`. */
export function stopIdOf(capability: Uint8Array): Bytes {
  return idOf(STOP, capability);
}

/** The id that a take with this capability fires, as core's `signalId`. */
export function signalIdOf(take: Uint8Array): Bytes {
  return stopIdOf(new Uint8Array(hkdfSync("sha256", take, NO_SALT, SIGNAL, CAPABILITY_BYTES)));
}

const TAKE = Buffer.from("ojak/1 take");
const PUT = Buffer.from("ojak/1 put");
const STOP = Buffer.from("ojak/1 stop");
const SIGNAL = Buffer.from("ojak/1 stop");
const NO_SALT = new Uint8Array();

function idOf(label: Buffer, capability: Uint8Array): Bytes {
  return hash("sha256", Buffer.concat([label, capability]), "buffer").subarray(0, ID_BYTES);
}
