import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { OjakError } from "@ojak/core/errors";
import { packageFile } from "../cli/child.ts";

/** What the hub's own program says of a token that it made. */
export interface IssuedToken {
  readonly accessCode: string;
  /** For the desk alone, and not kept anywhere; null when it has one for that stop id. */
  readonly stopCode: string | null;
  readonly stopId: string;
  readonly hubOrigin: string;
  readonly realm: string;
  readonly drops: number;
  readonly expiryDay: number;
}

const execFileAsync = promisify(execFile);

/** Issues an operator token in a hub's folder (`env` says which), by the hub's own program. Throws `storage` with what that program said. */
export async function issueToken(
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): Promise<IssuedToken> {
  const entry = fileURLToPath(packageFile("hub/src/token.ts"));
  try {
    const { stdout } = await execFileAsync(process.execPath, [entry, ...args], { env: { ...process.env, ...env } });
    return JSON.parse(stdout) as IssuedToken;
  } catch (cause) {
    const said = cause instanceof Error && "stderr" in cause ? String(cause.stderr).trim() : "the hub's program could not be run";
    throw new OjakError("storage", said, { cause });
  }
}
