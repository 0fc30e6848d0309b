import { parseArgs } from "node:util";
import { fromHex, hex } from "@ojak/core/bytes/text";
import { writeAccess } from "@ojak/core/contact/access";
import { writeStopCode } from "@ojak/core/contact/stop-code";
import { isOjakError, OjakError } from "@ojak/core/errors";
import { stopId } from "@ojak/core/keys/stop";
import { CAPABILITY_BYTES } from "@ojak/core/limits";
import { readConfig } from "./config.ts";
import { makeSystemRandom } from "./random.ts";
import { mintToken } from "./tokens/mint.ts";

const STOP_ID = /^[0-9a-f]{32}$/u;

/**
 * `node packages/hub/src/token.ts [--drops 64] [--days 30] [--origin https://hub.example] [--stop-id HEX]`: makes a token in OJAK_DATA, also while a hub
 * runs there, and prints one JSON line with the access code that carries it, and the desk's stop code for it. Neither is kept. With a stop id that the desk has
 * already there is no new stop code.
 */
function main(): void {
  const { values } = parseArgs({
    options: { drops: { type: "string" }, days: { type: "string" }, origin: { type: "string" }, "stop-id": { type: "string" } },
  });
  const { folder, host, port, realm, tls } = readConfig(process.env, []);
  const hubOrigin = values.origin ?? `${tls === undefined ? "http" : "https"}://${host}:${port}`;
  const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
  const given = values["stop-id"];
  if (given !== undefined && !STOP_ID.test(given)) throw new OjakError("malformed", "a stop id is 32 hexadecimal digits");
  const stop = makeSystemRandom().bytes(CAPABILITY_BYTES);
  const id = given === undefined ? stopId(stop) : fromHex(given);
  const { token, drops, expiryDay } = mintToken(folder, { drops: number(values.drops), lifeDays: number(values.days) });
  const codes = {
    accessCode: writeAccess({ token, hubOrigin, realm, stopId: id }),
    stopCode: given === undefined ? writeStopCode({ stop, hubOrigin }) : null,
    stopId: hex(id),
  };
  process.stdout.write(`${JSON.stringify({ event: "token", ...codes, hubOrigin, realm, drops, expiryDay })}\n`);
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = isOjakError(error, "malformed") ? 2 : isOjakError(error, "version") ? 5 : 1;
}
