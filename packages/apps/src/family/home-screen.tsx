import type { Tie } from "@ojak/client/family/state";
import { Banner, FailureBanner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { Icon } from "../ui/parts/icon.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { useOnline } from "../ui/use-online.ts";
import { useFamily } from "./context.ts";
import { lastHeardDay, statusIcon } from "./tie-view.ts";
import { wayNote } from "./way-view.ts";

/** The people she writes to; also shown beside the open screen where there is room. */
export function HomeScreen({ isAside = false }: { isAside?: boolean }) {
  const { model, t } = useFamily();
  const { ties } = model.family.state;
  const go = (screen: Parameters<typeof model.go>[0]) => {
    if (isAside) model.home();
    model.go(screen);
  };
  const content = (
    <>
      <SyncBar />
      {ties.length === 0 ? (
        <div class="nobody">
          <p class="strong">{t.home.none}</p>
          <p>{t.home.noneBody}</p>
        </div>
      ) : (
        <ul class="ties">
          {ties.map((tie) => (
            <li key={tie.id}>
              <TieCard tie={tie} />
            </li>
          ))}
        </ul>
      )}
      <div class="row">
        <Button icon="add" kind={ties.length === 0 ? "primary" : "plain"} onClick={() => go({ at: "add", replaces: null })}>
          {t.home.add}
        </Button>
        <Button icon="gear" kind="quiet" onClick={() => go({ at: "settings" })}>
          {t.home.settings}
        </Button>
      </div>
    </>
  );
  if (isAside) {
    return (
      <div class="screen">
        <p class="aside-title">{t.home.title}</p>
        {content}
      </div>
    );
  }
  return <Screen title={t.home.title}>{content}</Screen>;
}

function SyncBar() {
  const { model, t, format, nowMs } = useFamily();
  const isOnline = useOnline();
  const { syncing, synced, failure } = model.state;
  const { lastSyncDay, outbox } = model.family.state;
  const isWaiting = outbox.some((item) => item.notBeforeMs <= nowMs());
  return (
    <section class="sync" aria-label={t.home.sync}>
      {isOnline ? null : <Banner kind="info">{t.home.offline}</Banner>}
      {model.screen.at === "home" ? <FailureBanner failure={failure} /> : null}
      {model.family.state.needsAccess ? (
        <Banner kind="warn">
          <p>{t.access.needed}</p>
          <Button onClick={() => model.go({ at: "access" })}>{t.access.enter}</Button>
        </Banner>
      ) : null}
      <div class="row spread">
        <p class="soft" role="status">
          {synced !== null
            ? t.home.synced(synced.sent, synced.arrived)
            : lastSyncDay === null
              ? t.home.neverSynced
              : t.home.lastSync(format.ago(lastSyncDay, nowMs()))}
          {synced !== null && !synced.complete ? ` ${t.home.notAll}` : ""}
        </p>
        <Button
          icon="exchange"
          kind={isWaiting || lastSyncDay === null ? "primary" : "plain"}
          busy={syncing}
          onClick={() => void model.sync()}
        >
          {syncing ? t.home.syncing : t.home.sync}
        </Button>
      </div>
    </section>
  );
}

function TieCard({ tie }: { tie: Tie }) {
  const { model, t, format, nowMs } = useFamily();
  const heard = lastHeardDay(tie);
  const note = wayNote(tie, t, format);
  const { screen } = model;
  const isOpen = "tieId" in screen && screen.tieId === tie.id;
  const open = () => {
    model.home();
    model.go({ at: "tie", tieId: tie.id });
  };
  return (
    <button type="button" class="tie" aria-current={isOpen ? "true" : undefined} onClick={open}>
      <span class={`sign ${tie.stage}`}>
        <Icon name={statusIcon(tie)} />
      </span>
      <span class="what">
        <span class="name">{tie.name}</span>
        <span class="soft">
          {t.stages[tie.stage]}
          {heard === null ? "" : ` · ${t.home.lastHeard(format.ago(heard, nowMs()))}`}
        </span>
        {note === null ? null : <span class="soft">{note}</span>}
        {tie.draft === "" ? null : <span class="draft">{t.home.draft}</span>}
      </span>
      <Icon name="next" />
    </button>
  );
}
