import type { WordLanguage } from "@ojak/core/words/words";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { CommonTexts } from "../i18n/en/common.ts";
import type { errors } from "../i18n/en/errors.ts";
import type { Format } from "./format.ts";

/** What every part of the screen may need: texts, dates, and a voice for screen readers. */
export interface Ui {
  readonly common: CommonTexts;
  readonly errors: typeof errors;
  readonly language: WordLanguage;
  readonly format: Format;
  nowMs(): number;
  /** Says something to screen readers without moving the focus. */
  announce(text: string): void;
}

export const UiContext = createContext<Ui | null>(null);

/** The surroundings of a part. Throws outside of an app. */
export function useUi(): Ui {
  const ui = useContext(UiContext);
  if (ui === null) throw new Error("defect: no app around this part");
  return ui;
}
