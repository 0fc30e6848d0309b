import type { QueueView } from "@ojak/client/broker/views";
import { Icon } from "../ui/parts/icon.tsx";
import { useBroker } from "./context.ts";

/** What waits to be handed over, and where to. */
export function Queue({ queue }: { queue: readonly QueueView[] }) {
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
