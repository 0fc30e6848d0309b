import { type Message, stageOf, type Tie } from "@ojak/client/family/state";
import { Banner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { Icon } from "../ui/parts/icon.tsx";
import { Timeline } from "../ui/parts/timeline.tsx";
import { useFamily } from "./context.ts";
import { canSendAgain, letterTimeline } from "./tie-view.ts";

/** A letter with who wrote it, when, and what is known of it. */
export function LetterCard({ tie, message, when }: { tie: Tie; message: Message; when: string }) {
  const { model, t, format } = useFamily();
  const isOwn = message.direction === "out";
  const stage = stageOf(message);
  return (
    <li class={`letter ${message.direction}`}>
      <p class="head">
        <span class="strong">{isOwn ? t.thread.you : tie.name}</span> <span class="soft">{when}</span>
      </p>
      <p class="text" lang="">
        {message.text}
      </p>
      {message.quarantined ? <Banner kind="warn">{t.ways.apart}</Banner> : null}
      {message.openedAfterDay === null || stage === "opened" || stage === "answered" ? null : (
        <Banner kind="warn">{t.ways.openedAfter(format.day(message.openedAfterDay))}</Banner>
      )}
      {isOwn && stage !== undefined ? (
        <details>
          <summary class={`stage ${stage}`}>
            <Icon
              name={
                stage === "opened" || stage === "answered"
                  ? "good"
                  : stage === "expired" || stage === "refused"
                    ? "warn"
                    : "clock"
              }
            />
            <span>{t.thread.stages[stage]}</span>
          </summary>
          <Timeline items={letterTimeline(message, t, format)} label={t.thread.history} />
        </details>
      ) : null}
      {canSendAgain(tie, message) ? (
        <Button busy={model.state.busy} onClick={() => void model.attempt(() => model.family.sendAgain(tie.id, message.id))}>
          {t.thread.again}
        </Button>
      ) : null}
    </li>
  );
}
