import { useId } from "preact/hooks";
import { Button } from "../../ui/parts/button.tsx";
import { Screen } from "../../ui/parts/screen.tsx";
import { useBroker } from "../context.ts";
import type { Tick } from "./ends.ts";
import { CarryFailure } from "./failure.tsx";
import type { GiveModel } from "./give-model.ts";

/** What goes along, with where to; on a courier's phone what goes back, and whom he gives up. */
export function ChooseStep({ giving, back }: { giving: GiveModel; back(): void }) {
  const { model, t } = useBroker();
  const { kind } = giving.giver;
  const texts = t.carry.give;
  const ticks = giving.giver.ticks();
  const make = (
    <Button kind="primary" busy={model.state.busy} onClick={() => void giving.make()}>
      {texts.make}
    </Button>
  );
  return (
    <Screen title={texts.chooseTitle[kind]} actions={make} onBack={back}>
      <CarryFailure texts={t.carry.failures.give} />
      {kind === "return" ? <GoingBack /> : <p>{texts.room(giving.state.room)}</p>}
      {kind === "delivery" && ticks.length === 0 ? <p class="strong">{texts.nothing}</p> : null}
      {kind === "return" && ticks.length > 0 ? <p class="soft">{texts.unfoundBody}</p> : null}
      {ticks.length === 0 ? null : (
        <fieldset class="choice ticks">
          <legend>{kind === "return" ? texts.unfound : texts.what}</legend>
          {ticks.map((tick) => (
            <TickLine key={tick.id} tick={tick} isOn={giving.state.ticked.has(tick.id)} onTick={() => giving.tick(tick.id)} />
          ))}
        </fieldset>
      )}
    </Screen>
  );
}

function GoingBack() {
  const { model, t } = useBroker();
  const back = model.courier?.back();
  return back === undefined ? null : <p class="strong">{t.carry.give.going(back.answers, back.handedOver)}</p>;
}

function TickLine({ tick, isOn, onTick }: { tick: Tick; isOn: boolean; onTick(): void }) {
  const { t } = useBroker();
  const { kinds } = t.carry.give;
  const { kind, count, routing } = tick;
  const what = kind === "voice" || kind === "person" ? kinds[kind](count) : kinds[kind];
  const id = useId();
  return (
    <label for={id}>
      <input id={id} type="checkbox" checked={isOn} onChange={onTick} />
      <span lang={routing === null ? undefined : ""}>
        {routing ?? (kind === "form" ? t.carry.give.formFor : t.home.unreadable)}
      </span>
      <span class="soft">{what}</span>
    </label>
  );
}
