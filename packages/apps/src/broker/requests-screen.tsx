import type { RequestView } from "@ojak/client/broker/views";
import type { Refusal } from "@ojak/core/contact/request";
import { useState } from "preact/hooks";
import { Banner, FailureBanner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { Icon } from "../ui/parts/icon.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { useBroker } from "./context.ts";

const REASONS = ["too-far", "not-now", "other"] as const satisfies readonly Refusal[];

/** First contacts under way. */
export function RequestsScreen() {
  const { model, t, format, nowMs } = useBroker();
  const requests = model.broker.requests();
  return (
    <Screen title={t.requests.title} onBack={() => model.back()}>
      {requests.length === 0 ? <p>{t.requests.none}</p> : null}
      <ul class="ties">
        {requests.map((request) => (
          <li key={request.id}>
            <button type="button" class="tie" onClick={() => model.go({ at: "request", id: request.id })}>
              <span class="what">
                <span class="name" lang="">
                  {request.where}
                </span>
                <span class="soft">
                  {t.requests.status[request.status]} · {t.requests.came(format.ago(request.arrivedDay, nowMs()))}
                </span>
              </span>
              <Icon name="next" />
            </button>
          </li>
        ))}
      </ul>
    </Screen>
  );
}

/** One request: what is known, and what can be done now. */
export function RequestScreen({ id }: { id: string }) {
  const { model, t } = useBroker();
  const request = model.broker.requests().find((one) => one.id === id);
  const [isRefusing, setRefusing] = useState(false);
  if (request === undefined) return <Gone />;
  if (isRefusing) return <Refusing request={request} onCancel={() => setRefusing(false)} />;
  return (
    <Screen key="request" title={t.request.title} onBack={() => model.back()}>
      <FailureBanner failure={model.state.failure} />
      <dl class="review">
        <dt>{t.request.where}</dt>
        <dd lang="">{request.where}</dd>
        {request.routing === null ? null : <dt>{t.request.route}</dt>}
        {request.routing === null ? null : <dd lang="">{request.routing}</dd>}
      </dl>
      <NextStep request={request} onRefuse={() => setRefusing(true)} />
    </Screen>
  );
}

function NextStep({ request, onRefuse }: { request: RequestView; onRefuse(): void }) {
  const { model, t } = useBroker();
  const { busy } = model.state;
  switch (request.status) {
    case "new":
      return (
        <>
          <p>{t.request.acceptHint}</p>
          <div class="actions">
            <Button kind="primary" busy={busy} onClick={() => void model.attempt(() => model.broker.accept(request.id))}>
              {t.request.accept}
            </Button>
            <Button onClick={onRefuse}>{t.request.refuse}</Button>
          </div>
        </>
      );
    case "accepted":
      return (
        <>
          <Banner kind="good">{t.request.accepted}</Banner>
          <p>{t.request.waiting}</p>
        </>
      );
    case "answered":
      return <Banner kind="good">{t.request.answered}</Banner>;
    case "ready":
    case "again":
      return (
        <>
          {request.status === "again" ? <Banner kind="warn">{t.request.again}</Banner> : null}
          <div class="actions">
            <Button kind="primary" onClick={() => model.go({ at: "meeting", id: request.id })}>
              {t.request.meet}
            </Button>
            <Button onClick={onRefuse}>{t.request.refuse}</Button>
          </div>
        </>
      );
  }
}

function Refusing({ request, onCancel }: { request: RequestView; onCancel(): void }) {
  const { model, t } = useBroker();
  const refuse = async (reason: Refusal) => {
    const done = await model.attempt(() => model.broker.refuse(request.id, reason).then(() => true));
    if (done === true) model.back();
  };
  return (
    <Screen key="refuse" title={t.request.refuseTitle} onBack={onCancel}>
      <FailureBanner failure={model.state.failure} />
      <div class="actions">
        {REASONS.map((reason) => (
          <Button key={reason} busy={model.state.busy} onClick={() => void refuse(reason)}>
            {t.request.reasons[reason]}
          </Button>
        ))}
      </div>
    </Screen>
  );
}

function Gone() {
  const { model, t } = useBroker();
  return (
    <Screen key="gone" title={t.request.title} onBack={() => model.back()}>
      <p>{t.request.over}</p>
    </Screen>
  );
}
