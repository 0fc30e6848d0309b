import { useState } from "preact/hooks";
import { Banner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { Confirm } from "../ui/parts/confirm.tsx";
import { useBroker } from "./context.ts";

/** Passphrases and digits. Whether there is a duress passphrase is never said: a decoy could not say the same. */
export function GuardSettings() {
  const { model, t } = useBroker();
  const { pin } = t.guard;
  return (
    <>
      <h2>{pin.setting}</h2>
      <p>{pin.settingBody}</p>
      <div class="row">
        <Button icon="clock" onClick={() => model.go({ at: "pin" })}>
          {model.pin.isSet ? pin.change : pin.choose}
        </Button>
      </div>
      {model.phone.isKept ? <PassphraseSettings /> : <p>{t.guard.nothing.reminder}</p>}
    </>
  );
}

function PassphraseSettings() {
  const { model, t } = useBroker();
  const { words, duress } = t.guard;
  return (
    <>
      <h2>{words.setting}</h2>
      <div class="row">
        <Button onClick={() => model.go({ at: "passphrase" })}>{words.change}</Button>
      </div>
      <h2>{duress.title}</h2>
      {model.courier === null ? <DuressSettings /> : <p>{t.carry.noDuress}</p>}
    </>
  );
}

function DuressSettings() {
  const { model, t } = useBroker();
  const [step, setStep] = useState<"idle" | "asking" | "removed">("idle");
  const { duress } = t.guard;
  const remove = async () => {
    const isRemoved = await model.attempt(async () => {
      await (await model.broker.passphrases()).removeDuress();
      return true;
    });
    setStep(isRemoved === true ? "removed" : "idle");
  };
  return (
    <>
      <p>{duress.setting}</p>
      <div class="row">
        <Button onClick={() => model.go({ at: "duress", isFirst: false })}>{duress.setOrChange}</Button>
        <Button onClick={() => setStep("asking")}>{duress.remove}</Button>
      </div>
      {step === "removed" ? <Banner kind="info">{duress.removed}</Banner> : null}
      {step === "asking" ? (
        <Confirm
          title={duress.remove}
          body={duress.removeBody}
          confirm={duress.remove}
          onConfirm={() => void remove()}
          onCancel={() => setStep("idle")}
        />
      ) : null}
    </>
  );
}
