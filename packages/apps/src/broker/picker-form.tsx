import type { WordLanguage } from "@ojak/core/words/words";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { useUi } from "../ui/context.ts";
import { Button } from "../ui/parts/button.tsx";
import { LanguageChoice } from "../ui/parts/language-switch.tsx";
import { WordPicker } from "../ui/parts/word-picker.tsx";
import { PickerModel } from "../ui/picker/picker-model.ts";
import { useList } from "../ui/use-list.ts";
import { useStore } from "../ui/use-store.ts";
import { useOnce } from "../ui/use-once.ts";

interface PickerFormProps {
  readonly count: number;
  readonly language: WordLanguage;
  readonly busy: boolean;
  /** The main button; left out where the last word leads on by itself. */
  readonly action?: string;
  readonly children?: ComponentChildren;
  onLanguage(language: WordLanguage): void;
  onWords(words: readonly number[]): void;
}

/** Words tapped in a language of choice. What was tapped is forgotten when the screen is left. */
export function PickerForm({ count, language, busy, action, children, onLanguage, onWords }: PickerFormProps) {
  const { common } = useUi();
  const picker = useStore(useOnce(() => new PickerModel(count, action === undefined ? onWords : undefined)));
  const list = useList(language);
  useEffect(() => () => picker.clear(), [picker]);
  const { chosen, group } = picker.state;
  const isBegun = chosen.length > 0 || group !== null;
  return (
    <>
      {isBegun ? null : (
        <div class="in-row">
          <LanguageChoice legend={common.picker.wordsIn} value={language} onChoose={onLanguage} />
        </div>
      )}
      {list === null ? null : <WordPicker model={picker} list={list} />}
      {isBegun && !picker.isFull ? null : children}
      {action === undefined || (isBegun && !picker.isFull) ? null : (
        <div class="actions">
          <Button kind="primary" busy={busy} disabled={!picker.isFull} onClick={() => onWords(chosen)}>
            {busy ? common.working : action}
          </Button>
        </div>
      )}
    </>
  );
}
