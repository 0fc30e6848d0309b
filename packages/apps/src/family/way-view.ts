import { type FamilyState, isOver, type Tie } from "@ojak/client/family/state";
import type { FamilyTexts } from "../i18n/en/family.ts";
import type { Format } from "../ui/format.ts";

/** How the way of a tie stands: silence and coming back are said with their day, never judged. */
export type WayStatus =
  | { readonly kind: "open" }
  | { readonly kind: "closed" | "stopped" | "dark" | "back"; readonly day: number };

/** The way by the tie's broker. */
export function wayStatus({ broker }: Tie): WayStatus {
  if (broker.frozenDay !== null) return { kind: broker.isStopped ? "stopped" : "closed", day: broker.frozenDay };
  if (broker.backDay !== null) return { kind: "back", day: broker.backDay };
  return broker.darkSince === null ? { kind: "open" } : { kind: "dark", day: broker.darkSince };
}

/** The day on which she was told that the desk stopped the broker before this one; null when she closed that way herself, or there was none. */
export function stoppedBefore({ closedWays }: Tie): number | null {
  const last = closedWays.at(-1);
  return last?.isStopped === true ? last.day : null;
}

/** True when the hub has not answered for a closing yet. */
export function isClosing({ outbox }: Pick<FamilyState, "outbox">, { id }: Tie): boolean {
  return outbox.some(({ tieId, request }) => tieId === id && request.op === "freeze");
}

/** One line for a list of ties; null while there is nothing to say, or the tie is over. */
export function wayNote(tie: Tie, t: FamilyTexts, format: Format): string | null {
  const status = wayStatus(tie);
  return status.kind === "open" || isOver(tie.stage) ? null : t.ways[status.kind](format.day(status.day));
}

/** True when another broker may be added: the words exist, and none is asked or ready. */
export function canAddWay(tie: Tie): boolean {
  return tie.keys !== null && !isOver(tie.stage) && tie.spare?.stage !== "asked" && tie.spare?.stage !== "ready";
}

/** True when there is something to verify by her own word. */
export function isUnchecked(tie: Tie): boolean {
  const isBack = tie.broker.frozenDay === null && tie.broker.backDay !== null;
  return !isOver(tie.stage) && (isBack || (tie.spare !== null && tie.spare.broker.backDay !== null));
}
