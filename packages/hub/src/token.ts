import { parseArgs } from "node:util";
import { writeAccess } from "@ojak/core/contact/access";
import { isOjakError } from "@ojak/core/errors";
import { readConfig } from "./config.ts";
import { mintToken } from "./tokens/mint.ts";

/**
 * `node packages/hub/src/token.ts [--drops 64] [--days 30] [--origin https://hub.example]`: makes a token in OJAK_DATA, also while a hub runs
 * there, and prints one JSON line with the access code that carries it.
 */
function main(): void {
  const { values } = parseArgs({ options: { drops: { type: "string" }, days: { type: "string" }, origin: { type: "string" } } });
  const { folder, host, port, realm, tls } = readConfig(process.env, []);
  const hubOrigin = values.origin ?? `${tls === undefined ? "http" : "https"}://${host}:${port}`;
  const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
  const { token, drops, expiryDay } = mintToken(folder, { drops: number(values.drops), lifeDays: number(values.days) });
  process.stdout.write(
    `${JSON.stringify({ event: "token", accessCode: writeAccess({ token, hubOrigin, realm }), hubOrigin, realm, drops, expiryDay })}\n`,
  );
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = isOjakError(error, "malformed") ? 2 : isOjakError(error, "version") ? 5 : 1;
}
