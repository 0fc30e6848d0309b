import type { WordLanguage } from "@ojak/core/words/words";
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { CommonTexts } from "../i18n/en/common.ts";
import type { errors } from "../i18n/en/errors.ts";
import { type Ui, UiContext } from "./context.ts";
import { formatOf } from "./format.ts";
import { tagOfLanguage } from "./language.ts";

interface FrameProps {
  readonly texts: { readonly common: CommonTexts; readonly errors: typeof errors };
  readonly language: WordLanguage;
  readonly children: ComponentChildren;
}

/** What surrounds every screen: language, formats, and the live region. */
export function AppFrame({ texts, language, children }: FrameProps) {
  const [said, announce] = useState("");
  const tag = tagOfLanguage(language);
  useEffect(() => {
    document.documentElement.lang = tag;
  }, [tag]);
  const ui = useMemo<Ui>(
    () => ({ ...texts, language, format: formatOf(language), nowMs: () => Date.now(), announce }),
    [texts, language],
  );
  return (
    <UiContext.Provider value={ui}>
      {children}
      <div class="unseen" role="status" aria-live="polite">
        {said}
      </div>
    </UiContext.Provider>
  );
}
