import { Button } from "../ui/parts/button.tsx";
import { Icon } from "../ui/parts/icon.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { useBroker } from "./context.ts";
import { Queue } from "./queue.tsx";

/** Everything at a glance: the last exchange, the way to the next, who waits for a letter, what is asked. */
export function HomeScreen() {
  const { model, t } = useBroker();
  const { broker } = model;
  const queue = broker.queue();
  const open = broker.requests().filter(({ status }) => status !== "answered" && status !== "accepted").length;
  const unsure = broker.state.errands.filter(({ receipt }) => receipt !== null).length;
  return (
    <Screen title={t.home.title}>
      <StateLine />
      <button type="button" class="button primary burst" onClick={() => model.prepareBurst()}>
        <Icon name="exchange" />
        <span>{t.home.burst}</span>
      </button>
      <div class="tiles">
        <Button icon="letter" onClick={() => model.go({ at: "reading" })}>
          {t.home.recipient}
        </Button>
        <Button icon="people" onClick={() => model.go({ at: "requests" })}>
          {t.home.requests}
          {open === 0 ? null : <span class="badge">{t.home.requestsNew(open)}</span>}
        </Button>
        <Button icon="add" onClick={() => model.go({ at: "introduce" })}>
          {t.home.introduce}
        </Button>
        <Button icon="walk" onClick={() => model.go({ at: "couriers" })}>
          {t.carry.tile}
          {unsure === 0 ? null : <span class="badge">{t.carry.receiptsMissing(unsure)}</span>}
        </Button>
        <Button icon="gear" onClick={() => model.go({ at: "settings" })}>
          {t.home.settings}
        </Button>
      </div>
      <Queue queue={queue} />
    </Screen>
  );
}

function StateLine() {
  const { model, t, format, nowMs } = useBroker();
  const { lastBurst, outbox } = model.broker.state;
  return (
    <div class="state">
      <Icon name={lastBurst === null ? "info" : "clock"} />
      <p>
        {lastBurst === null ? (
          t.home.never
        ) : (
          <>
            <span>{t.home.lastDay(format.ago(lastBurst.day, nowMs()))}</span>
            <br />
            <span class="soft">
              {t.home.last(format.seconds(lastBurst.airMs), format.count(lastBurst.upBytes + lastBurst.downBytes))}
            </span>
          </>
        )}
        <br />
        <span class="soft">{t.home.burstHint(outbox.filter(({ op }) => op === "put").length)}</span>
      </p>
    </div>
  );
}
