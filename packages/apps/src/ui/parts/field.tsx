import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
  /** Several lines, as many as this. */
  readonly rows?: number;
  /** For codes: letters of one width. */
  readonly isCode?: boolean;
  readonly lang?: string;
  onInput(text: string): void;
}

/** A text field with its label above, a hint and a reason when something is wrong. Nothing of it is remembered, corrected or sent to a checker. */
export function Field({ label, value, hint, error, rows, isCode = false, lang, onInput }: FieldProps) {
  const id = useId();
  const shared = {
    id,
    value,
    lang,
    class: isCode ? "code" : "",
    autocomplete: "off",
    autocorrect: "off",
    autocapitalize: "off" as const,
    spellcheck: false,
    "aria-describedby": `${id}-hint ${id}-error`,
    "aria-invalid": error === undefined ? undefined : ("true" as const),
    onInput: (event: { readonly currentTarget: { readonly value: string } }) => onInput(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {rows === undefined ? <input type="text" {...shared} /> : <textarea rows={rows} {...shared} />}
      <div class="hint" id={`${id}-hint`}>
        {hint}
      </div>
      <div class="error" id={`${id}-error`} aria-live="polite">
        {error}
      </div>
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  readonly legend: string;
  readonly options: readonly { readonly value: Value; readonly text: string; readonly lang?: string }[];
  readonly value: Value | null;
  onChoose(value: Value): void;
}

/** A few options as radio buttons, each a whole line to tap. */
export function Choice<Value extends string>({ legend, options, value, onChoose }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} lang={option.lang}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChoose(option.value)} />
          <span>{option.text}</span>
        </label>
      ))}
    </fieldset>
  );
}
