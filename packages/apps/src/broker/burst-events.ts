import type { BurstEvents } from "@ojak/client/broker/burst";
import type { BrokerPorts, BurstView } from "./model-state.ts";

/** What a screen shows while an exchange runs. It says that the radio may go off before the work begins that would keep it from saying so. */
export function burstEvents(ports: BrokerPorts, show: (change: Partial<BurstView>) => void): BurstEvents {
  return {
    onBytes: (downBytes) => show({ downBytes }),
    async onQuiet() {
      show({ step: "quiet" });
      await ports.painted();
    },
  };
}
