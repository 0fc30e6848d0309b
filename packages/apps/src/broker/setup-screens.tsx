import { TIE_WORDS } from "@ojak/core/limits";
import { Banner, FailureBanner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { Field } from "../ui/parts/field.tsx";
import { LanguageSwitch } from "../ui/parts/language-switch.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { WordsQuiz } from "../ui/parts/words-quiz.tsx";
import { useList } from "../ui/use-list.ts";
import { useStore } from "../ui/use-store.ts";
import { useBroker } from "./context.ts";
import { PickerForm } from "./picker-form.tsx";
import { BrokerSetup, SETUP_STEPS } from "./setup-model.ts";
import { useOnce } from "../ui/use-once.ts";

/** The first start, step by step. */
export function SetupScreens() {
  const { model, common } = useBroker();
  const setup = useStore(useOnce(() => new BrokerSetup(model)));
  const step = { setup, above: common.stepOf(setup.number, SETUP_STEPS) };
  switch (setup.state.step) {
    case "language":
      return <LanguageStep key="language" {...step} />;
    case "access":
      return <AccessStep key="access" {...step} />;
    case "carry":
      return <CarryStep key="carry" {...step} />;
    case "own":
      return <OwnStep key="own" {...step} />;
    case "own-show":
      return <OwnShowStep key="own-show" {...step} />;
    case "own-pick":
      return <OwnPickStep key="own-pick" {...step} />;
    case "lock":
      return <LockStep key="lock" {...step} />;
    case "nothing":
      return <NothingStep key="nothing" {...step} />;
  }
}

interface StepProps {
  readonly setup: BrokerSetup;
  readonly above: string;
}

function LanguageStep({ setup, above }: StepProps) {
  const { model, t, common } = useBroker();
  const next = (
    <Button kind="primary" onClick={() => setup.goTo("access")}>
      {common.next}
    </Button>
  );
  return (
    <Screen title={t.setup.languageTitle} above={above} actions={next}>
      {model.state.isEvicted ? <Banner kind="warn">{t.guard.evicted}</Banner> : null}
      <LanguageSwitch value={model.state.language} onChoose={(language) => void model.setLanguage(language)} />
      {model.state.isEvicted ? null : <p class="soft">{t.guard.maybeEvicted}</p>}
    </Screen>
  );
}

function AccessStep({ setup, above }: StepProps) {
  const { model, t, common, errors } = useBroker();
  const { accessText, failure } = setup.state;
  const next = (
    <Button kind="primary" onClick={() => setup.takeAccess()}>
      {common.next}
    </Button>
  );
  return (
    <Screen title={t.setup.accessTitle} above={above} actions={next} onBack={() => setup.back()}>
      <p>{t.setup.accessBody}</p>
      <FailureBanner failure={model.state.failure} />
      <Field
        label={t.setup.accessLabel}
        value={accessText}
        rows={6}
        isCode
        hint={t.meeting.keyboard}
        error={failure === null ? undefined : errors[failure]}
        onInput={(text) => setup.writeAccess(text)}
      />
      <h2>{t.carry.setup.offer}</h2>
      <Button icon="walk" onClick={() => setup.goTo("carry")}>
        {t.carry.setup.choose}
      </Button>
    </Screen>
  );
}

function CarryStep({ setup, above }: StepProps) {
  const { model, t, common } = useBroker();
  const c = t.carry.setup;
  const next = (
    <Button kind="primary" onClick={() => setup.takeCarrying()}>
      {common.next}
    </Button>
  );
  return (
    <Screen title={c.title} above={above} actions={next} onBack={() => setup.back()}>
      <FailureBanner failure={model.state.failure} />
      <p>{c.body}</p>
      <ul class="plain">
        {c.points.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <Banner kind="warn">{c.warning}</Banner>
    </Screen>
  );
}

function OwnStep({ setup, above }: StepProps) {
  const { t } = useBroker();
  const actions = (
    <>
      <Button kind="primary" onClick={() => setup.makeOwn()}>
        {t.setup.ownNew}
      </Button>
      <Button onClick={() => setup.goTo("own-pick")}>{t.setup.ownHave}</Button>
    </>
  );
  return (
    <Screen title={t.setup.ownTitle} above={above} actions={actions} onBack={() => setup.back()}>
      <p>{t.setup.ownBody}</p>
    </Screen>
  );
}

function OwnShowStep({ setup, above }: StepProps) {
  const { model, t } = useBroker();
  const list = useList(model.state.language);
  const { quiz } = setup.state;
  return (
    <Screen title={t.setup.ownShowTitle} above={above} onBack={() => setup.back()}>
      <p>{t.setup.ownShowBody}</p>
      {quiz === null || list === null ? null : <WordsQuiz model={quiz} list={list} onDone={() => setup.takeOwn(quiz.words)} />}
    </Screen>
  );
}

function OwnPickStep({ setup, above }: StepProps) {
  const { model, t, common } = useBroker();
  return (
    <Screen title={t.setup.ownPickTitle} above={above} onBack={() => setup.back()}>
      <PickerForm
        count={TIE_WORDS}
        language={model.state.language}
        busy={false}
        action={common.next}
        onLanguage={(language) => void model.setLanguage(language)}
        onWords={(words) => setup.takeOwn(words)}
      />
    </Screen>
  );
}

function LockStep({ setup, above }: StepProps) {
  const { model, t } = useBroker();
  const list = useList(model.state.language);
  const { quiz } = setup.state;
  const { busy } = model.state;
  return (
    <Screen title={t.setup.lockTitle} above={above} onBack={() => setup.back()}>
      <p>{setup.state.isCarrier ? t.carry.setup.lockBody : t.setup.lockBody}</p>
      {busy ? <Banner kind="info">{t.setup.making}</Banner> : null}
      {quiz === null || list === null || busy ? null : <WordsQuiz model={quiz} list={list} onDone={() => void setup.finish()} />}
      {busy || setup.state.isCarrier ? null : (
        <Button kind="quiet" onClick={() => setup.goTo("nothing")}>
          {t.guard.nothing.choose}
        </Button>
      )}
    </Screen>
  );
}

function NothingStep({ setup, above }: StepProps) {
  const { model, t, common } = useBroker();
  const { busy } = model.state;
  const begin = (
    <Button kind="primary" busy={busy} onClick={() => void setup.keepNothing()}>
      {busy ? common.working : t.guard.nothing.begin}
    </Button>
  );
  return (
    <Screen title={t.guard.nothing.title} above={above} actions={begin} onBack={() => setup.back()}>
      <p>{t.guard.nothing.body}</p>
      <ul class="plain">
        {t.guard.nothing.costs.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Screen>
  );
}
