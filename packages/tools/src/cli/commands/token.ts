import { TOKEN_DROPS_DEFAULT, TOKEN_LIFE_DAYS } from "@ojak/core/limits";
import { issueToken } from "../../platform/token.ts";
import { defineCommand, integerOption } from "../command.ts";

const DROPS_MAX = 65_536;
const DAYS_MAX = 365;

/** Issues an operator token on the hub's own machine, as an access code. */
export const token = defineCommand({
  name: "token",
  summary: "issue an access code, which buys drops at this machine's hub",
  options: {
    drops: {
      type: "string",
      value: "N",
      default: String(TOKEN_DROPS_DEFAULT),
      help: "how many drops it buys: two for each tie, one for a broker",
    },
    days: { type: "string", value: "N", default: String(TOKEN_LIFE_DAYS), help: "days until it expires" },
    origin: { type: "string", value: "URL", help: "where people reach the hub (else http://$HOST:$PORT)" },
    data: { type: "string", value: "FOLDER", help: "the hub's data folder (else $OJAK_DATA)" },
    json: { type: "boolean", help: "print one JSON object" },
  },
  run: async ({ drops, days, origin, data, json }, _positionals, io) => {
    const args = [
      "--drops",
      String(integerOption("drops", drops, 1, DROPS_MAX)),
      "--days",
      String(integerOption("days", days, 1, DAYS_MAX)),
    ];
    const env = data === undefined ? io.env : { ...io.env, OJAK_DATA: data };
    const issued = await issueToken(env, origin === undefined ? args : [...args, "--origin", origin]);
    io.out(json ? JSON.stringify(issued) : issued.accessCode);
    return 0;
  },
});
