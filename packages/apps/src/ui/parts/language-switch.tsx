import type { WordLanguage } from "@ojak/core/words/words";
import { useUi } from "../context.ts";
import { LANGUAGE_NAMES, LANGUAGES } from "../language.ts";
import { Choice } from "./field.tsx";

interface LanguageProps {
  readonly value: WordLanguage;
  onChoose(language: WordLanguage): void;
}

/** Three languages in a row, each in its own letters. */
export function LanguageSwitch({ value, onChoose }: LanguageProps) {
  const { common } = useUi();
  return (
    <div class="languages" role="group" aria-label={common.language}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          class="button quiet"
          lang={LANGUAGE_NAMES[language].tag}
          aria-pressed={language === value ? "true" : "false"}
          onClick={() => onChoose(language)}
        >
          <span>{LANGUAGE_NAMES[language].name}</span>
        </button>
      ))}
    </div>
  );
}

/** The same as a question with a legend: for the language of words, which may differ from the screen's. */
export function LanguageChoice({ legend, value, onChoose }: LanguageProps & { legend: string }) {
  const options = LANGUAGES.map((language) => ({
    value: language,
    text: LANGUAGE_NAMES[language].name,
    lang: LANGUAGE_NAMES[language].tag,
  }));
  return <Choice legend={legend} options={options} value={value} onChoose={onChoose} />;
}
