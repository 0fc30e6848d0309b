import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { BrokerTexts } from "../i18n/en/broker.ts";
import { type Ui, useUi } from "../ui/context.ts";
import { useStore } from "../ui/use-store.ts";
import type { BrokerModel } from "./model.ts";

interface BrokerAround {
  readonly model: BrokerModel;
  readonly t: BrokerTexts;
}

export const BrokerContext = createContext<BrokerAround | null>(null);

/** The view-model, the broker's texts and the general surroundings; draws again when the view-model changes. */
export function useBroker(): BrokerAround & Ui {
  const around = useContext(BrokerContext);
  if (around === null) throw new Error("defect: no broker app around this screen");
  useStore(around.model);
  return { ...around, ...useUi() };
}
