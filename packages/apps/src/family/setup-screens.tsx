import { PASSPHRASE_WORDS } from "@ojak/core/limits";
import { FailureBanner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { CodeField } from "../ui/parts/code-field.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { TypedWordsForm } from "../ui/parts/typed-words.tsx";
import { WordsQuiz } from "../ui/parts/words-quiz.tsx";
import { LanguageSwitch } from "../ui/parts/language-switch.tsx";
import { useList } from "../ui/use-list.ts";
import { useStore } from "../ui/use-store.ts";
import { useFamily } from "./context.ts";
import { FamilySetup } from "./setup-model.ts";
import { useOnce } from "../ui/use-once.ts";

/** The first start, step by step. */
export function SetupScreens() {
  const { model, common } = useFamily();
  const setup = useStore(useOnce(() => new FamilySetup(model)));
  const { step, count } = setup.progress;
  const above = common.stepOf(step, count);
  switch (setup.state.step) {
    case "language":
      return <LanguageStep key="language" setup={setup} above={above} />;
    case "access":
      return <AccessStep key="access" setup={setup} above={above} />;
    case "sheet":
      return <SheetStep key="sheet" setup={setup} above={above} />;
    case "sheet-words":
      return <SheetWordsStep key="sheet-words" setup={setup} above={above} />;
    case "words":
      return <WordsStep key="words" setup={setup} above={above} />;
  }
}

interface StepProps {
  readonly setup: FamilySetup;
  readonly above: string;
}

function LanguageStep({ setup, above }: StepProps) {
  const { model, t, common } = useFamily();
  const next = (
    <Button kind="primary" onClick={() => setup.goTo("access")}>
      {common.next}
    </Button>
  );
  return (
    <Screen title={t.setup.languageTitle} above={above} actions={next}>
      <LanguageSwitch value={model.state.language} onChoose={(language) => void model.setLanguage(language)} />
    </Screen>
  );
}

function AccessStep({ setup, above }: StepProps) {
  const { model, t, common, errors } = useFamily();
  const { accessText, failure } = setup.state;
  const actions = (
    <>
      <Button kind="primary" onClick={() => setup.takeAccess()}>
        {common.next}
      </Button>
      <Button kind="quiet" onClick={() => setup.goTo("sheet")}>
        {t.setup.haveSheet}
      </Button>
    </>
  );
  return (
    <Screen title={t.setup.accessTitle} above={above} actions={actions} onBack={() => setup.back()}>
      <p>{t.setup.accessBody}</p>
      <FailureBanner failure={model.state.failure} />
      <CodeField
        label={t.setup.accessLabel}
        value={accessText}
        error={failure === null ? undefined : errors[failure]}
        onInput={(text) => setup.writeAccess(text)}
      />
    </Screen>
  );
}

function SheetStep({ setup, above }: StepProps) {
  const { t, common, errors } = useFamily();
  const { sheetText, failure } = setup.state;
  const next = (
    <Button kind="primary" onClick={() => setup.takeSheet()}>
      {common.next}
    </Button>
  );
  return (
    <Screen title={t.setup.sheetTitle} above={above} actions={next} onBack={() => setup.back()}>
      <p>{t.setup.sheetBody}</p>
      <CodeField
        label={t.setup.sheetLabel}
        value={sheetText}
        error={failure === null ? undefined : errors[failure]}
        onInput={(text) => setup.writeSheet(text)}
      />
      <p class="soft">{t.setup.sheetNote}</p>
    </Screen>
  );
}

function SheetWordsStep({ setup, above }: StepProps) {
  const { model, t, common } = useFamily();
  return (
    <Screen title={t.setup.sheetWords} above={above} onBack={() => setup.back()}>
      <FailureBanner failure={model.state.failure} />
      <TypedWordsForm
        label={t.setup.sheetWords}
        count={PASSPHRASE_WORDS}
        action={common.next}
        busy={model.state.busy}
        onWords={(words) => setup.takeSheetWords(words)}
      />
    </Screen>
  );
}

function WordsStep({ setup, above }: StepProps) {
  const { model, t } = useFamily();
  const list = useList(model.state.language);
  const { quiz } = setup.state;
  return (
    <Screen title={t.setup.wordsTitle} above={above} onBack={() => setup.back()}>
      <p>{t.setup.wordsBody}</p>
      {model.state.busy ? <p role="status">{t.setup.making}</p> : null}
      {quiz === null || list === null || model.state.busy ? null : (
        <WordsQuiz model={quiz} list={list} onDone={() => void setup.finish()} />
      )}
    </Screen>
  );
}
