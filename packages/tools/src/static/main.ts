import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { startStatic } from "./server.ts";

const PORT_TAKEN_EXIT_CODE = 3;

/**
 * Serves the built apps: OJAK_APPS (folder), HOST, PORT, OJAK_HUB_ORIGINS (comma between), OJAK_GUIDE (an HTML file shown on the front page). A process of its
 * own, since the apps' origin is never the hub's.
 */
async function main(): Promise<void> {
  const { OJAK_APPS = "packages/apps/dist", HOST = "127.0.0.1", PORT = "8600", OJAK_HUB_ORIGINS = "", OJAK_GUIDE } = process.env;
  const guide = OJAK_GUIDE === undefined ? {} : { guide: readFileSync(OJAK_GUIDE, "utf8") };
  const hubOrigins = OJAK_HUB_ORIGINS.split(",").filter((origin) => origin !== "");
  const server = await startStatic({ folder: resolve(OJAK_APPS), host: HOST, port: Number(PORT), hubOrigins, ...guide });
  process.stdout.write(`${JSON.stringify({ event: "listening", url: server.url })}\n`);
  const end = (): void => void server.close();
  process.once("SIGINT", end).once("SIGTERM", end);
}

main().catch((error: NodeJS.ErrnoException) => {
  const isTaken = error.code === "EADDRINUSE";
  process.stderr.write(isTaken ? "that port is in use: set PORT to another\n" : `${error.message}\n`);
  process.exitCode = isTaken ? PORT_TAKEN_EXIT_CODE : 1;
});
