import { LETTER_TEXT_BYTES_MAX, TIE_WORDS } from "@ojak/core/limits";
import { useEffect, useState } from "preact/hooks";
import { Banner, FailureBanner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { Confirm } from "../ui/parts/confirm.tsx";
import { LetterField, textBytes } from "../ui/parts/letter-field.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { useStore } from "../ui/use-store.ts";
import { useBroker } from "./context.ts";
import { PickerForm } from "./picker-form.tsx";
import { RadioOff } from "./radio-off.tsx";
import { ReadingModel } from "./reading-model.ts";
import { useOnce } from "../ui/use-once.ts";

interface StepProps {
  readonly reading: ReadingModel;
}

/** What is said to her: on a courier's phone nothing goes out by itself, and nothing can be looked for. */
function useReading() {
  const around = useBroker();
  const r = around.model.courier === null ? around.t.reading : { ...around.t.reading, ...around.t.carry.reading };
  return { ...around, r };
}

/** A recipient's sitting: words, letters one at a time, an answer. Everything is forgotten when the screen is left. */
export function ReadingScreen() {
  const { model } = useBroker();
  const reading = useStore(useOnce(() => new ReadingModel(model, model.state.language)));
  useEffect(() => {
    const unhook = model.onLock(() => reading.close());
    return () => {
      unhook();
      reading.close();
    };
  }, [model, reading]);
  const { step, at } = reading.state;
  switch (step) {
    case "words":
    case "opening":
      return <WordsStep key="words" reading={reading} />;
    case "none":
      return <NoneStep key="none" reading={reading} />;
    case "letter":
      return <LetterStep key={`letter-${at}`} reading={reading} />;
    case "choice":
      return <ChoiceStep key="choice" reading={reading} />;
    case "reply":
      return <ReplyStep key="reply" reading={reading} />;
    case "over":
      return <OverStep key="over" reading={reading} />;
  }
}

function WordsStep({ reading }: StepProps) {
  const { model, t, r } = useReading();
  const { step, language } = reading.state;
  return (
    <Screen title={r.title} onBack={() => model.back()}>
      <FailureBanner failure={model.state.failure} />
      <p>{r.body}</p>
      <PickerForm
        count={TIE_WORDS}
        language={language}
        busy={step === "opening"}
        action={r.open}
        onLanguage={(chosen) => reading.setLanguage(chosen)}
        onWords={(words) => void reading.open(words)}
      >
        <p class="soft">{t.meeting.informer}</p>
      </PickerForm>
    </Screen>
  );
}

function NoneStep({ reading }: StepProps) {
  const { model, r } = useReading();
  const actions = (
    <>
      <Button kind="primary" onClick={() => reading.again()}>
        {r.again}
      </Button>
      {model.courier === null ? (
        <Button icon="exchange" busy={model.state.busy} onClick={() => void reading.seek()}>
          {r.seek}
        </Button>
      ) : null}
      <Button kind="quiet" onClick={() => reading.choose()}>
        {r.other}
      </Button>
    </>
  );
  return (
    <Screen title={r.none} actions={actions} onBack={() => model.back()}>
      {reading.state.sought && !model.state.busy ? <RadioOff /> : null}
      <FailureBanner failure={model.state.failure} />
      <p>{r.noneBody}</p>
      {model.courier === null ? <Banner kind="warn">{r.seekRadio}</Banner> : null}
    </Screen>
  );
}

function LetterStep({ reading }: StepProps) {
  const { r, format } = useReading();
  const { at, count, sought } = reading.state;
  const { letter } = reading;
  if (letter === undefined) return null;
  const next = (
    <Button kind="primary" onClick={() => reading.nextLetter()}>
      {at + 1 < count ? r.nextLetter : r.readAll}
    </Button>
  );
  return (
    <Screen title={at === 0 ? r.foundTitle(count) : r.letter(at + 1, count)} actions={next}>
      {sought && at === 0 ? <RadioOff /> : null}
      {letter.first ? <Banner kind="good">{r.first}</Banner> : null}
      <article class="paper" data-testid="letter" lang="">
        <p class="text">{letter.text}</p>
      </article>
      <p class="soft">{r.written(format.day(letter.day))}</p>
    </Screen>
  );
}

function ChoiceStep({ reading }: StepProps) {
  const { model, r } = useReading();
  const [isStopping, setStopping] = useState(false);
  const { replied, count } = reading.state;
  const { busy } = model.state;
  const actions = (
    <>
      {replied ? null : (
        <Button kind={count > 0 ? "primary" : "plain"} icon="letter" onClick={() => reading.beginReply()}>
          {r.reply}
        </Button>
      )}
      {count === 0 ? null : (
        <Button kind={replied ? "primary" : "plain"} busy={busy} onClick={() => void reading.finish()}>
          {r.finish}
        </Button>
      )}
      <Button onClick={() => reading.keep()}>{count === 0 ? r.leave : r.keep}</Button>
      <Button kind="danger" onClick={() => setStopping(true)}>
        {r.stop}
      </Button>
    </>
  );
  return (
    <Screen title={r.choiceTitle} actions={actions} onBack={count === 0 ? undefined : () => reading.readAgain()}>
      <FailureBanner failure={model.state.failure} />
      {replied ? <Banner kind="good">{r.replied}</Banner> : null}
      {count === 0 ? null : <p>{r.finishBody}</p>}
      {count === 0 ? null : <p class="soft">{r.keepBody}</p>}
      {isStopping ? (
        <Confirm
          title={r.stopTitle}
          body={r.stopBody}
          confirm={r.stopConfirm}
          busy={busy}
          onConfirm={() => void reading.stop()}
          onCancel={() => setStopping(false)}
        />
      ) : null}
    </Screen>
  );
}

function ReplyStep({ reading }: StepProps) {
  const { model, t, r } = useReading();
  const { replyText } = reading.state;
  const count = textBytes(replyText);
  const send = (
    <Button
      kind="primary"
      busy={model.state.busy}
      disabled={count === 0 || count > LETTER_TEXT_BYTES_MAX}
      onClick={() => void reading.reply()}
    >
      {r.replySend}
    </Button>
  );
  return (
    <Screen title={r.replyTitle} actions={send} onBack={() => reading.choose()}>
      <FailureBanner failure={model.state.failure} />
      {reading.hasCard ? null : <Banner kind="info">{r.noCard}</Banner>}
      <LetterField label={r.replyLabel} value={replyText} onInput={(text) => reading.writeReply(text)} />
      <p class="soft">{t.meeting.keyboard}</p>
    </Screen>
  );
}

function OverStep({ reading }: StepProps) {
  const { model, t, r } = useReading();
  const { end } = reading.state;
  const home = (
    <Button kind="primary" onClick={() => model.home()}>
      {t.burst.home}
    </Button>
  );
  return (
    <Screen title={r.gone} actions={home}>
      <p data-testid="sitting-end" data-end={end}>
        {end === "stopped" ? r.stopped : end === "kept" ? r.kept : r.read}
      </p>
    </Screen>
  );
}
