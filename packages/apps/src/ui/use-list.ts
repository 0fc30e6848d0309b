import type { WordLanguage } from "@ojak/core/words/words";
import { useEffect, useState } from "preact/hooks";
import { loadPickerList, type PickerList } from "./picker/lists.ts";

/** The word list of a language, or null until it is there. */
export function useList(language: WordLanguage): PickerList | null {
  const [list, setList] = useState<PickerList | null>(null);
  useEffect(() => {
    let isWanted = true;
    void loadPickerList(language).then((loaded) => {
      if (isWanted) setList(loaded);
    });
    return () => {
      isWanted = false;
    };
  }, [language]);
  return list?.language === language ? list : null;
}
