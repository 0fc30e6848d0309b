import { concat, readU16, readU32, u16, u32, type Bytes } from "../bytes/bytes.ts";

/** The two halves of a burst, by the path that each has alone. */
export type BurstPath = "/v1/up" | "/v1/down";

/** One answer inside of the answer to both. */
export interface PartHead {
  readonly path: BurstPath;
  readonly status: number;
  readonly lengthBytes: number;
}

/** Bytes before each answer. */
export const PART_HEAD_BYTES = 1 + 2 + 4;
/** Bytes before the down body in a request for both. */
export const BOTH_HEAD_BYTES = 4;

const UP = 1;
const DOWN = 2;

/** What comes before the up body in the body of `POST /v1/both` (spec/wire.md 5.3): `u32 length || down body`. */
export function encodeBothHead(down: Uint8Array): Bytes {
  return concat(u32(down.length), down);
}

/** The head before one answer: `u8 which (1 up, 2 down) || u16 status || u32 length`. */
export function encodePartHead({ path, status, lengthBytes }: PartHead): Bytes {
  return concat(Uint8Array.of(path === "/v1/up" ? UP : DOWN), u16(status), u32(lengthBytes));
}

/** One answer as far as it has arrived. */
export interface Part extends PartHead {
  readonly body: Bytes;
  readonly whole: boolean;
}

/** Reads an answer to both as far as it has arrived. What is of no such form ends it: what came before counts. */
export function readParts(bytes: Bytes): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at + PART_HEAD_BYTES <= bytes.length;) {
    const which = bytes[at];
    if (which !== UP && which !== DOWN) break;
    const lengthBytes = readU32(bytes, at + 3);
    const body = bytes.slice(at + PART_HEAD_BYTES, at + PART_HEAD_BYTES + lengthBytes);
    const path = which === UP ? "/v1/up" : "/v1/down";
    parts.push({ path, status: readU16(bytes, at + 1), lengthBytes, body, whole: body.length === lengthBytes });
    at += PART_HEAD_BYTES + lengthBytes;
  }
  return parts;
}
