import { wordAt } from "@ojak/core/words/words";
import { useRef } from "preact/hooks";
import { useUi } from "../context.ts";
import { tagOfLanguage } from "../language.ts";
import type { PickerList } from "../picker/lists.ts";
import type { PickerModel } from "../picker/picker-model.ts";
import { useStore } from "../use-store.ts";
import { Button } from "./button.tsx";

/** Words chosen by tapping, never on the phone's keyboard: what was chosen above, what can be tapped below. */
export function WordPicker({ model, list }: { model: PickerModel; list: PickerList }) {
  const { common } = useUi();
  const { state, isFull, count } = useStore(model);
  const prompt = useRef<HTMLHeadingElement>(null);
  // After each tap the grid is another one: the focus goes to the prompt above it, so that a keyboard or a screen reader goes on from there.
  const then = (step: () => void) => () => {
    step();
    prompt.current?.focus({ preventScroll: true });
  };
  return (
    <div class="picker">
      <ChosenWords model={model} list={list} />
      <h2 class="prompt" tabIndex={-1} ref={prompt}>
        {isFull ? common.picker.full : common.picker.ask(state.chosen.length + 1, count)}
        {isFull ? null : <span class="hint">{promptOf(model, list, common.picker)}</span>}
      </h2>
      {isFull ? null : <Grid model={model} list={list} then={then} />}
      <div class="row">
        {state.group === null ? null : (
          <Button kind="quiet" icon="back" onClick={then(() => model.goUp())}>
            {common.picker.up}
          </Button>
        )}
        {state.chosen.length === 0 ? null : (
          <Button kind="quiet" icon="bad" onClick={then(() => model.removeLast())}>
            {common.picker.removeLast}
          </Button>
        )}
      </div>
    </div>
  );
}

function ChosenWords({ model, list }: { model: PickerModel; list: PickerList }) {
  const { common } = useUi();
  const places = Array.from({ length: model.count }, (_, place) => model.state.chosen[place]);
  return (
    <ol class={`chips of-${model.count}`} aria-label={common.picker.chosen}>
      {places.map((index, place) => (
        <li
          key={place}
          class={index === undefined ? "empty" : ""}
          lang={index === undefined ? undefined : tagOfLanguage(list.language)}
        >
          {index === undefined ? <span class="unseen">{common.picker.empty}</span> : wordAt(list.words, index)}
        </li>
      ))}
    </ol>
  );
}

function Grid({ model, list, then }: { model: PickerModel; list: PickerList; then(step: () => void): () => void }) {
  const { group, part } = model.state;
  const level = part !== null ? "words" : group !== null ? "parts" : "groups";
  const buttons =
    part !== null
      ? part.words.map((word) => ({ key: String(word.index), text: word.text, step: () => model.choose(word.index) }))
      : group !== null
        ? group.parts.map((one) => ({ key: one.label, text: one.label, step: () => model.openPart(one) }))
        : list.groups.map((one) => ({ key: one.label, text: one.label, step: () => model.openGroup(one) }));
  return (
    <div class={`grid ${level}`} lang={tagOfLanguage(list.language)}>
      {buttons.map(({ key, text, step }) => (
        <button key={`${level}-${key}`} type="button" class="key" onClick={then(step)}>
          {text}
        </button>
      ))}
    </div>
  );
}

function promptOf({ state }: PickerModel, { language }: PickerList, texts: ReturnType<typeof useUi>["common"]["picker"]): string {
  if (state.part !== null) return texts.word;
  return state.group === null ? texts.first[language] : texts.second[language];
}
