import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { FamilyTexts } from "../i18n/en/family.ts";
import { type Ui, useUi } from "../ui/context.ts";
import { useStore } from "../ui/use-store.ts";
import type { FamilyModel } from "./model.ts";

interface FamilyAround {
  readonly model: FamilyModel;
  readonly t: FamilyTexts;
}

export const FamilyContext = createContext<FamilyAround | null>(null);

/** The view-model, the family's texts and the general surroundings; draws again when the view-model changes. */
export function useFamily(): FamilyAround & Ui {
  const around = useContext(FamilyContext);
  if (around === null) throw new Error("defect: no family app around this screen");
  useStore(around.model);
  return { ...around, ...useUi() };
}
