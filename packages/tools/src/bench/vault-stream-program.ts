import { createBroker } from "@ojak/client/broker/app";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { nodePorts } from "../platform/ports.ts";

/** What lies in the vault: nothing yet, a full state, or a decoy beside it. */
type Filling = "empty" | "full" | "decoy";

/**
 * Writes images of a vault to standard output, one after the other, for ever or `count` of them: what a disk would hold after each save. The salt, which stays, is
 * left out. For programs that look for patterns, and want more than one file has.
 */
async function main(filling: Filling, count: number): Promise<void> {
  const images: Bytes[] = [];
  const keep = { read: async () => null, write: async (bytes: Bytes) => void images.push(bytes), erase: async () => undefined };
  const ports = { ...nodePorts("unused", { nowMs: () => Date.now() }), file: keep };
  const access = { token: new Uint8Array(16), hubOrigin: "http://127.0.0.1:9", realm: "bench.ojak" };
  const broker = await createBroker(ports, { access, brokerWords: [1, 2, 3, 4, 5, 6], passphrase: [1, 2, 3, 4], language: "en" });
  if (filling === "decoy") await (await broker.passphrases()).setDuress([5, 6, 7, 8], ["by the old mill"]);
  // A text that any compressor makes small: under a bad cipher it would show.
  if (filling === "full") Object.assign(broker.state, { hubOrigin: "http://127.0.0.1:9".padEnd(900_000, " ") });
  for (let i = 0; i < count; i++) {
    images.length = 0;
    await broker.setLanguage(i % 2 === 0 ? "ko" : "en");
    const image = images.at(-1);
    if (image !== undefined && !process.stdout.write(image.subarray(16)))
      await new Promise((resolve) => process.stdout.once("drain", resolve));
  }
}

process.stdout.on("error", () => process.exit(0));
await main((process.argv[2] ?? "empty") as Filling, Number(process.argv[3] ?? Number.POSITIVE_INFINITY));
