import { isOver, type Tie } from "@ojak/client/family/state";
import { useState } from "preact/hooks";
import { Banner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { Confirm } from "../ui/parts/confirm.tsx";
import { useFamily } from "./context.ts";
import { canAddWay, isClosing, isUnchecked, stoppedBefore, wayStatus } from "./way-view.ts";

/** What there is to know of the way, above the letters: closed, dark since a day, or back and for her to check. */
export function WayNote({ tie }: { tie: Tie }) {
  if (isOver(tie.stage)) return null;
  return (
    <>
      <StatusNote tie={tie} />
      {isUnchecked(tie) ? <Unchecked tie={tie} /> : null}
    </>
  );
}

/** By whom the letters go: closing that way, and a second broker. */
export function WaySection({ tie }: { tie: Tie }) {
  const { model, t, format } = useFamily();
  const [asked, setAsked] = useState<"broker" | "spare" | null>(null);
  const before = stoppedBefore(tie);
  const isClosed = tie.broker.frozenDay !== null;
  if (isOver(tie.stage)) return isClosing(model.family.state, tie) ? <Banner kind="info">{t.ways.closing}</Banner> : null;
  return (
    <section class="way" aria-labelledby="way-title">
      <h2 id="way-title">{t.ways.title}</h2>
      {before === null ? null : <p>{t.ways.stoppedBefore(format.day(before))}</p>}
      {tie.spare === null ? null : <p>{t.ways.second[tie.spare.stage]}</p>}
      <div class="row">
        {isClosed ? null : (
          <Button kind="danger" onClick={() => setAsked("broker")}>
            {t.ways.close}
          </Button>
        )}
        {canAddWay(tie) ? (
          <Button icon="add" kind={isClosed ? "primary" : "plain"} onClick={() => model.go({ at: "second", tieId: tie.id })}>
            {t.ways.add}
          </Button>
        ) : null}
        {tie.spare === null ? null : (
          <Button kind="quiet" onClick={() => setAsked("spare")}>
            {t.ways.closeSecond}
          </Button>
        )}
      </div>
      {asked === null ? null : (
        <Confirm
          title={t.ways.closeTitle}
          body={tie.keys === null ? t.ways.closeEnds : t.ways.closeBody}
          more={t.ways.closeNot}
          confirm={asked === "broker" ? t.ways.close : t.ways.closeSecond}
          onConfirm={() => {
            setAsked(null);
            void model.freeze(tie.id, asked);
          }}
          onCancel={() => setAsked(null)}
        />
      )}
    </section>
  );
}

function StatusNote({ tie }: { tie: Tie }) {
  const { model, t, format } = useFamily();
  const status = wayStatus(tie);
  const closing = isClosing(model.family.state, tie) ? <p>{t.ways.closing}</p> : null;
  switch (status.kind) {
    case "open":
      return closing;
    case "closed":
    case "stopped":
      return (
        <Banner kind="info">
          <p class="strong">{t.ways[status.kind](format.day(status.day))}</p>
          {closing}
          <p>{t.ways.ownBox}</p>
        </Banner>
      );
    case "dark":
      return (
        <Banner kind="info">
          <p class="strong">{t.ways.dark(format.day(status.day))}</p>
          <p>{t.ways.darkBody}</p>
        </Banner>
      );
    case "back":
      return (
        <Banner kind="warn">
          <p class="strong">{t.ways.back(format.day(status.day))}</p>
          <p>{t.ways.backBody}</p>
          <p>{t.ways.backHow}</p>
        </Banner>
      );
  }
}

function Unchecked({ tie }: { tie: Tie }) {
  const { model, t } = useFamily();
  return (
    <>
      {wayStatus(tie).kind === "back" ? null : <p>{t.ways.secondBack}</p>}
      <div class="row checked">
        <Button busy={model.state.busy} onClick={() => void model.attempt(() => model.family.markChecked(tie.id))}>
          {t.ways.checked}
        </Button>
      </div>
    </>
  );
}
