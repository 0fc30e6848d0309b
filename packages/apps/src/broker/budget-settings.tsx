import { Choice } from "../ui/parts/field.tsx";
import { useBroker } from "./context.ts";

const BYTES = { letters: 8_192, voice: 49_152, voices: 131_072 } as const;
const SECONDS = ["10", "20", "30", "60"] as const;

/** What one exchange may cost: so many bytes each way, and so many seconds. */
export function BudgetSettings() {
  const { model, t } = useBroker();
  const { budget } = model.broker.state;
  const b = t.budget;
  const sizes = (["letters", "voice", "voices"] as const).map((value) => ({ value, text: b.bytes[value] }));
  const size = sizes.find(({ value }) => BYTES[value] === budget.bytesMax)?.value ?? "voice";
  const seconds = SECONDS.find((one) => Number(one) * 1_000 === budget.airMsMax) ?? "30";
  const set = (bytesMax: number, airMsMax: number) => void model.attempt(() => model.broker.setBudget({ bytesMax, airMsMax }));
  return (
    <>
      <h2>{b.title}</h2>
      <p>{b.body}</p>
      <Choice legend={b.bytesLegend} options={sizes} value={size} onChoose={(value) => set(BYTES[value], budget.airMsMax)} />
      <Choice
        legend={b.secondsLegend}
        options={SECONDS.map((value) => ({ value, text: b.seconds(value) }))}
        value={seconds}
        onChoose={(value) => set(budget.bytesMax, Number(value) * 1_000)}
      />
    </>
  );
}
