import { equal, type Bytes } from "@ojak/core/bytes/bytes";
import type { UpContent } from "@ojak/core/letter/content";
import { joinVoice } from "@ojak/core/letter/voice";
import { HALF_VOICES_A_TIE_MAX } from "@ojak/core/limits";
import type { Tie } from "./state.ts";

/** Keeps a part of a voice that came up; answers the whole voice with its last part. One part by a closed way makes all of it unsure. */
export function takeInPart(
  tie: Tie,
  { voice: id, day, ...part }: Extract<UpContent, { readonly kind: "voice" }>,
  quarantined: boolean,
): { readonly voice: Bytes; readonly quarantined: boolean } | null {
  const known = tie.voices.find((one) => equal(one.id, id));
  const half = known ?? { id, day, parts: [], quarantined };
  if (known === undefined) tie.voices = [...tie.voices, half].slice(-HALF_VOICES_A_TIE_MAX);
  half.quarantined ||= quarantined;
  half.parts.push({ part: part.part, parts: part.parts, data: part.data });
  const voice = joinVoice(half.parts);
  if (voice === null) return null;
  tie.voices = tie.voices.filter((one) => one !== half);
  return { voice, quarantined: half.quarantined };
}
