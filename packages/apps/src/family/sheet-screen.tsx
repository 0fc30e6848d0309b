import { PASSPHRASE_WORDS } from "@ojak/core/limits";
import { chooseWords } from "@ojak/core/words/words";
import { dayOf } from "@ojak/core/epoch";
import { useState } from "preact/hooks";
import { FailureBanner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { CopyButton } from "../ui/parts/copy-button.tsx";
import { Qr } from "../ui/parts/qr.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { WordsShown } from "../ui/parts/words-quiz.tsx";
import { useList } from "../ui/use-list.ts";
import { useFamily } from "./context.ts";
import { useOnce } from "../ui/use-once.ts";

/** Past this, a printed pattern is too fine for a phone's camera. */
const QR_CHARACTERS_MAX = 1_800;

/** A recovery sheet: four words of its own first, then the page to print. */
export function SheetScreen() {
  const { model, t } = useFamily();
  const [text, setText] = useState<string | null>(null);
  const words = useOnce(() => chooseWords(PASSPHRASE_WORDS, model.ports.random(PASSPHRASE_WORDS * 2)));
  const list = useList(model.state.language);
  const { busy, failure } = model.state;
  if (text !== null) return <Sheet text={text} />;
  const make = async () => setText((await model.attempt(() => model.family.sheet(words))) ?? null);
  const actions = (
    <Button kind="primary" busy={busy} onClick={() => void make()}>
      {busy ? t.sheet.making : t.sheet.written}
    </Button>
  );
  return (
    <Screen key="words" title={t.sheet.wordsTitle} actions={actions} onBack={() => model.back()}>
      <FailureBanner failure={failure} />
      <p>{t.sheet.wordsBody}</p>
      {list === null ? null : <WordsShown words={words} list={list} />}
    </Screen>
  );
}

function Sheet({ text }: { text: string }) {
  const { model, t, format, nowMs } = useFamily();
  const isOnePattern = text.replaceAll("-", "").length <= QR_CHARACTERS_MAX;
  return (
    <Screen key="sheet" title={t.sheet.title} onBack={() => model.back()}>
      <p class="no-print">{t.sheet.ready}</p>
      <div class="sheet">
        <p class="strong">
          {t.appName} · {t.sheet.made(format.day(dayOf(nowMs())))}
        </p>
        {isOnePattern ? <Qr text={text} label={t.sheet.qr} /> : <p>{t.sheet.instead}</p>}
        <p class="code-text" data-testid="sheet-text">
          {text}
        </p>
        <p>{t.sheet.how}</p>
      </div>
      <div class="actions no-print">
        <Button kind="primary" onClick={() => print()}>
          {t.sheet.print}
        </Button>
        <CopyButton text={text} />
      </div>
    </Screen>
  );
}
