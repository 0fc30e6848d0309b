import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import * as v from "valibot";
import { OjakError } from "@ojak/core/errors";
import { REALM_BYTES_MAX } from "@ojak/core/limits";

/** Everything an operator decides. */
export interface HubConfig {
  /** The data folder, made when it is not there. */
  readonly folder: string;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly adminPort: number;
  readonly realm: string;
  /** PEM texts; with them the hub speaks HTTP/2, and HTTP/1.1 to who asks for it. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  readonly demoClock?: boolean | undefined;
  readonly benchEmpty?: boolean | undefined;
}

const port = (name: string) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,5}$/u, `${name} must be a port number`),
    v.transform(Number),
    v.maxValue(65_535, `${name} must be at most 65535`),
  );
const shape = v.object({
  PORT: v.optional(port("PORT"), "8700"),
  HOST: v.optional(v.pipe(v.string(), v.nonEmpty("HOST is empty")), "127.0.0.1"),
  OJAK_ADMIN_PORT: v.optional(port("OJAK_ADMIN_PORT")),
  OJAK_DATA: v.optional(v.pipe(v.string(), v.nonEmpty("OJAK_DATA is empty")), "./data"),
  OJAK_REALM: v.optional(
    v.pipe(
      v.string(),
      v.nonEmpty("OJAK_REALM is empty"),
      v.maxBytes(REALM_BYTES_MAX, `OJAK_REALM has at most ${REALM_BYTES_MAX} bytes`),
    ),
    "demo.ojak",
  ),
  OJAK_TLS_CERT: v.optional(v.string()),
  OJAK_TLS_KEY: v.optional(v.string()),
});

/** True for addresses that only this machine reaches. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/u.test(host);
}

/** Reads the configuration; throws `malformed` with a message for the operator. Reads the two TLS files when they are named. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, args: readonly string[]): HubConfig {
  const flags = readFlags(args);
  const parsed = v.safeParse(shape, env);
  if (!parsed.success) throw new OjakError("malformed", parsed.issues.map((issue) => issue.message).join("; "));
  const { PORT, HOST, OJAK_ADMIN_PORT, OJAK_DATA, OJAK_REALM, OJAK_TLS_CERT, OJAK_TLS_KEY } = parsed.output;
  if ((OJAK_TLS_CERT === undefined) !== (OJAK_TLS_KEY === undefined))
    throw new OjakError("malformed", "OJAK_TLS_CERT and OJAK_TLS_KEY go together");
  if ((flags.demoClock || flags.benchEmpty) && !isLoopback(HOST))
    throw new OjakError("malformed", "--demo-clock and --bench-empty are for a loopback HOST only");
  if (PORT === 65_535 && OJAK_ADMIN_PORT === undefined)
    throw new OjakError("malformed", "PORT is the last one: name OJAK_ADMIN_PORT too");
  return {
    folder: resolve(OJAK_DATA),
    host: HOST,
    port: PORT,
    adminPort: OJAK_ADMIN_PORT ?? (PORT === 0 ? 0 : PORT + 1),
    realm: OJAK_REALM,
    tls:
      OJAK_TLS_CERT === undefined || OJAK_TLS_KEY === undefined
        ? undefined
        : { cert: readPem(OJAK_TLS_CERT), key: readPem(OJAK_TLS_KEY) },
    ...flags,
  };
}

function readFlags(args: readonly string[]): { readonly demoClock: boolean; readonly benchEmpty: boolean } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { "demo-clock": { type: "boolean", default: false }, "bench-empty": { type: "boolean", default: false } },
    });
    return { demoClock: values["demo-clock"], benchEmpty: values["bench-empty"] };
  } catch (error) {
    throw new OjakError("malformed", error instanceof Error ? error.message : "unknown argument", { cause: error });
  }
}

function readPem(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new OjakError("malformed", `cannot read ${path}`, { cause: error });
  }
}
