import { useState } from "preact/hooks";
import type { WordLanguage } from "@ojak/core/words/words";
import { useUi } from "../context.ts";
import { tagOfLanguage } from "../language.ts";
import { PickerModel } from "../picker/picker-model.ts";
import { readTypedWords, type TypedWords } from "../typed-words.ts";
import { useList } from "../use-list.ts";
import { useStore } from "../use-store.ts";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";
import { LanguageChoice } from "./language-switch.tsx";
import { WordPicker } from "./word-picker.tsx";
import { useOnce } from "../use-once.ts";

interface TypedWordsProps {
  readonly label: string;
  readonly count: number;
  readonly action: string;
  readonly busy: boolean;
  /** Where the screen speaks the language of the words. */
  onLanguage?(language: WordLanguage): void;
  onWords(words: readonly number[]): void;
}

/** Words typed or pasted, or tapped instead; for a person's own device. */
export function TypedWordsForm({ label, count, action, busy, onLanguage, onWords }: TypedWordsProps) {
  const { common, language: screenLanguage } = useUi();
  const [language, setLanguage] = useState<WordLanguage>(screenLanguage);
  const [isPicking, setPicking] = useState(false);
  const [text, setText] = useState("");
  const [shown, setShown] = useState<TypedWords | null>(null);
  const picker = useStore(useOnce(() => new PickerModel(count)));
  const list = useList(language);
  const choose = (chosen: WordLanguage) => {
    setLanguage(chosen);
    onLanguage?.(chosen);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (list === null || busy) return;
    const read = isPicking ? { words: picker.state.chosen } : readTypedWords(list.words, text, count);
    if ("words" in read) {
      setShown(null);
      onWords(read.words);
    } else setShown(read);
  };
  return (
    <form onSubmit={submit}>
      {isPicking && list !== null ? (
        <WordPicker model={picker} list={list} />
      ) : (
        <Field
          label={label}
          value={text}
          rows={2}
          lang={tagOfLanguage(language)}
          hint={common.typed.hint(count)}
          error={shown === null ? undefined : problemText(shown, count, common.typed)}
          onInput={setText}
        />
      )}
      <LanguageChoice legend={common.picker.wordsIn} value={language} onChoose={choose} />
      <div class="actions">
        <Button kind="primary" submit busy={busy} disabled={isPicking && !picker.isFull}>
          {busy ? common.working : action}
        </Button>
        <Button kind="quiet" onClick={() => setPicking(!isPicking)}>
          {isPicking ? common.typed.typeInstead : common.typed.pickInstead}
        </Button>
      </div>
    </form>
  );
}

function problemText(read: TypedWords, count: number, texts: ReturnType<typeof useUi>["common"]["typed"]): string | undefined {
  if (!("problem" in read)) return undefined;
  return read.problem === "count" ? texts.wrongCount(count, read.given) : texts.wrongWord(read.place);
}
