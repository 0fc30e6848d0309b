import { isOver, type Tie } from "@ojak/client/family/state";
import { ENROL_ATTEMPTS } from "@ojak/core/limits";
import { Banner, FailureBanner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { Timeline } from "../ui/parts/timeline.tsx";
import { Composer } from "./composer.tsx";
import { useFamily } from "./context.ts";
import { LetterCard } from "./letter-card.tsx";
import { TieMenu } from "./tie-menu.tsx";
import { WayNote, WaySection } from "./way-section.tsx";
import { canWrite, contactTimeline, lettersOf } from "./tie-view.ts";

/** One tie: how far the first contact is, the letters both ways, and a new one. */
export function TieScreen({ tieId }: { tieId: string }) {
  const { model, t, format, nowMs } = useFamily();
  const tie = model.family.state.ties.find(({ id }) => id === tieId);
  if (tie === undefined) return null;
  const letters = lettersOf(tie);
  const isSettled = tie.stage === "holds" || (isOver(tie.stage) && !isFailed(tie));
  return (
    <Screen title={tie.name} onBack={() => model.back()}>
      <FailureBanner failure={model.state.failure} />
      <WayNote tie={tie} />
      {isSettled || isFailed(tie) ? null : <p class="strong">{t.stages[tie.stage]}</p>}
      {isSettled ? null : <Timeline items={contactTimeline(tie, t)} label={t.contact.title} />}
      <NextStep tie={tie} />
      {letters.length === 0 && !canWrite(tie) ? null : (
        <section aria-label={t.thread.letters}>
          {letters.length === 0 ? <p class="soft">{t.thread.none}</p> : null}
          <ol class="letters">
            {letters.map((message) => (
              <LetterCard key={message.id} tie={tie} message={message} when={format.ago(message.day, nowMs())} />
            ))}
          </ol>
        </section>
      )}
      {canWrite(tie) ? <Composer tie={tie} /> : null}
      <WaySection tie={tie} />
      <TieMenu tie={tie} />
    </Screen>
  );
}

/** Stages that a banner tells of. */
function isFailed({ stage }: Tie): boolean {
  return stage === "wrong-answers" || stage === "refused" || stage === "failed";
}

function NextStep({ tie }: { tie: Tie }) {
  const { model, t } = useFamily();
  const { busy } = model.state;
  switch (tie.stage) {
    case "claimed":
      return tie.broker.key === null ? (
        <Button kind="primary" busy={busy} onClick={() => void model.attempt(() => model.family.claimAgain(tie.id))}>
          {t.contact.claimAgain}
        </Button>
      ) : (
        <Button kind="primary" onClick={() => model.go({ at: "ask", tieId: tie.id })}>
          {t.contact.write}
        </Button>
      );
    case "wrong-answers":
      return <WrongAnswers tie={tie} />;
    case "refused":
      return (
        <Banner kind="warn">
          {t.stages.refused}. {t.refusals[tie.refusal]}
        </Banner>
      );
    case "failed":
    case "stopped":
    case "closed":
    case "ended":
      return <Banner kind={tie.stage === "failed" ? "warn" : "info"}>{t.stages[tie.stage]}</Banner>;
    case "enrolled":
      return tie.messages.length === 0 ? <Banner kind="good">{t.contact.firstLetter}</Banner> : null;
    case "asked":
    case "accepted":
    case "meeting":
    case "holds":
      return null;
  }
}

function WrongAnswers({ tie }: { tie: Tie }) {
  const { model, t } = useFamily();
  const { busy } = model.state;
  return (
    <>
      <Banner kind="warn">
        <p class="strong">{t.contact.wrong(tie.attemptsUsed)}</p>
        <p>{t.contact.wrongBody}</p>
      </Banner>
      <div class="row">
        {tie.attemptsUsed < ENROL_ATTEMPTS ? (
          <Button kind="primary" busy={busy} onClick={() => void model.attempt(() => model.family.tryAgain(tie.id))}>
            {t.contact.tryAgain}
          </Button>
        ) : null}
        <Button kind="danger" busy={busy} onClick={() => void model.attempt(() => model.family.giveUp(tie.id))}>
          {t.contact.giveUp}
        </Button>
      </div>
    </>
  );
}
