import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { packageFile } from "../../cli/child.ts";
import { askVillage, setUp } from "./hub-side.ts";
import { syncInBrowser } from "./phone-side.ts";
import { surroundings } from "./surroundings.ts";

/** The benchmark's peer `ojak-web`: the burst button of the broker's app in Chromium. The verbs are those of the benchmark's README. */
async function main(verb: string | undefined, folder = ""): Promise<void> {
  if (verb === "install") install();
  if (verb === "setup") await setUp(surroundings(process.env));
  if (verb === "stage" || verb === "collect") await askVillage(surroundings(process.env), verb, folder);
  if (verb === "teardown") await askVillage(surroundings(process.env), "end");
  if (verb === "sync") await syncInBrowser(surroundings(process.env), folder);
}

/** Chromium from Debian's packages, and the apps as they are shipped. */
function install(): void {
  for (const [command, ...args] of [
    ["sh", fileURLToPath(packageFile("../scripts/ready.sh")), "--browser"],
    [process.execPath, fileURLToPath(packageFile("apps/build.ts"))],
  ]) {
    const { status } = spawnSync(command ?? "", args, { stdio: "inherit" });
    if (status !== 0) throw new Error(`${command} ended with ${status}`);
  }
}

await main(process.argv[2], process.argv[3]);
