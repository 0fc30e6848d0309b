import { resolve } from "node:path";
import { start as startAll } from "../../start/start.ts";
import { packageFile, runEntry } from "../child.ts";
import { defineCommand, integerOption } from "../command.ts";

const PORT_MAX = 65_535;

/** What `npm start` runs: builds the apps if needed, then hub, apps and the guided demonstration. */
export const start = defineCommand({
  name: "start",
  summary: "build what is missing, then run hub and apps here, with a guided demonstration on an empty store",
  options: {
    port: { type: "string", value: "N", help: "the apps' port (else $PORT, else 8600); 0 takes any free one" },
    "hub-port": { type: "string", value: "N", help: "the hub's port (else $OJAK_HUB_PORT, else 8700)" },
    data: { type: "string", value: "FOLDER", help: "what must be kept goes here (else $OJAK_DATA, else ./data)" },
  },
  run: async ({ port, "hub-port": hubPort, data }, _positionals, io) => {
    const options = {
      folder: resolve(data ?? io.env["OJAK_DATA"] ?? "./data"),
      host: "127.0.0.1",
      port: integerOption("port", port ?? io.env["PORT"] ?? "8600", 0, PORT_MAX),
      hubPort: integerOption("hub-port", hubPort ?? io.env["OJAK_HUB_PORT"] ?? "8700", 0, PORT_MAX),
      env: io.env,
    };
    io.err("building the apps, unless they are built …");
    const built = await runEntry({ url: packageFile("apps/build.ts"), args: [], env: {} }, io, "ignore");
    if (built !== 0) return built;
    io.err("starting the hub and the apps' server …");
    await startAll(options, (lines) => lines.forEach((line) => io.out(line)), io.signal);
    return 0;
  },
});
