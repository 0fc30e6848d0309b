import { useState } from "preact/hooks";
import { FailureBanner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { CopyButton } from "../ui/parts/copy-button.tsx";
import { Qr } from "../ui/parts/qr.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { useBroker } from "./context.ts";

/** One introduction at a time, shown until the screen is left: it is kept nowhere. */
export function IntroduceScreen() {
  const { model, t, format } = useBroker();
  const [made, setMade] = useState<{ text: string; expiryDay: number } | null>(null);
  const make = async () => setMade((await model.attempt(() => model.broker.introduce())) ?? null);
  const actions = (
    <Button kind={made === null ? "primary" : "plain"} busy={model.state.busy} onClick={() => void make()}>
      {made === null ? t.introduce.make : t.introduce.makeAgain}
    </Button>
  );
  return (
    <Screen title={t.introduce.title} actions={actions} onBack={() => model.back()}>
      <p>{t.introduce.body}</p>
      <FailureBanner failure={model.state.failure} />
      {made === null ? (
        <p class="soft">{t.introduce.before}</p>
      ) : (
        <>
          <Qr text={made.text} label={t.introduce.qr} />
          <p class="strong">{t.introduce.expires(format.day(made.expiryDay))}</p>
          <h2>{t.introduce.text}</h2>
          <p class="code-text" data-testid="introduction">
            {made.text}
          </p>
          <CopyButton text={made.text} />
        </>
      )}
    </Screen>
  );
}
