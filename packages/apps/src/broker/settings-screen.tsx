import { useState } from "preact/hooks";
import { FailureBanner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { Confirm } from "../ui/parts/confirm.tsx";
import { LanguageSwitch } from "../ui/parts/language-switch.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { BudgetSettings } from "./budget-settings.tsx";
import { useBroker } from "./context.ts";
import { GuardSettings } from "./guard-settings.tsx";

/** Language, passphrases, what the program cannot do, closing and erasing. */
export function SettingsScreen() {
  const { model, t, common } = useBroker();
  const [isErasing, setErasing] = useState(false);
  const s = t.settings;
  const isCourier = model.courier !== null;
  const eraseBody = isCourier ? t.carry.eraseBody : s.eraseBody;
  return (
    <Screen title={s.title} onBack={() => model.back()}>
      <FailureBanner failure={model.state.failure} />
      <h2>{common.language}</h2>
      <LanguageSwitch value={model.state.language} onChoose={(language) => void model.setLanguage(language)} />
      {isCourier ? null : <BudgetSettings />}
      <GuardSettings />
      <h2>{s.cannotTitle}</h2>
      <ul class="plain">
        {s.cannot.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <h2>{s.browsersTitle}</h2>
      <p>{s.browsers}</p>
      <h2>{s.lock}</h2>
      <p>{t.guard.quick}</p>
      <Button icon="leave" onClick={() => model.lock()}>
        {s.lock}
      </Button>
      <h2>{s.eraseTitle}</h2>
      <p>{eraseBody}</p>
      <Button kind="danger" onClick={() => setErasing(true)}>
        {s.erase}
      </Button>
      {isErasing ? (
        <Confirm
          title={s.eraseTitle}
          body={eraseBody}
          confirm={s.erase}
          onConfirm={() => void model.erase()}
          onCancel={() => setErasing(false)}
        />
      ) : null}
    </Screen>
  );
}
