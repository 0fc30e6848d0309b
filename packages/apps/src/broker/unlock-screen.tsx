import { PASSPHRASE_WORDS } from "@ojak/core/limits";
import { useState } from "preact/hooks";
import { FailureBanner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { Confirm } from "../ui/parts/confirm.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { useBroker } from "./context.ts";
import { PickerForm } from "./picker-form.tsx";

/** Four taps of words, and it opens: the last word leads on by itself. */
export function UnlockScreen() {
  const { model, t, common } = useBroker();
  const [isErasing, setErasing] = useState(false);
  const { language, busy, failure } = model.state;
  return (
    <Screen title={t.unlock.title}>
      <FailureBanner failure={failure} />
      {busy ? (
        <p role="status">{common.start.loading}</p>
      ) : (
        <PickerForm
          count={PASSPHRASE_WORDS}
          language={language}
          busy={busy}
          onLanguage={(chosen) => void model.setLanguage(chosen)}
          onWords={(words) => void model.open(words)}
        />
      )}
      <details>
        <summary>{t.unlock.forgot}</summary>
        <p>{t.unlock.forgotBody}</p>
        <Button kind="danger" onClick={() => setErasing(true)}>
          {t.unlock.erase}
        </Button>
      </details>
      {isErasing ? (
        <Confirm
          title={t.unlock.erase}
          body={t.unlock.forgotBody}
          confirm={t.unlock.erase}
          onConfirm={() => {
            setErasing(false);
            void model.erase();
          }}
          onCancel={() => setErasing(false)}
        />
      ) : null}
    </Screen>
  );
}
