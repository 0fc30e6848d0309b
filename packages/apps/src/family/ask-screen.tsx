import { normaliseAnswer } from "@ojak/core/contact/answers";
import { FailureBanner } from "../ui/parts/banner.tsx";
import { Button } from "../ui/parts/button.tsx";
import { Field } from "../ui/parts/field.tsx";
import { LanguageChoice } from "../ui/parts/language-switch.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { LANGUAGE_NAMES } from "../ui/language.ts";
import { useStore } from "../ui/use-store.ts";
import { AskModel } from "./ask-model.ts";
import { useFamily } from "./context.ts";
import { useOnce } from "../ui/use-once.ts";

const STEPS = ["where", "questions", "review"] as const;

/** The request of a first contact: where, two questions, a look over it. */
export function AskScreen({ tieId }: { tieId: string }) {
  const { model, t, common, announce } = useFamily();
  const ask = useStore(useOnce(() => new AskModel(model.state.language)));
  const { step } = ask.state;
  const send = async () => {
    const sealed = await model.attempt(() => model.family.ask(tieId, ask.input).then(() => true));
    if (sealed !== true) return;
    model.replace({ at: "tie", tieId });
    announce(t.ask.sealed);
  };
  const isReview = step === "review";
  const actions = (
    <Button kind="primary" busy={model.state.busy} onClick={() => (isReview ? void send() : ask.next())}>
      {isReview ? t.ask.send : common.next}
    </Button>
  );
  const titles = { where: t.ask.whereTitle, questions: t.ask.questionsTitle, review: t.ask.reviewTitle };
  return (
    <Screen
      key={step}
      title={titles[step]}
      above={common.stepOf(STEPS.indexOf(step) + 1, STEPS.length)}
      actions={actions}
      onBack={() => (ask.back() ? undefined : model.back())}
    >
      <FailureBanner failure={model.state.failure} />
      {step === "where" ? <WhereStep ask={ask} /> : null}
      {step === "questions" ? <QuestionsStep ask={ask} /> : null}
      {step === "review" ? <ReviewStep ask={ask} /> : null}
    </Screen>
  );
}

function WhereStep({ ask }: { ask: AskModel }) {
  const { t } = useFamily();
  const { where, routing } = ask.state;
  const { weaknesses } = ask;
  const weakWhere = ask.shown(where, weaknesses.where);
  const weakRouting = ask.shown(routing, weaknesses.routing);
  return (
    <>
      <Field
        label={t.ask.where}
        value={where}
        rows={2}
        hint={t.ask.whereHint}
        error={weakWhere === undefined ? undefined : t.ask.weakRouting[weakWhere]}
        onInput={(text) => ask.write({ where: text })}
      />
      <Field
        label={t.ask.routing}
        value={routing}
        rows={2}
        hint={t.ask.routingHint}
        error={weakRouting === undefined ? undefined : t.ask.weakRouting[weakRouting]}
        onInput={(text) => ask.write({ routing: text })}
      />
    </>
  );
}

function QuestionsStep({ ask }: { ask: AskModel }) {
  const { t } = useFamily();
  return (
    <>
      <p>{t.ask.questionsBody}</p>
      <QuestionFields ask={ask} place={0} />
      <QuestionFields ask={ask} place={1} />
      <p class="soft">{t.ask.comparedHint}</p>
      <LanguageChoice legend={t.ask.language} value={ask.state.language} onChoose={(language) => ask.write({ language })} />
    </>
  );
}

function QuestionFields({ ask, place }: { ask: AskModel; place: 0 | 1 }) {
  const { t } = useFamily();
  const question = ask.state.questions[place];
  const answer = ask.state.answers[place];
  const { weaknesses } = ask;
  const weakQuestion = ask.shown(question, weaknesses.questions[place]);
  const weakAnswer = ask.state.tried || answer.trim() !== "" ? weaknesses.answers[place] : undefined;
  const plain = normaliseAnswer(answer);
  return (
    <div class="pair">
      <Field
        label={t.ask.question(place + 1)}
        value={question}
        error={weakQuestion === undefined ? undefined : t.ask.weakQuestion[weakQuestion]}
        onInput={(text) => ask.writeQuestion(place, text)}
      />
      <Field
        label={t.ask.answer(place + 1)}
        value={answer}
        hint={plain === "" ? "" : [t.ask.compared, ": ", <strong key="plain">{plain}</strong>]}
        error={weakAnswer === undefined ? undefined : t.ask.weakAnswer[weakAnswer]}
        onInput={(text) => ask.writeAnswer(place, text)}
      />
    </div>
  );
}

function ReviewStep({ ask }: { ask: AskModel }) {
  const { t } = useFamily();
  const { where, routing, questions, answers, language } = ask.state;
  return (
    <>
      <p>{t.ask.reviewBody}</p>
      <dl class="review">
        <dt>{t.ask.before}</dt>
        <dd>{where}</dd>
        <dt>{t.ask.after}</dt>
        <dd>{routing}</dd>
        {questions.map((question, place) => (
          <dd key={`question-${place}`}>{question}</dd>
        ))}
        <dt>{t.ask.hidden}</dt>
        {answers.map((answer, place) => (
          <dd key={`answer-${place}`}>{normaliseAnswer(answer)}</dd>
        ))}
        <dt>{t.ask.language}</dt>
        <dd lang={LANGUAGE_NAMES[language].tag}>{LANGUAGE_NAMES[language].name}</dd>
      </dl>
    </>
  );
}
