import type { Bytes } from "@ojak/core/bytes/bytes";
import type { Place } from "@ojak/core/keys/tie";
import type { DownContent } from "@ojak/core/letter/content";
import { joinVoice } from "@ojak/core/letter/voice";
import type { Parcel } from "./state.ts";

/** What a sitting has opened: in memory only. */
export interface Opened {
  readonly place: Place;
  readonly content: DownContent;
  /** Null for what was found in the tie's own drop: the phone never stores it. */
  readonly parcel: Parcel | null;
}

/** The number of a letter or card; for a part of a voice that of its first part. */
export function numberOf(content: DownContent): number {
  return content.kind === "voice" ? content.first : content.number;
}

/** The voice that a part belongs to, when all its parts are among `opened`. */
export function voiceOf(opened: readonly Opened[], content: DownContent): Bytes | null {
  if (content.kind !== "voice") return null;
  return joinVoice(
    opened.flatMap((one) => (one.content.kind === "voice" && one.content.first === content.first ? [one.content] : [])),
  );
}

/** True for a letter, and for the first part of a voice that is whole: each stands for one thing that can be read or heard. */
export function isReadable(opened: readonly Opened[], content: DownContent): boolean {
  return content.kind === "letter" || (content.kind === "voice" && content.part === 0 && voiceOf(opened, content) !== null);
}
