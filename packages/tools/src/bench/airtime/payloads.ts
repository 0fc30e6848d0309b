import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One thing to carry: the benchmark's bytes are random, and a file's ending says what they stand for. */
export interface Payload {
  /** 0 to 4: which of the five recipients, and so which relative. */
  readonly person: number;
  readonly isVoice: boolean;
  readonly bytes: Buffer;
}

/** How many recipients, and so relatives, the benchmark has. */
export const PEOPLE = 5;

/** What the recipients send: `folder`/up/r1 to r5, in the order of the files' names. */
export function payloadsUp(folder: string): Payload[] {
  return Array.from({ length: PEOPLE }, (_, person) =>
    read(join(folder, "up", `r${person + 1}`)).map((one) => ({ ...one, person })),
  ).flat();
}

/** What the relatives send: `folder`/down, handed out among them in turn, beginning with the one whose turn it is. */
export function payloadsDown(folder: string, turn: number): Payload[] {
  return read(join(folder, "down")).map((one, i) => ({ ...one, person: (turn + i) % PEOPLE }));
}

/** Writes what arrived into a folder, next to what is there. */
export function writeArrived(folder: string, arrived: readonly Uint8Array[]): void {
  mkdirSync(folder, { recursive: true });
  const there = readdirSync(folder).length;
  for (const [i, bytes] of arrived.entries())
    writeFileSync(join(folder, String(there + i).padStart(4, "0")), bytes, { flush: true });
}

/** Bytes as a letter's text, and back. */
export function textOf(bytes: Buffer): string {
  return bytes.toString("base64");
}

/** The bytes that `textOf` turned into a text. */
export function bytesOf(text: string): Buffer {
  return Buffer.from(text, "base64");
}

function read(folder: string): Omit<Payload, "person">[] {
  return readdirSync(folder)
    .toSorted()
    .map((name) => ({ isVoice: name.endsWith(".blob"), bytes: readFileSync(join(folder, name)) }));
}
