/**
 * Makes the vectors of spec/vectors, the same in every run:
 *   node packages/core/test/make-vectors.ts        writes the files
 * A change of any byte of them is a change of the wire.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import type { Argon2id } from "../src/keys/seed.ts";
import { nodeArgon2id, seededStream } from "./stream.ts";
import * as contact from "./vectors/contact.ts";
import { courierVectors } from "./vectors/courier.ts";
import { fileText, type StreamOf } from "./vectors/file.ts";
import { invalidVectors } from "./vectors/invalid.ts";
import * as keys from "./vectors/keys.ts";
import * as sealing from "./vectors/sealing.ts";
import { stopVectors } from "./vectors/stop.ts";

/** Where the files are. */
export const VECTORS = new URL("../../../spec/vectors/", import.meta.url);

/** Every file of our own vectors, by its path below spec/vectors. Randomness and Argon2id are passed in. */
export async function makeVectors(streamOf: StreamOf, argon2id: Argon2id): Promise<ReadonlyMap<string, string>> {
  const valid = {
    words: await keys.wordVectors(streamOf, argon2id),
    broker: await keys.brokerVectors(streamOf, argon2id),
    tags: keys.tagVectors(streamOf),
    derive: await keys.deriveVectors(streamOf),
    ratchet: await keys.ratchetVectors(streamOf),
    padding: sealing.paddingVectors(streamOf),
    letters: await sealing.letterVectors(streamOf),
    "route-boxes": await sealing.routeVectors(streamOf),
    codes: contact.codeVectors(streamOf),
    answers: contact.answerVectors(),
    contact: await contact.contactVectors(streamOf),
    courier: await courierVectors(streamOf),
    stop: stopVectors(streamOf),
    enrolment: await contact.enrolmentVectors(streamOf),
  };
  const files = new Map(Object.entries(valid).map(([name, file]) => [`valid/${name}.json`, fileText(file)]));
  for (const [name, file] of Object.entries(await invalidVectors(streamOf))) files.set(`invalid/${name}.json`, fileText(file));
  return files;
}

if (import.meta.main) {
  for (const [path, text] of await makeVectors(seededStream, nodeArgon2id)) {
    mkdirSync(new URL(".", new URL(path, VECTORS)), { recursive: true });
    writeFileSync(new URL(path, VECTORS), text);
  }
}
