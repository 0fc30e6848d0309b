import type { Tie } from "@ojak/client/family/state";
import { isOver } from "@ojak/client/family/state";
import { useState } from "preact/hooks";
import { Button } from "../ui/parts/button.tsx";
import { Confirm } from "../ui/parts/confirm.tsx";
import { Field } from "../ui/parts/field.tsx";
import { useFamily } from "./context.ts";

/** What is seldom needed: another name, beginning again, ending, removing. */
export function TieMenu({ tie }: { tie: Tie }) {
  const { model, t } = useFamily();
  const [name, setName] = useState(tie.name);
  const [question, setQuestion] = useState<"end" | "remove" | null>(null);
  const over = isOver(tie.stage);
  const confirmed = async () => {
    const work = question === "end" ? () => model.family.end(tie.id) : () => model.family.remove(tie.id);
    const done = await model.attempt(() => work().then(() => true));
    setQuestion(null);
    if (done === true && question === "remove") model.home();
  };
  return (
    <details class="menu">
      <summary>{t.thread.more}</summary>
      <Field label={t.thread.rename} value={name} onInput={setName} />
      <Button
        disabled={name.trim() === "" || name === tie.name}
        onClick={() => void model.attempt(() => model.family.rename(tie.id, name))}
      >
        {t.thread.renameSave}
      </Button>
      <h2>{t.thread.begin}</h2>
      <p>{t.thread.beginBody}</p>
      <Button onClick={() => model.go({ at: "add", replaces: tie.id })}>{t.thread.beginGo}</Button>
      <h2>{over ? t.thread.remove : t.thread.end}</h2>
      <p>{over ? t.thread.removeBody : t.thread.endBody}</p>
      <Button kind="danger" onClick={() => setQuestion(over ? "remove" : "end")}>
        {over ? t.thread.remove : t.thread.end}
      </Button>
      {question === null ? null : (
        <Confirm
          title={question === "end" ? t.thread.endTitle : t.thread.removeTitle}
          body={question === "end" ? t.thread.endBody : t.thread.removeBody}
          confirm={question === "end" ? t.thread.end : t.thread.remove}
          busy={model.state.busy}
          onConfirm={() => void confirmed()}
          onCancel={() => setQuestion(null)}
        />
      )}
    </details>
  );
}
