import { routingWeakness } from "@ojak/core/contact/answers";
import { ROUTING_TEXT_BYTES_MAX, WHERE_TEXT_BYTES_MAX } from "@ojak/core/limits";
import { useState } from "preact/hooks";
import { FailureBanner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { CodeField } from "../ui/parts/code-field.tsx";
import { Field } from "../ui/parts/field.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { useFamily } from "./context.ts";

/** Another broker for a tie whose words exist: his introduction, and the two lines that he is to see. */
export function SecondScreen({ tieId }: { tieId: string }) {
  const { model, t, common, announce } = useFamily();
  const tie = model.family.state.ties.find(({ id }) => id === tieId);
  const [text, setText] = useState("");
  const [where, setWhere] = useState(tie?.spare?.where ?? "");
  const [routing, setRouting] = useState(tie?.spare?.routing ?? "");
  const { busy, failure } = model.state;
  if (tie === undefined) return null;
  const weak = (line: string, bytesMax: number) => {
    const weakness = line.trim() === "" ? undefined : routingWeakness(line, bytesMax);
    return weakness === undefined ? undefined : t.ask.weakRouting[weakness];
  };
  const [weakWhere, weakRouting] = [weak(where, WHERE_TEXT_BYTES_MAX), weak(routing, ROUTING_TEXT_BYTES_MAX)];
  const isReady =
    [text, where, routing].every((one) => one.trim() !== "") && weakWhere === undefined && weakRouting === undefined;
  const send = async () => {
    const sent = await model.attempt(() => model.family.addBroker(tieId, { text, where, routing }).then(() => true));
    if (sent !== true) return;
    model.back();
    announce(t.ask.sealed);
  };
  const actions = (
    <Button kind="primary" busy={busy} disabled={!isReady} onClick={() => void send()}>
      {busy ? common.working : t.ways.send}
    </Button>
  );
  return (
    <Screen title={t.ways.add} actions={actions} onBack={() => model.back()}>
      <p>{tie.broker.frozenDay === null ? t.ways.addBody : t.ways.addNow}</p>
      <FailureBanner failure={failure} />
      <CodeField label={t.add.intro} value={text} hint={t.add.introHint} onInput={setText} />
      <Field label={t.ask.where} value={where} rows={2} hint={t.ask.whereHint} error={weakWhere} onInput={setWhere} />
      <Field label={t.ask.routing} value={routing} rows={2} hint={t.ask.routingHint} error={weakRouting} onInput={setRouting} />
    </Screen>
  );
}
