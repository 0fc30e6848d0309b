import type { Failure } from "../../ui/attempt.ts";
import { Banner, FailureBanner } from "../../ui/parts/banner.tsx";
import { useBroker } from "../context.ts";

/** What went wrong at a hand-over, and what to do there; elsewhere the same names mean something else. */
export function CarryFailure({ texts }: { texts: Readonly<Partial<Record<Failure, string>>> }) {
  const { failure } = useBroker().model.state;
  const own = failure === null ? undefined : texts[failure];
  if (own === undefined) return <FailureBanner failure={failure} />;
  return (
    <div data-testid="failure" data-failure={failure}>
      <Banner kind="bad">{own}</Banner>
    </div>
  );
}
