import { killRounds } from "../../bench/kill9.ts";
import type { Io } from "../command.ts";

/** Prints what a hub that is killed again and again loses; the exit code is 1 when it lost or doubled anything. */
export async function runKills(rounds: number, json: boolean, io: Io): Promise<number> {
  const tally = await killRounds(rounds, (round, acknowledged) =>
    io.err(`killed ${round} of ${rounds}, ${acknowledged} parcels acknowledged`),
  );
  io.out(
    json
      ? JSON.stringify(tally)
      : `${tally.acknowledged} acknowledged, ${tally.delivered} delivered, ${tally.lost} lost, ${tally.returned} delivered twice`,
  );
  return tally.lost === 0 && tally.returned === 0 ? 0 : 1;
}
