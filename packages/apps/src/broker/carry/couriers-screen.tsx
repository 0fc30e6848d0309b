import type { CourierDesk, ErrandView } from "@ojak/client/courier/desk";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../../ui/parts/button.tsx";
import { Confirm } from "../../ui/parts/confirm.tsx";
import { Icon } from "../../ui/parts/icon.tsx";
import { Screen } from "../../ui/parts/screen.tsx";
import { useBroker } from "../context.ts";
import { CarryFailure } from "./failure.tsx";

/** On a broker's phone: giving, taking, and what is with couriers. */
export function CouriersScreen() {
  const { model, t } = useBroker();
  const [desk, setDesk] = useState<CourierDesk | null>(null);
  const [asked, setAsked] = useState<ErrandView | null>(null);
  useEffect(() => void model.broker.courier().then(setDesk), [model]);
  const texts = t.carry.desk;
  if (desk === null) return null;
  const errands = desk.errands();
  const takeBack = async (id: string) => {
    await model.attempt(() => desk.takeBack(id));
    setAsked(null);
  };
  return (
    <Screen title={texts.title} onBack={() => model.back()}>
      <CarryFailure texts={t.carry.failures.give} />
      <p>{texts.body}</p>
      <div class="tiles">
        <Button icon="out" onClick={() => model.go({ at: "give", begins: "offer", errandId: null })}>
          {texts.give}
        </Button>
        <Button icon="letter" onClick={() => model.go({ at: "take" })}>
          {texts.take}
        </Button>
      </div>
      <h2>{texts.out}</h2>
      {errands.length === 0 ? <p class="soft">{texts.none}</p> : null}
      <ul class="queue">
        {errands.map((errand) => (
          <Errand key={errand.id} errand={errand} onTakeBack={() => setAsked(errand)} />
        ))}
      </ul>
      {asked === null ? null : (
        <Confirm
          title={texts.takeBackTitle}
          body={texts.takeBackBody}
          confirm={texts.takeBack}
          busy={model.state.busy}
          onConfirm={() => void takeBack(asked.id)}
          onCancel={() => setAsked(null)}
        />
      )}
    </Screen>
  );
}

function Errand({ errand, onTakeBack }: { errand: ErrandView; onTakeBack(): void }) {
  const { model, t, format, nowMs } = useBroker();
  const { id, day, parcels, awaitsReceipt } = errand;
  const texts = t.carry.desk;
  return (
    <li data-testid="errand" data-awaits={awaitsReceipt}>
      <Icon name={awaitsReceipt ? "warn" : "walk"} />
      <span>
        <span>{texts.pieces(parcels, format.ago(day, nowMs()))}</span>
        <span class="soft">{awaitsReceipt ? texts.awaits : texts.away}</span>
        <span class="row">
          {awaitsReceipt ? (
            <Button onClick={() => model.go({ at: "give", begins: "receipt", errandId: id })}>{texts.enter}</Button>
          ) : null}
          <Button onClick={onTakeBack}>{texts.takeBack}</Button>
        </span>
      </span>
    </li>
  );
}
