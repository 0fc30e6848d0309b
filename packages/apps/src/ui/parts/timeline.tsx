import { useUi } from "../context.ts";
import { Icon } from "./icon.tsx";

/** One point of a timeline: what is known, since when, and whether it went wrong. */
export interface TimelineItem {
  readonly text: string;
  readonly when?: string | undefined;
  readonly state: "done" | "now" | "ahead" | "bad";
}

/** What has happened, in order; the last known thing stands out. */
export function Timeline({ items, label }: { items: readonly TimelineItem[]; label: string }) {
  const { common } = useUi();
  return (
    <ol class="timeline" aria-label={label}>
      {items.map((item) => (
        <li key={item.text} class={item.state} aria-current={item.state === "now" ? "step" : undefined}>
          <span class="dot">
            {item.state === "ahead" ? null : (
              <Icon name={item.state === "bad" ? "warn" : item.state === "now" ? "clock" : "good"} />
            )}
          </span>
          <span>{item.text}</span>
          {item.state === "bad" ? null : <span class="unseen">{common.timeline[item.state]}</span>}
          {item.when === undefined ? null : <span class="when">{item.when}</span>}
        </li>
      ))}
    </ol>
  );
}
