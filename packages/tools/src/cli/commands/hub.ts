import { packageFile, runEntry } from "../child.ts";
import { defineCommand, integerOption } from "../command.ts";

const PORT_MAX = 65_535;

/** Runs a hub in a process of its own until it is stopped; the hub prints one JSON object a line. */
export const hub = defineCommand({
  name: "hub",
  summary: "run a hub until Ctrl-C; it prints one JSON object a line",
  options: {
    port: { type: "string", value: "N", help: "port to listen on; 0 takes any free one (else $PORT)" },
    host: { type: "string", value: "ADDRESS", help: "address to listen on (else $HOST)" },
    data: { type: "string", value: "FOLDER", help: "folder that the hub keeps its data in (else $OJAK_DATA)" },
    realm: { type: "string", value: "NAME", help: "name of the deployment, which goes into every key (else $OJAK_REALM)" },
  },
  run: ({ port, host, data, realm }, _positionals, io) => {
    if (port !== undefined) integerOption("port", port, 0, PORT_MAX);
    const typed = Object.entries({ PORT: port, HOST: host, OJAK_DATA: data, OJAK_REALM: realm });
    const env = Object.fromEntries(typed.filter(([, value]) => value !== undefined));
    return runEntry({ url: packageFile("hub/src/main.ts"), args: [], env }, io);
  },
});
