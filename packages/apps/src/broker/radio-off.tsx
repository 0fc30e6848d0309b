import { Banner } from "../ui/parts/banner.tsx";
import { useBroker } from "./context.ts";

/** After whatever was on the air: the radio is still on, and only he can switch it off. */
export function RadioOff() {
  const { t } = useBroker();
  return (
    <Banner kind="warn">
      <strong>{t.burst.radioOff}</strong>
    </Banner>
  );
}
