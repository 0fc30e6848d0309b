import { concat } from "../../src/bytes/bytes.ts";
import { hex } from "../../src/bytes/text.ts";
import { keyPair, X25519 } from "../../src/keys/hpke.ts";
import { type DownContent, encodeDown, encodeUp, sizeKindOf, type UpContent } from "../../src/letter/content.ts";
import { sealEnvelope } from "../../src/seal/envelope.ts";
import { classFor, pad } from "../../src/seal/padding.ts";
import { sealRouteBox } from "../../src/seal/route-box.ts";
import type { StreamOf, VectorFile } from "./file.ts";

const REALM = "ojak vectors";
const DAY = 20_657;
const TEXT = "어머니, 우리는 모두 잘 있어요. 妈妈，我们都好。 We are all well.";

/** Content to class and padded plaintext (2.1). */
export function paddingVectors(streamOf: StreamOf): VectorFile {
  const random = streamOf("padding");
  const cases = [
    ["note", 0],
    ["note", 126],
    ["mail", 1],
    ["mail", 766],
    ["mail", 767],
    ["mail", 2_110],
    ["part", 0],
    ["part", 3_773],
  ] as const;
  const vectors = cases.map(([kind, length]) => {
    const content = random(length);
    const size = classFor(kind, length);
    return { kind, content: hex(content), size, padded: hex(pad(content, size)) };
  });
  return { clause: "wire 2.1", about: "content to size class and padded plaintext", vectors };
}

/** Letter, card, voice, reply, receipt and stop, as content and as envelopes (2.1, 6). */
export async function letterVectors(streamOf: StreamOf): Promise<VectorFile> {
  const random = streamOf("letters");
  const replyKey = (await keyPair(X25519, random(32))).publicKey;
  const number = 2_951 * 256 + 3;
  const voice = random(4);
  const opened = [
    { week: 2_951, index: 3 },
    { week: 2_950, index: 255 },
  ];
  const downs: readonly (readonly [string, DownContent])[] = [
    ["letter", { kind: "letter", number, day: DAY, text: TEXT, replyKey }],
    ["letter of 700 bytes", { kind: "letter", number, day: DAY, text: `${"편".repeat(233)}.`, replyKey }],
    ["letter of 2,000 bytes", { kind: "letter", number, day: DAY, text: `${"信".repeat(666)}..`, replyKey }],
    ["card", { kind: "card", number: number + 1, day: DAY, replyKey }],
    ["voice, part 0", { kind: "voice", first: number + 2, day: DAY, part: 0, parts: 2, replyKey, data: random(3_724) }],
    ["voice, part 1", { kind: "voice", first: number + 2, day: DAY, part: 1, parts: 2, replyKey: null, data: random(10) }],
  ];
  const ups: readonly (readonly [string, UpContent])[] = [
    ["reply", { kind: "reply", day: DAY + 2, answers: number, opened, text: TEXT }],
    ["reply without a card", { kind: "reply", day: DAY + 2, answers: null, opened: [], text: "." }],
    ["receipt", { kind: "receipt", day: DAY + 2, opened }],
    ["stop", { kind: "stop", day: DAY + 3 }],
    ["voice, part 0", { kind: "voice", day: DAY, answers: number, opened, voice, part: 0, parts: 4, data: random(3_724) }],
    ["voice, part 3", { kind: "voice", day: DAY, answers: null, opened: [], voice, part: 3, parts: 4, data: random(0) }],
  ];
  const sealAs = async (purpose: "down" | "up", name: string, content: DownContent | UpContent, encoded: Uint8Array) => {
    const [secret, psk, tag, ekm] = [random(32), random(32), random(16), random(32)];
    const { publicKey } = await keyPair(X25519, secret);
    const envelope = await sealEnvelope(
      publicKey,
      { purpose, realm: REALM, psk, aad: tag },
      { kind: sizeKindOf(content), content: encoded },
      ekm,
    );
    const inputs = { realm: REALM, keySecret: hex(secret), psk: hex(psk), tag: hex(tag), ephemeralRandom: hex(ekm) };
    return { name, purpose, ...inputs, content: hex(encoded), envelope: hex(envelope) };
  };
  const vectors: Record<string, unknown>[] = [];
  for (const [name, content] of downs) vectors.push(await sealAs("down", name, content, encodeDown(content)));
  for (const [name, content] of ups) vectors.push(await sealAs("up", name, content, encodeUp(content)));
  return {
    clause: "wire 2.1, 6",
    about: "content and envelope of letter, card, voice, reply, receipt and stop; keySecret goes through keyPair",
    vectors,
  };
}

/** Route boxes (2.2). */
export async function routeVectors(streamOf: StreamOf): Promise<VectorFile> {
  const random = streamOf("route boxes");
  const vectors: Record<string, unknown>[] = [];
  for (const lines of ["", "시장 뒤 우물가, 아침 일찍", "村口老槐树下", "a".repeat(95)]) {
    const [secret, routePsk, tag, ekm] = [random(32), random(32), random(16), random(32)];
    const { publicKey } = await keyPair(X25519, secret);
    const box = await sealRouteBox({ week: 2_951, publicKey }, { realm: REALM, routePsk, tag }, lines, ekm);
    const inputs = {
      realm: REALM,
      week: 2_951,
      keySecret: hex(secret),
      routePsk: hex(routePsk),
      tag: hex(tag),
      ephemeralRandom: hex(ekm),
    };
    vectors.push({ ...inputs, lines, routeBox: hex(concat(box)) });
  }
  return { clause: "wire 2.2", about: "routing lines sealed to a broker's key of a week", vectors };
}
