import { PIN_TRIES_MAX } from "@ojak/core/limits";
import { useState } from "preact/hooks";
import { Banner } from "../ui/parts/banner.tsx";
import { Choice } from "../ui/parts/field.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { useBroker } from "./context.ts";
import { PinPad } from "./pin-pad.tsx";

/** Chooses the digits for a short break: twice, and what hiding the app does. */
export function PinScreen() {
  const { model, t, common } = useBroker();
  const [first, setFirst] = useState<string | null>(null);
  const [missed, setMissed] = useState(false);
  const [covers, setCovers] = useState<"close" | "cover">("close");
  const p = t.guard.pin;
  const take = (pin: string) => {
    setMissed(first !== null && first !== pin);
    if (first === null) setFirst(pin);
    else if (first !== pin) setFirst(null);
    else if (model.choosePin(pin, covers === "cover")) model.back();
  };
  return (
    <Screen title={first === null ? p.title : p.again} onBack={() => model.back()}>
      {missed ? <Banner kind="warn">{p.differ}</Banner> : null}
      {first === null ? (
        <>
          <p>{p.body}</p>
          <Choice
            legend={p.whenHidden}
            options={[
              { value: "close", text: p.closes },
              { value: "cover", text: p.covers },
            ]}
            value={covers}
            onChoose={(chosen) => setCovers(chosen)}
          />
        </>
      ) : null}
      <PinPad action={common.next} onPin={take} />
    </Screen>
  );
}

/** Covered: nothing but the pad. */
export function PausedScreen() {
  const { model, t } = useBroker();
  const p = t.guard.pin;
  const { triesLeft } = model.pin;
  return (
    <Screen title={p.pausedTitle}>
      {triesLeft < PIN_TRIES_MAX ? <Banner kind="bad">{p.wrong(triesLeft)}</Banner> : null}
      <PinPad action={p.open} onPin={(pin) => model.resume(pin)} />
    </Screen>
  );
}
