import { useState } from "preact/hooks";
import { Banner, FailureBanner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { CodeField } from "../ui/parts/code-field.tsx";
import { Field } from "../ui/parts/field.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { useFamily } from "./context.ts";

/** Takes an introduction up, which needs the network, and goes on to the request. */
export function AddScreen({ replaces }: { replaces: string | null }) {
  const { model, t, common } = useFamily();
  const old = model.family.state.ties.find((tie) => tie.id === replaces);
  const [name, setName] = useState(old?.name ?? "");
  const [text, setText] = useState("");
  const { busy, failure } = model.state;
  const take = async () => {
    const input = replaces === null ? { name, text } : { name, text, replaces };
    const tieId = await model.attempt(() => model.family.takeIntroduction(input));
    if (tieId !== undefined) model.replace({ at: "ask", tieId });
    // Without a network the claim is kept: it goes on from the tie's own screen, since a second one would find the introduction used.
    const kept = model.family.state.ties.at(-1);
    if (model.state.failure === "unreachable" && kept?.stage === "claimed" && kept.broker.key === null)
      model.replace({ at: "tie", tieId: kept.id });
  };
  const actions = (
    <Button kind="primary" busy={busy} disabled={name.trim() === "" || text.trim() === ""} onClick={() => void take()}>
      {busy ? common.working : t.add.take}
    </Button>
  );
  return (
    <Screen title={t.add.title} actions={actions} onBack={() => model.back()}>
      {old === undefined ? null : <Banner kind="info">{t.add.replaces(old.name)}</Banner>}
      <FailureBanner failure={failure} />
      <Field label={t.add.name} value={name} hint={t.add.nameHint} onInput={setName} />
      <CodeField label={t.add.intro} value={text} hint={t.add.introHint} onInput={setText} />
      <p class="soft">{t.add.once}</p>
    </Screen>
  );
}
