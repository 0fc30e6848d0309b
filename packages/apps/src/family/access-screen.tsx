import { readAccess } from "@ojak/core/contact/access";
import { useState } from "preact/hooks";
import { FailureBanner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { CodeField } from "../ui/parts/code-field.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { useFamily } from "./context.ts";

/** Another access code for the same hub, when the first is used up or has ended. */
export function AccessScreen() {
  const { model, t, common } = useFamily();
  const [text, setText] = useState("");
  const { busy, failure } = model.state;
  const use = async () => {
    const taken = await model.attempt(async () => {
      await model.family.renewAccess(readAccess(text));
      return true;
    });
    if (taken === true) model.home();
  };
  const actions = (
    <Button kind="primary" busy={busy} disabled={text.trim() === ""} onClick={() => void use()}>
      {busy ? common.working : t.access.use}
    </Button>
  );
  return (
    <Screen title={t.access.title} actions={actions} onBack={() => model.back()}>
      <FailureBanner failure={failure} />
      <p>{t.access.body}</p>
      <CodeField label={t.setup.accessLabel} value={text} onInput={setText} />
    </Screen>
  );
}
