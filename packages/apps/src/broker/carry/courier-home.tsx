import { Banner, FailureBanner } from "../../ui/parts/banner.tsx";
import { Button } from "../../ui/parts/button.tsx";
import { Icon } from "../../ui/parts/icon.tsx";
import { Screen } from "../../ui/parts/screen.tsx";
import { useBroker } from "../context.ts";
import { Queue } from "../queue.tsx";
import { Receipt } from "./take-screen.tsx";

/** A courier's phone at a glance: what he can do, and who waits for a letter. */
export function CourierHome() {
  const { model, t } = useBroker();
  const { courier } = model;
  const texts = t.carry.home;
  if (courier === null) return null;
  const { answers, handedOver, awaitsReceipt } = courier.back();
  const count = answers + handedOver;
  const { receipt } = courier.state;
  return (
    <Screen title={t.home.title}>
      <FailureBanner failure={model.state.failure} />
      <div class="state">
        <Icon name="info" />
        <p>{texts.offAir}</p>
      </div>
      {awaitsReceipt ? (
        <Banner kind="warn">
          <p>{texts.unentered}</p>
          <Button onClick={() => model.go({ at: "give", begins: "receipt", errandId: null })}>{texts.enter}</Button>
        </Banner>
      ) : null}
      <div class="tiles">
        <Button icon="letter" onClick={() => model.go({ at: "reading" })}>
          {t.home.recipient}
        </Button>
        <Button icon="walk" onClick={() => model.go({ at: "take" })}>
          {texts.take}
        </Button>
        <Button icon="out" onClick={() => model.go({ at: "give", begins: "offer", errandId: null })}>
          {texts.back}
          {count === 0 ? null : <span class="badge">{texts.backCount(count)}</span>}
        </Button>
        <Button icon="gear" onClick={() => model.go({ at: "settings" })}>
          {t.home.settings}
        </Button>
      </div>
      <Queue queue={courier.queue()} />
      {receipt === null ? null : (
        <details>
          <summary>{texts.lastReceipt}</summary>
          <p>{texts.lastReceiptBody}</p>
          <Receipt receipt={receipt} />
        </details>
      )}
    </Screen>
  );
}
