import type { Tie } from "@ojak/client/family/state";
import { LETTER_TEXT_BYTES_MAX } from "@ojak/core/limits";
import { useEffect } from "preact/hooks";
import { Button } from "../ui/parts/button.tsx";
import { LetterField, textBytes } from "../ui/parts/letter-field.tsx";
import { useStore } from "../ui/use-store.ts";
import { useFamily } from "./context.ts";
import { Draft } from "./draft.ts";
import { useOnce } from "../ui/use-once.ts";
import { wayStatus } from "./way-view.ts";

/** A new letter: kept as a draft while it is being written, sealed at once when it is sent. */
export function Composer({ tie }: { tie: Tie }) {
  const { model, t, announce } = useFamily();
  const draft = useStore(useOnce(() => new Draft(tie.draft, (text) => model.family.draft(tie.id, text))));
  useEffect(() => () => void draft.keepNow().catch(() => undefined), [draft]);
  const { text, kept } = draft.state;
  const count = textBytes(text);
  const isUnchecked = wayStatus(tie).kind === "back";
  const send = async (isQuestion: boolean) => {
    const sealed = await model.attempt(async () => {
      await draft.keepNow();
      await model.family.send(tie.id, { isQuestion });
      return true;
    });
    if (sealed !== true) return;
    draft.clear();
    announce(t.thread.sealed);
  };
  return (
    <section class="composer" aria-label={t.thread.write}>
      <LetterField label={t.thread.write} value={text} onInput={(written) => draft.write(written)} />
      <div class="row spread">
        <p class="soft">{kept && text !== "" ? t.thread.kept : ""}</p>
        <Button
          kind="primary"
          icon="out"
          busy={model.state.busy}
          disabled={count === 0 || count > LETTER_TEXT_BYTES_MAX}
          onClick={() => void send(false)}
        >
          {t.thread.send}
        </Button>
      </div>
      {isUnchecked ? (
        <div class="question">
          <p class="soft">{t.ways.questionNote}</p>
          <Button busy={model.state.busy} disabled={count === 0 || count > LETTER_TEXT_BYTES_MAX} onClick={() => void send(true)}>
            {t.ways.question}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
