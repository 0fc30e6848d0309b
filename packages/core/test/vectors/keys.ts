import { concat } from "../../src/bytes/bytes.ts";
import { hex, utf8 } from "../../src/bytes/text.ts";
import { brokerKeys } from "../../src/keys/broker.ts";
import { brokerFingerprint, signWeeklyKey } from "../../src/keys/weekly-key.ts";
import { putId, takeId } from "../../src/keys/capability.ts";
import { derive, digest } from "../../src/keys/derive.ts";
import { keyPair, X25519 } from "../../src/keys/hpke.ts";
import { X_WING } from "../../src/keys/x-wing.ts";
import { advance, weekKey } from "../../src/keys/ratchet.ts";
import { type Argon2id, keyOfPassphrase, seedOfWords } from "../../src/keys/seed.ts";
import { lateKeyPair, placeNumber, recipientKeys, replyPutOf, tagOf, tieKeys } from "../../src/keys/tie.ts";
import { chooseWords, loadWordList, WORD_LANGUAGES, wordAt } from "../../src/words/words.ts";
import type { StreamOf, VectorFile } from "./file.ts";

const REALM = "ojak vectors 벡터";

/** Six words of each language to every key of a tie (3.1, 3.2). */
export async function wordVectors(streamOf: StreamOf, argon2id: Argon2id): Promise<VectorFile> {
  const vectors: Record<string, unknown>[] = [];
  for (const language of WORD_LANGUAGES) {
    const indices = chooseWords(6, streamOf(`words ${language}`)(12));
    const list = await loadWordList(language);
    const seed = await seedOfWords(argon2id, "words", indices, REALM);
    const keys = await recipientKeys(seed);
    const { recipientKey, ...secrets } = keys;
    vectors.push({
      language,
      realm: REALM,
      words: indices.map((index) => wordAt(list, index)).join(" "),
      indices,
      salt: hex(digest(16, utf8("ojak/1 salt"), utf8(REALM))),
      seed: hex(seed),
      recipientPublicKey: hex(recipientKey.publicKey),
      ...Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, hex(value)])),
      latePublicKey: hex((await lateKeyPair(keys.tieSecret)).publicKey),
    });
  }
  return { clause: "wire 3.1, 3.2", about: "six words to the seed (Argon2id) and to every key of a tie", vectors };
}

/** A broker's six words to his keys, and a passphrase to its key (3.4, 8). */
export async function brokerVectors(streamOf: StreamOf, argon2id: Argon2id): Promise<VectorFile> {
  const random = streamOf("broker");
  const indices = chooseWords(6, random(12));
  const seed = await seedOfWords(argon2id, "broker", indices, REALM);
  const { take, signSecret, introRoot } = brokerKeys(seed);
  const weekly = { generation: 77, week: 2_951, publicKey: (await keyPair(X25519, random(32))).publicKey };
  const published = signWeeklyKey(signSecret, REALM, weekly);
  const [passphrase, salt] = [chooseWords(4, random(8)), random(16)];
  return {
    clause: "wire 3.4, 8",
    about: "a broker's words to his keys and his published weekly key; the sheet key of a four-word passphrase",
    vectors: [
      {
        name: "keys",
        realm: REALM,
        indices,
        seed: hex(seed),
        take: hex(take),
        signSecret: hex(signSecret),
        introRoot: hex(introRoot),
        fingerprint: hex(brokerFingerprint(signSecret)),
      },
      { name: "weekly key", realm: REALM, ...weekly, publicKey: hex(weekly.publicKey), published: hex(published) },
      {
        name: "sheet key",
        indices: passphrase,
        salt: hex(salt),
        key: hex(await keyOfPassphrase(argon2id, "sheet", passphrase, salt)),
      },
    ],
  };
}

/** Places, tags and reply capabilities (3.2). */
export function tagVectors(streamOf: StreamOf): VectorFile {
  const { tieSecret, tagKey, copyKey } = tieKeys(streamOf("tags")(32));
  const places = [
    { week: 0, index: 0 },
    { week: 2_951, index: 0 },
    { week: 2_951, index: 1 },
    { week: 2_951, index: 255 },
    { week: 65_535, index: 128 },
  ];
  const vectors = places.map((place) => ({
    tieSecret: hex(tieSecret),
    ...place,
    number: placeNumber(place),
    tag: hex(tagOf(tagKey, place)),
    copyTag: hex(tagOf(copyKey, place)),
    replyPut: hex(replyPutOf(tieSecret, place, "main")),
    copyReplyPut: hex(replyPutOf(tieSecret, place, "copy")),
  }));
  return { clause: "wire 3.2", about: "places of a tie to number, tag, copy tag and the capabilities of replies", vectors };
}

/** derive, key pairs and capability ids (1, 3.3). */
export async function deriveVectors(streamOf: StreamOf): Promise<VectorFile> {
  const random = streamOf("derive");
  const [key, capability] = [random(32), random(32)];
  const pair = async (kem: typeof X25519) => {
    const secret = random(32);
    return { name: `keyPair ${kem.name}`, secret: hex(secret), publicKey: hex((await keyPair(kem, secret)).publicKey) };
  };
  const vectors = [
    ...["tie", "recipient", "enrol psk"].map((label) => ({
      name: "derive",
      key: hex(key),
      label,
      output: hex(derive(key, label, 32)),
    })),
    {
      name: "derive",
      key: hex(key),
      label: "intro + u16 517",
      output: hex(derive(key, concat(utf8("intro "), Uint8Array.of(2, 5)), 16)),
    },
    await pair(X25519),
    await pair(X_WING),
    { name: "capability", capability: hex(capability), takeId: hex(takeId(capability)), putId: hex(putId(capability)) },
  ];
  return { clause: "wire 1, 3.3", about: "derive, keyPair and the ids of a capability", vectors };
}

/** A ratchet of weekly keys (3.4). */
export async function ratchetVectors(streamOf: StreamOf): Promise<VectorFile> {
  const start = { week: 2_951, seed: streamOf("ratchet")(32) };
  const vectors: Record<string, unknown>[] = [];
  for (const week of [2_951, 2_952, 2_960, 2_971]) {
    const pair = await weekKey(start, week);
    vectors.push({
      startWeek: start.week,
      startSeed: hex(start.seed),
      week,
      seed: hex(advance(start, week).seed),
      publicKey: hex(pair?.publicKey ?? new Uint8Array()),
    });
  }
  return { clause: "wire 3.4", about: "a ratchet's seed and public key some weeks on", vectors };
}
