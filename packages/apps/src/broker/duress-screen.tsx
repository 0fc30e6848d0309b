import { Banner, FailureBanner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { Field } from "../ui/parts/field.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { WordsQuiz } from "../ui/parts/words-quiz.tsx";
import { useList } from "../ui/use-list.ts";
import { useOnce } from "../ui/use-once.ts";
import { useStore } from "../ui/use-store.ts";
import { useBroker } from "./context.ts";
import { DuressModel } from "./duress-model.ts";

interface StepProps {
  readonly duress: DuressModel;
  readonly isFirst: boolean;
}

/** Four other words for when he is forced: what they do, what they show, and the words. The same in whatever was opened. */
export function DuressScreen({ isFirst }: { isFirst: boolean }) {
  const { model } = useBroker();
  const duress = useStore(useOnce(() => new DuressModel(model)));
  switch (duress.state.step) {
    case "offer":
      return <Offer key="offer" duress={duress} isFirst={isFirst} />;
    case "notes":
      return <Notes key="notes" duress={duress} isFirst={isFirst} />;
    case "words":
      return <Words key="words" duress={duress} isFirst={isFirst} />;
  }
}

function Offer({ duress, isFirst }: StepProps) {
  const { model, t } = useBroker();
  const d = t.guard.duress;
  const actions = (
    <>
      <Button kind="primary" onClick={() => duress.goTo("notes")}>
        {d.set}
      </Button>
      {isFirst ? <Button onClick={() => model.home()}>{d.later}</Button> : null}
    </>
  );
  return (
    <Screen title={d.title} actions={actions} onBack={isFirst ? undefined : () => model.back()}>
      {d.body.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <h2>{d.cannotTitle}</h2>
      <ul class="plain">
        {d.cannot.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Screen>
  );
}

function Notes({ duress }: StepProps) {
  const { model, t, common } = useBroker();
  const { notes, problem } = duress.state;
  const d = t.guard.duress;
  const next = (
    <Button kind="primary" onClick={() => duress.takeNotes()}>
      {common.next}
    </Button>
  );
  return (
    <Screen title={d.notesTitle} actions={next} onBack={() => duress.goTo("offer")}>
      <FailureBanner failure={model.state.failure} />
      <p>{d.notesBody}</p>
      <Banner kind="warn">{d.notesWarning}</Banner>
      {([0, 1] as const).map((place) => (
        <Field
          key={place}
          label={d.note(place + 1)}
          value={notes[place]}
          rows={2}
          hint={place === 0 ? t.meeting.keyboard : d.noteOptional}
          error={place === 0 && problem !== null ? d.problems[problem] : undefined}
          onInput={(text) => duress.write(place, text)}
        />
      ))}
    </Screen>
  );
}

function Words({ duress }: StepProps) {
  const { model, t, common, announce } = useBroker();
  const list = useList(model.state.language);
  const { quiz } = duress.state;
  const { busy } = model.state;
  const d = t.guard.duress;
  const finish = async () => {
    if (!(await duress.finish())) return;
    announce(d.done);
    model.home();
  };
  return (
    <Screen title={d.wordsTitle} onBack={() => duress.goTo("notes")}>
      <p>{d.wordsBody}</p>
      {busy ? <Banner kind="info">{common.working}</Banner> : null}
      {quiz === null || list === null || busy ? null : <WordsQuiz model={quiz} list={list} onDone={() => void finish()} />}
    </Screen>
  );
}
