import type { QueueView } from "@ojak/client/broker/views";
import { Button } from "../ui/parts/button.tsx";
import { Icon } from "../ui/parts/icon.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { useBroker } from "./context.ts";

/** Everything at a glance: the last exchange, the way to the next, who waits for a letter, what is asked. */
export function HomeScreen() {
  const { model, t } = useBroker();
  const { broker } = model;
  const queue = broker.queue();
  const open = broker.requests().filter(({ status }) => status !== "answered" && status !== "accepted").length;
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

function Queue({ queue }: { queue: readonly QueueView[] }) {
  const { t, format, nowMs } = useBroker();
  return (
    <section>
      <h2>{t.home.queue}</h2>
      {queue.length === 0 ? <p class="soft">{t.home.queueEmpty}</p> : null}
      <ul class="queue">
        {queue.map(({ id, routing, arrivedDay, expiresDay }) => (
          <li key={id}>
            <Icon name="place" />
            <span>
              <span lang="">{routing ?? t.home.unreadable}</span>
              <span class="soft">
                {t.home.arrived(format.ago(arrivedDay, nowMs()))} · {t.home.expires(format.day(expiresDay))}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
