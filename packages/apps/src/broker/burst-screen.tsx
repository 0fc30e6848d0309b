import { useEffect, useState } from "preact/hooks";
import { expectedAirMs, pauseMs } from "@ojak/client/broker/pace";
import { Banner, FailureBanner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { useBroker } from "./context.ts";
import { RadioOff } from "./radio-off.tsx";

const TICK_MS = 100;

/** One exchange: what would go, then seconds and bytes while it runs, then what it took. */
export function BurstScreen() {
  const { model } = useBroker();
  const { step } = model.state.burst;
  if (step === "running") return <Running key="running" />;
  if (step === "quiet") return <Quiet key="quiet" />;
  return step === "after" ? <After key="after" /> : <Before key="before" />;
}

function Before() {
  const { model, t, format } = useBroker();
  const { budget, lastBurst } = model.broker.state;
  const [plan, setPlan] = useState<{ upBytes: number; items: number } | null>(null);
  useEffect(() => {
    // What went wrong in the exchange before stays on the screen: a plan that cannot be made shows again when it is started.
    model.broker.planBurst().then(setPlan, () => setPlan(null));
  }, [model, model.broker]);
  const go = (
    <Button kind="primary" icon="exchange" busy={model.state.busy} onClick={() => void model.burst()}>
      {t.burst.go}
    </Button>
  );
  return (
    <Screen title={t.burst.title} actions={go} onBack={() => model.back()}>
      {model.state.burst.stopped || model.state.failure !== null ? <RadioOff /> : null}
      <FailureBanner failure={model.state.failure} />
      {model.state.burst.stopped ? <Banner kind="info">{t.burst.stopped}</Banner> : null}
      {plan === null ? null : (
        <p>
          {t.burst.planItems(plan.items)} {t.burst.plan(format.count(plan.upBytes))}{" "}
          {t.burst.about(format.seconds(expectedAirMs(plan.upBytes, lastBurst)))}
        </p>
      )}
      <p class="soft">{t.burst.budget(format.count(budget.bytesMax), format.count(budget.airMsMax / 1_000))}</p>
      <Banner kind="warn">{t.burst.radioOn}</Banner>
      <p class="soft">{t.burst.cannot}</p>
    </Screen>
  );
}

function Running() {
  const { model, t, format } = useBroker();
  const { startedMs, downBytes } = model.state.burst;
  const [nowMs, setNowMs] = useState(startedMs);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(model.ports.clock.nowMs()), TICK_MS);
    return () => clearInterval(timer);
  }, [model]);
  const cut = (
    <Button kind="danger" onClick={() => model.stopBurst()}>
      {t.burst.cut}
    </Button>
  );
  return (
    <Screen title={t.burst.running} actions={cut} tone="on-air">
      <p class="meter">
        <span class="figure" data-testid="burst-seconds">
          {format.seconds(nowMs - startedMs)}
        </span>
        <span>{t.burst.seconds}</span>
      </p>
      <p data-testid="burst-bytes">{t.burst.bytesIn(format.count(downBytes))}</p>
    </Screen>
  );
}

/** He need not wait with the radio on until all is saved. */
function Quiet() {
  const { t } = useBroker();
  return (
    <Screen title={t.burst.quiet}>
      <RadioOff />
      <p role="status" data-testid="burst-quiet">
        {t.burst.saving}
      </p>
    </Screen>
  );
}

function After() {
  const { model, t, format } = useBroker();
  const { report } = model.state.burst;
  const [nextMs] = useState(() => model.ports.clock.nowMs() + pauseMs(model.ports.random));
  const home = (
    <Button kind="primary" onClick={() => model.home()}>
      {t.burst.home}
    </Button>
  );
  if (report === null) return null;
  const spent = t.burst.spent(format.seconds(report.airMs), format.count(report.upBytes), format.count(report.downBytes));
  return (
    <Screen title={report.complete ? t.burst.done : t.burst.cutShort} actions={home}>
      <RadioOff />
      <p class="meter small" data-testid="burst-report" data-up={report.upBytes} data-down={report.downBytes}>
        {spent}
      </p>
      <p>{t.burst.result(report.sent, report.arrived)}</p>
      <p>{t.burst.pause(format.hour(nextMs))}</p>
    </Screen>
  );
}
