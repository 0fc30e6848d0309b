import type { UpContent } from "@ojak/core/letter/content";
import { placeNumber } from "@ojak/core/keys/tie";
import type { Ports } from "../ports.ts";
import { takeInMessage } from "./incoming.ts";
import type { Tie } from "./state.ts";
import { messageOfNumber } from "./ways.ts";

/**
 * What came by a closed way: it opened with the words, but whoever holds that phone may have kept them. It is kept apart, proves nothing, and takes nothing back:
 * a letter that it names goes on by the other ways.
 */
export function takeInApart(ports: Ports, tie: Tie, content: Exclude<UpContent, { readonly kind: "stop" }>): void {
  for (const place of content.opened) {
    const message = messageOfNumber(tie, placeNumber(place));
    if (message !== undefined) message.openedAfterDay ??= content.day;
  }
  if (content.kind === "receipt") return;
  takeInMessage(ports, tie, content, true);
}
