import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBroker, openBroker } from "@ojak/client/broker/app";
import { isOjakError } from "@ojak/core/errors";
import { nodePorts } from "../platform/ports.ts";
import { type Opening, shuffled, type Timing } from "./vault-stats.ts";

const PASSPHRASES: Readonly<Record<Opening, readonly number[]>> = {
  right: [11, 22, 33, 44],
  wrong: [55, 66, 77, 88],
  duress: [99, 111, 222, 333],
};

/** Opens a vault with a decoy `tries` times in each way, in Node.js; before each opening the file is put back as it was. */
export async function timeInNode(tries: number, signal: AbortSignal, onTiming: (timing: Timing) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "ojak-vault-times-"));
  try {
    const ports = nodePorts(join(folder, "vault.bin"), { nowMs: () => Date.now() });
    const access = { token: new Uint8Array(16), hubOrigin: "http://127.0.0.1:9", realm: "bench.ojak" };
    const broker = await createBroker(ports, {
      access,
      brokerWords: [1, 2, 3, 4, 5, 6],
      passphrase: PASSPHRASES.right,
      language: "en",
    });
    await (await broker.passphrases()).setDuress(PASSPHRASES.duress, ["by the old mill", "second house"]);
    const file = await ports.file.read();
    if (file === null) throw new Error("defect: no vault file");
    for (let i = 0; i < tries; i++) {
      for (const kind of shuffled(Math.random)) {
        signal.throwIfAborted();
        await ports.file.write(file);
        const startMs = performance.now();
        const isOpen = await openBroker(ports, PASSPHRASES[kind]).then(() => true, isWrong);
        onTiming({ kind, ms: performance.now() - startMs });
        if (isOpen === (kind === "wrong")) throw new Error(`defect: ${kind} words`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isWrong(error: unknown): false {
  if (!isOjakError(error, "wrong-passphrase")) throw error;
  return false;
}
