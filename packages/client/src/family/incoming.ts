import { hex } from "@ojak/core/bytes/text";
import type { UpContent } from "@ojak/core/letter/content";
import type { Ports } from "../ports.ts";
import type { Tie } from "./state.ts";
import { takeInPart } from "./voices.ts";
import { messageOfNumber } from "./ways.ts";

/** Puts what she wrote or said into the tie: a reply at once, a voice with its last part. `quarantined`: it came by a closed way. */
export function takeInMessage(
  ports: Ports,
  tie: Tie,
  content: Extract<UpContent, { readonly kind: "reply" | "voice" }>,
  quarantined: boolean,
): void {
  const whole = content.kind === "voice" ? takeInPart(tie, content, quarantined) : { voice: null, quarantined };
  if (whole === null) return;
  tie.messages.push({
    id: hex(ports.random(8)),
    direction: "in",
    number: messageOfNumber(tie, content.answers ?? 0)?.number ?? content.answers ?? 0,
    also: [],
    way: null,
    quarantined: whole.quarantined,
    openedAfterDay: null,
    text: content.kind === "reply" ? content.text : "",
    voice: whole.voice,
    day: content.day,
    events: [],
  });
}
