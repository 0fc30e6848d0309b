import { type LetterStage, type Message, type Stage, stageOf, type Tie } from "@ojak/client/family/state";
import type { FamilyTexts } from "../i18n/en/family.ts";
import type { Format } from "../ui/format.ts";
import type { IconName } from "../ui/parts/icon.tsx";
import type { TimelineItem } from "../ui/parts/timeline.tsx";

/** The day of the newest letter from the person, or null; what came by a closed way may not be hers. */
export function lastHeardDay(tie: Tie): number | null {
  const days = tie.messages.filter(({ direction, quarantined }) => direction === "in" && !quarantined).map(({ day }) => day);
  return days.length === 0 ? null : Math.max(...days);
}

/** A sign beside the words that say the same. */
export function statusIcon({ stage }: Tie): IconName {
  if (stage === "holds") return "good";
  if (stage === "wrong-answers" || stage === "failed" || stage === "refused") return "warn";
  return stage === "stopped" || stage === "closed" || stage === "ended" ? "bad" : "clock";
}

/** Letters both ways, oldest first. */
export function lettersOf(tie: Tie): readonly Message[] {
  return tie.messages.toSorted((a, b) => a.day - b.day);
}

const BAD: readonly LetterStage[] = ["expired", "withdrawn", "refused"];

/** True for a letter that came back and can be sealed again. */
export function canSendAgain(tie: Tie, message: Message): boolean {
  const stage = stageOf(message);
  return message.direction === "out" && tie.keys !== null && (stage === "expired" || stage === "refused");
}

/** What is known of a letter, in the order in which it was learnt. The last is what holds now. */
export function letterTimeline(message: Message, t: FamilyTexts, format: Format): TimelineItem[] {
  const last = message.events.length - 1;
  return message.events.map(({ stage, day }, i) => ({
    text: t.thread.stages[stage],
    when: format.day(day),
    state: BAD.includes(stage) ? "bad" : i === last && stage !== "answered" && stage !== "opened" ? "now" : "done",
  }));
}

const CONTACT_STEPS = ["taken", "asked", "accepted", "meeting", "enrolled", "holds"] as const;
/** How many steps of a first contact are behind a tie of each stage. */
const STEPS_DONE: Readonly<Record<Stage, number>> = {
  claimed: 1,
  asked: 2,
  accepted: 3,
  meeting: 4,
  "wrong-answers": 4,
  enrolled: 5,
  holds: 6,
  refused: 2,
  failed: 4,
  stopped: 6,
  closed: 6,
  ended: 6,
};

/** The steps of a first contact. */
export function contactTimeline(tie: Tie, t: FamilyTexts): TimelineItem[] {
  const done = STEPS_DONE[tie.stage];
  return CONTACT_STEPS.map((step, i) => ({
    text: t.contact.steps[step],
    state: i < done ? "done" : i === done ? "now" : "ahead",
  }));
}

/** True while letters can be written: the words' public half is here and the tie is not over. */
export function canWrite(tie: Tie): boolean {
  return tie.keys !== null && (tie.stage === "enrolled" || tie.stage === "holds");
}
