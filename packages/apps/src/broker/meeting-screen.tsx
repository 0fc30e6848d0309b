import { TIE_WORDS } from "@ojak/core/limits";
import { Banner, FailureBanner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { Field } from "../ui/parts/field.tsx";
import { LanguageChoice } from "../ui/parts/language-switch.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { WordsQuiz } from "../ui/parts/words-quiz.tsx";
import { useList } from "../ui/use-list.ts";
import { useStore } from "../ui/use-store.ts";
import { useBroker } from "./context.ts";
import { MeetingModel } from "./meeting-model.ts";
import { PickerForm } from "./picker-form.tsx";
import { useOnce } from "../ui/use-once.ts";

interface StepProps {
  readonly meeting: MeetingModel;
  back(): void;
}

/** A first meeting: two questions, six words. */
export function MeetingScreen({ id }: { id: string }) {
  const { model } = useBroker();
  const request = useOnce(() => model.broker.requests().find((one) => one.id === id));
  const meeting = useStore(useOnce(() => new MeetingModel(model, id, request?.language ?? model.state.language)));
  const { step } = meeting.state;
  const back = () => {
    if (!meeting.back()) model.back();
  };
  switch (step) {
    case "answers":
      return <AnswersStep key={step} meeting={meeting} back={back} questions={request?.questions ?? ["", ""]} />;
    case "choose":
      return <ChooseStep key={step} meeting={meeting} back={back} />;
    case "show":
      return <ShowStep key={step} meeting={meeting} back={back} />;
    case "pick":
      return <PickStep key={step} meeting={meeting} back={back} />;
    case "done":
      return <DoneStep key={step} />;
  }
}

function AnswersStep({ meeting, back, questions }: StepProps & { questions: readonly [string, string] }) {
  const { model, t, common } = useBroker();
  const { answers, tried } = meeting.state;
  const next = (
    <Button kind="primary" onClick={() => meeting.takeAnswers()}>
      {common.next}
    </Button>
  );
  return (
    <Screen title={t.meeting.askTitle} actions={next} onBack={back}>
      <FailureBanner failure={model.state.failure} />
      <p>{t.meeting.askBody}</p>
      {([0, 1] as const).map((place) => (
        <div class="pair" key={place}>
          <p class="question" lang="">
            {questions[place]}
          </p>
          <Field
            label={t.meeting.answer(place + 1)}
            value={answers[place]}
            hint={t.meeting.keyboard}
            error={tried && meeting.isUnusable(place) ? t.meeting.answerMissing : undefined}
            onInput={(text) => meeting.writeAnswer(place, text)}
          />
        </div>
      ))}
      <p class="soft">{t.meeting.nobodyHere}</p>
    </Screen>
  );
}

function ChooseStep({ meeting, back }: StepProps) {
  const { t } = useBroker();
  const actions = (
    <>
      <Button kind="primary" onClick={() => meeting.makeWords()}>
        {t.meeting.makeWords}
      </Button>
      <Button onClick={() => meeting.haveWords()}>{t.meeting.haveWords}</Button>
    </>
  );
  return (
    <Screen title={t.meeting.wordsTitle} actions={actions} onBack={back}>
      <p>{t.meeting.wordsBody}</p>
      <LanguageChoice
        legend={t.meeting.language}
        value={meeting.state.language}
        onChoose={(language) => meeting.setLanguage(language)}
      />
      <Banner kind="warn">{t.meeting.informer}</Banner>
    </Screen>
  );
}

function ShowStep({ meeting, back }: StepProps) {
  const { model, t } = useBroker();
  const { quiz, language } = meeting.state;
  const list = useList(language);
  const { busy } = model.state;
  return (
    <Screen title={t.meeting.showTitle} onBack={back}>
      <p>{t.meeting.showBody}</p>
      {busy ? <p role="status">{t.meeting.sealing}</p> : null}
      {quiz === null || list === null || busy ? null : (
        <WordsQuiz model={quiz} list={list} onDone={() => void meeting.finish(quiz.words)} />
      )}
    </Screen>
  );
}

function PickStep({ meeting, back }: StepProps) {
  const { model, t } = useBroker();
  const { busy } = model.state;
  return (
    <Screen title={t.meeting.pickTitle} onBack={back}>
      <PickerForm
        count={TIE_WORDS}
        language={meeting.state.language}
        busy={busy}
        action={t.meeting.save}
        onLanguage={(language) => meeting.setLanguage(language)}
        onWords={(words) => void meeting.finish(words)}
      >
        <p class="soft">{t.meeting.informer}</p>
      </PickerForm>
    </Screen>
  );
}

function DoneStep() {
  const { model, t } = useBroker();
  const home = (
    <Button kind="primary" onClick={() => model.home()}>
      {t.burst.home}
    </Button>
  );
  return (
    <Screen title={t.meeting.doneTitle} actions={home}>
      <Banner kind="good">{t.meeting.doneBody}</Banner>
    </Screen>
  );
}
