import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { packageFile } from "../child.ts";
import { defineCommand } from "../command.ts";

/** Looks for what a seized phone would tell: a day's use in a real browser and a search of its whole profile; with `--random`, for patterns in vaults. */
export const forensics = defineCommand({
  name: "forensics",
  summary: "use the broker's app for a day in a real browser, then search its whole profile for what was said and done",
  options: {
    random: {
      type: "boolean",
      help: "instead: look for patterns in vaults by Debian's ent and dieharder (installs them; minutes)",
    },
  },
  run: ({ random }, _positionals, io) => {
    const program = random ? ["sh", "../scripts/random.sh"] : [process.execPath, "../scripts/test.ts", "browser/forensics"];
    const [run = "", file = "", ...args] = program;
    const child = spawn(run, [fileURLToPath(packageFile(file)), ...args], {
      stdio: "inherit",
      env: { ...io.env },
      signal: io.signal,
    });
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? 1));
    });
  },
});
