import { TOKEN_DROPS_DEFAULT, TOKEN_LIFE_DAYS } from "@ojak/core/limits";
import { issueToken } from "../../platform/token.ts";
import { defineCommand, integerOption } from "../command.ts";

const DROPS_MAX = 65_536;
const DAYS_MAX = 365;

/** Issues an operator token on the hub's own machine, as an access code. */
export const token = defineCommand({
  name: "token",
  summary:
    "issue an access code, which buys drops at this machine's hub, and the desk's stop code, which is printed once and kept nowhere",
  options: {
    drops: {
      type: "string",
      value: "N",
      default: String(TOKEN_DROPS_DEFAULT),
      help: "how many drops it buys: two for each tie, two for a broker and one for each new phone of his",
    },
    days: { type: "string", value: "N", default: String(TOKEN_LIFE_DAYS), help: "days until it expires" },
    origin: { type: "string", value: "URL", help: "where people reach the hub (else http://$HOST:$PORT)" },
    "stop-id": {
      type: "string",
      value: "HEX",
      help: "of a stop code that the desk has of this broker (`ojak desk id`); else a new one is made",
    },
    data: { type: "string", value: "FOLDER", help: "the hub's data folder (else $OJAK_DATA)" },
    json: { type: "boolean", help: "print one JSON object" },
  },
  run: async ({ drops, days, origin, data, json, "stop-id": stopId }, _positionals, io) => {
    const args = [
      "--drops",
      String(integerOption("drops", drops, 1, DROPS_MAX)),
      "--days",
      String(integerOption("days", days, 1, DAYS_MAX)),
    ];
    const env = data === undefined ? io.env : { ...io.env, OJAK_DATA: data };
    if (origin !== undefined) args.push("--origin", origin);
    if (stopId !== undefined) args.push("--stop-id", stopId);
    const issued = await issueToken(env, args);
    io.out(json ? JSON.stringify(issued) : issued.accessCode);
    // Not on standard output: that is passed on to the broker.
    if (!json && issued.stopCode !== null) io.err(`stop code, for the desk alone; it is not shown again:\n${issued.stopCode}`);
    return 0;
  },
});
