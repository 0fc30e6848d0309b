import { openBroker } from "@ojak/client/broker/app";
import { nodePorts } from "../../platform/ports.ts";
import { askVillage, setUp } from "./hub-side.ts";
import { PASSPHRASE } from "./people.ts";
import { readLetters, sealReplies } from "./recipients.ts";
import { surroundings } from "./surroundings.ts";

/** The benchmark's peer `ojak`: a broker's burst from the command line. The verbs are those of the benchmark's README. */
async function main(verb: string | undefined, folder = ""): Promise<void> {
  if (verb === "setup") await setUp(surroundings(process.env));
  if (verb === "stage" || verb === "collect") await askVillage(surroundings(process.env), verb, folder);
  if (verb === "teardown") await askVillage(surroundings(process.env), "end");
  if (verb === "sync") await sync(folder);
}

async function sync(folder: string): Promise<void> {
  const where = surroundings(process.env);
  const ports = nodePorts(where.vaultPath, { nowMs: () => Date.now() });
  const broker = await openBroker(ports, PASSPHRASE);
  await sealReplies(broker, folder);
  const { complete } = await broker.burst();
  await readLetters(broker, folder);
  broker.lock();
  if (!complete) throw new Error("the burst was cut");
}

await main(process.argv[2], process.argv[3]);
