import { concat, type Bytes } from "../bytes/bytes.ts";
import { OjakError } from "../errors.ts";
import { VOICE_BYTES_MAX, VOICE_FIRST_BYTES, VOICE_PART_BYTES, VOICE_PARTS } from "../limits.ts";
import type { VoicePart } from "./content.ts";

/** Cuts a voice into 2, 4 or 6 parts (spec/wire.md 6), the last of them empty where it is shorter. Throws `empty` or `too-large`. */
export function splitVoice(voice: Uint8Array): VoicePart[] {
  if (voice.length === 0) throw new OjakError("empty", "there is nothing to send yet");
  const parts = VOICE_PARTS.find((count) => startOf(count) >= voice.length);
  if (parts === undefined) throw new OjakError("too-large", `a voice holds ${VOICE_BYTES_MAX} bytes`);
  return Array.from({ length: parts }, (_, part) => ({ part, parts, data: voice.slice(startOf(part), startOf(part + 1)) }));
}

/** Puts a voice together again; null while a part is missing. Parts may come in any order and more than once, all of one voice. */
export function joinVoice(found: readonly VoicePart[]): Bytes | null {
  const parts = found[0]?.parts ?? 0;
  const inOrder = Array.from({ length: parts }, (_, part) => found.find((one) => one.part === part && one.parts === parts));
  const whole = inOrder.flatMap((one) => (one === undefined ? [] : [one.data]));
  return whole.length === parts && parts > 0 ? concat(...whole) : null;
}

function startOf(part: number): number {
  return part === 0 ? 0 : VOICE_FIRST_BYTES + (part - 1) * VOICE_PART_BYTES;
}
