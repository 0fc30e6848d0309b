import type { ComponentChildren } from "preact";
import type { Failure } from "../attempt.ts";
import { useUi } from "../context.ts";
import { Icon, type IconName } from "./icon.tsx";

/** Information, a caution, a failure, or something that went well: told by icon, colour and words together. */
export type BannerKind = "info" | "warn" | "bad" | "good";

/** A boxed note. A failure is read out at once. */
export function Banner({ kind, children }: { kind: BannerKind; children: ComponentChildren }) {
  const icon: IconName = kind;
  return (
    <div class={`banner ${kind}`} role={kind === "bad" ? "alert" : undefined}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}

/** Says what went wrong and what to do; draws nothing when nothing did. */
export function FailureBanner({ failure }: { failure: Failure | null }) {
  const { errors } = useUi();
  if (failure === null) return null;
  return (
    <div data-testid="failure" data-failure={failure}>
      <Banner kind="bad">{errors[failure]}</Banner>
    </div>
  );
}
