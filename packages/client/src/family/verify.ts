import type { Ports } from "../ports.ts";
import { queueMeeting, sealContactAgain } from "./contact.ts";
import { sealForWay } from "./sealing.ts";
import { askSpare } from "./second-way.ts";
import type { FamilyState, Tie } from "./state.ts";

/**
 * She says that she has checked who it is that came back: whatever waited for that is sealed for him now. Nothing else can say it: a key, a
 * burst or an answer come from whoever holds his phone, or his words.
 */
export async function markChecked(ports: Ports, state: FamilyState, tie: Tie): Promise<void> {
  const { broker, spare } = tie;
  if (spare !== null && spare.broker.backDay !== null) {
    spare.broker.backDay = null;
    if (spare.stage === "asked") await askSpare(ports, state, tie, spare);
  }
  if (broker.backDay === null) return;
  broker.backDay = null;
  if (tie.contact !== null) await sealContactAgain(ports, state, tie);
  // He accepted meanwhile, and the routing lines waited.
  if (tie.stage === "accepted") await queueMeeting(ports, state, tie);
  await sealForWay(ports, state, tie);
}
