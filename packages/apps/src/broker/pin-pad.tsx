import { PIN_DIGITS_MAX, PIN_DIGITS_MIN } from "@ojak/core/limits";
import { useState } from "preact/hooks";
import { Button } from "../ui/parts/button.tsx";
import { useBroker } from "./context.ts";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

/** Digits on the screen's own pad, never on the phone's keyboard. What was tapped shows as dots only. */
export function PinPad({ action, onPin }: { action: string; onPin(pin: string): void }) {
  const { t } = useBroker();
  const [pin, setPin] = useState("");
  const p = t.guard.pin;
  const tap = (digit: string) => setPin(pin.length < PIN_DIGITS_MAX ? pin + digit : pin);
  const take = () => {
    setPin("");
    onPin(pin);
  };
  const key = (digit: string) => (
    <button key={digit} type="button" class="key" onClick={() => tap(digit)}>
      {digit}
    </button>
  );
  return (
    <div class="pin">
      <p class="dots" role="status" aria-label={p.count(pin.length)} data-testid="pin-dots">
        {"●".repeat(pin.length)}
      </p>
      <div class="pad" role="group" aria-label={p.pad}>
        {KEYS.map(key)}
        <button type="button" class="key" aria-label={p.remove} onClick={() => setPin(pin.slice(0, -1))}>
          ⌫
        </button>
        {key("0")}
      </div>
      <div class="actions">
        <Button kind="primary" disabled={pin.length < PIN_DIGITS_MIN} onClick={take}>
          {action}
        </Button>
      </div>
    </div>
  );
}
