import { useState } from "preact/hooks";
import { PASSPHRASE_WORDS } from "@ojak/core/limits";
import { FailureBanner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { Confirm } from "../ui/parts/confirm.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { TypedWordsForm } from "../ui/parts/typed-words.tsx";
import { useFamily } from "./context.ts";

/** Opens the app with four words, or begins again without them. */
export function UnlockScreen() {
  const { model, t } = useFamily();
  const [isErasing, setErasing] = useState(false);
  const { busy, failure } = model.state;
  return (
    <Screen title={t.unlock.title}>
      <FailureBanner failure={failure} />
      <TypedWordsForm
        label={t.unlock.title}
        count={PASSPHRASE_WORDS}
        action={t.unlock.open}
        busy={busy}
        onLanguage={(chosen) => void model.setLanguage(chosen)}
        onWords={(words) => void model.open(words)}
      />
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
