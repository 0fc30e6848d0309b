import { wordAt } from "@ojak/core/words/words";
import { useEffect, useRef } from "preact/hooks";
import { useUi } from "../context.ts";
import { tagOfLanguage } from "../language.ts";
import type { PickerList } from "../picker/lists.ts";
import type { QuizModel } from "../quiz-model.ts";
import { useStore } from "../use-store.ts";
import { Banner } from "./banner.tsx";
import { Button } from "./button.tsx";

/** Words to be learnt, numbered, large. */
export function WordsShown({ words, list }: { words: readonly number[]; list: PickerList }) {
  return (
    <ol class="words" data-testid="words" lang={tagOfLanguage(list.language)}>
      {words.map((index, place) => (
        <li key={place} data-word={index}>
          {wordAt(list.words, index)}
        </li>
      ))}
    </ol>
  );
}

/** Shows words once and then asks for them, until they are known. `onDone` is called when the last question was answered. */
export function WordsQuiz({ model, list, onDone }: { model: QuizModel; list: PickerList; onDone(): void }) {
  const { common } = useUi();
  const { state } = useStore(model);
  if (state.step === "done") return <p>{common.working}</p>;
  if (state.step === "ask") return <Question model={model} list={list} onDone={onDone} />;
  return (
    <>
      {state.missed ? <Banner kind="warn">{common.quiz.missed}</Banner> : null}
      <WordsShown words={model.words} list={list} />
      <div class="actions">
        <Button kind="primary" onClick={() => model.begin()}>
          {common.quiz.known}
        </Button>
      </div>
    </>
  );
}

function Question({ model, list, onDone }: { model: QuizModel; list: PickerList; onDone(): void }) {
  const { common } = useUi();
  const { state, place } = model;
  const answer = (index: number) => {
    model.answer(index);
    if (model.state.step === "done") onDone();
  };
  const prompt = useRef<HTMLHeadingElement>(null);
  useEffect(() => prompt.current?.focus({ preventScroll: true }), [state.at, state.round]);
  return (
    <div class="picker">
      <p>{state.round === 0 ? common.quiz.inOrder : common.quiz.mixed}</p>
      <progress
        max={model.words.length * model.rounds}
        value={state.round * model.words.length + state.at}
        aria-label={common.quiz.inOrder}
      />
      <h2 class="prompt" tabIndex={-1} ref={prompt} data-testid="quiz" data-place={place}>
        {common.quiz.ask(place + 1)}
      </h2>
      <div class="grid words" lang={tagOfLanguage(list.language)}>
        {state.candidates.map((index) => (
          <button
            key={`${state.round}-${state.at}-${index}`}
            type="button"
            class="key"
            data-word={index}
            onClick={() => answer(index)}
          >
            {wordAt(list.words, index)}
          </button>
        ))}
      </div>
      <div class="row">
        <Button kind="quiet" icon="back" onClick={() => model.showAgain()}>
          {common.quiz.showAgain}
        </Button>
      </div>
    </div>
  );
}
