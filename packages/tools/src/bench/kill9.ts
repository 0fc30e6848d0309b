import { type Kill9Tally, runKill9 } from "@ojak/hub/test/kill9";

const CLIENTS = 16;

/** Kills a loaded hub with SIGKILL `rounds` times; `onRound` hears of each. In the end every reader has emptied his drop: only then does `lost` mean lost. */
export function killRounds(rounds: number, onRound: (round: number, acknowledged: number) => void): Promise<Kill9Tally> {
  return runKill9({ rounds, clients: CLIENTS, onProgress: (tally) => onRound(tally.rounds, tally.acknowledged) });
}
