import { decodeCbor } from "../../src/bytes/cbor.ts";
import { fromHex, fromUtf8 } from "../../src/bytes/text.ts";
import { readAccess } from "../../src/contact/access.ts";
import { readStopCode } from "../../src/contact/stop-code.ts";
import { openBundle } from "../../src/courier/bundle.ts";
import { readDelivery, readReturn } from "../../src/courier/contents.ts";
import { FountainReader } from "../../src/courier/fountain.ts";
import { readOffer } from "../../src/courier/offer.ts";
import { enrolmentInput, isEnrolmentOf, openEnrolment } from "../../src/contact/enrolment.ts";
import { readIntroduction } from "../../src/contact/introduction.ts";
import { OjakError } from "../../src/errors.ts";
import { readWeeklyKey } from "../../src/keys/weekly-key.ts";
import { keyPair, type Purpose, X25519 } from "../../src/keys/hpke.ts";
import { X_WING } from "../../src/keys/x-wing.ts";
import { readPlace } from "../../src/keys/tie.ts";
import { decodeDown, decodeUp } from "../../src/letter/content.ts";
import { openEnvelope } from "../../src/seal/envelope.ts";
import { unpad } from "../../src/seal/padding.ts";
import { openRouteBox } from "../../src/seal/route-box.ts";
import { loadWordList, parseWords, type WordLanguage } from "../../src/words/words.ts";
import type { Vector } from "./file.ts";

const text = (vector: Vector, name: string) => String(vector[name]);
const bytes = (vector: Vector, name: string) => fromHex(text(vector, name));
const frames = (vector: Vector) => (vector["frames"] as readonly string[]).map(fromHex);
const pair = (vector: Vector, name: string) => vector[name] as readonly [string, string];

/** What reads a vector, by the name that it gives. */
export const READERS: Readonly<Record<string, (vector: Vector) => unknown>> = {
  cbor: (v) => decodeCbor(bytes(v, "bytes")),
  utf8: (v) => fromUtf8(bytes(v, "bytes")),
  padding: (v) => unpad(bytes(v, "bytes")),
  place: (v) => readPlace(bytes(v, "bytes")),
  down: (v) => decodeDown(bytes(v, "bytes")),
  up: (v) => decodeUp(bytes(v, "bytes")),
  words: async (v) => parseWords(await loadWordList(v["language"] as WordLanguage), text(v, "text"), 6),
  introduction: (v) => readIntroduction(text(v, "realm"), text(v, "text"), Number(v["nowDay"])),
  access: (v) => readAccess(text(v, "text")),
  stopCode: (v) => readStopCode(text(v, "text")),
  weeklyKey: (v) =>
    readWeeklyKey(bytes(v, "bytes"), {
      realm: text(v, "realm"),
      fingerprint: bytes(v, "fingerprint"),
      nowWeek: Number(v["nowWeek"]),
    }),
  offer: (v) => readOffer(text(v, "text")),
  bundle: async (v) => openBundle(readOffer(text(v, "offer")), await keyPair(X25519, bytes(v, "keySecret")), bytes(v, "bytes")),
  delivery: (v) => readDelivery(frames(v)),
  return: (v) => readReturn(frames(v)),
  pattern: (v) => new FountainReader().add(text(v, "text")),
  envelope: readEnvelope,
  routeBox: async (v) => {
    const key = await keyPair(X25519, bytes(v, "keySecret"));
    return openRouteBox(
      key,
      { realm: text(v, "realm"), routePsk: bytes(v, "routePsk"), tag: bytes(v, "tag") },
      bytes(v, "routeBox"),
    );
  },
  enrolment: async (v) => {
    const request = { requestSecret: bytes(v, "requestSecret"), questions: pair(v, "questions") };
    const input = enrolmentInput(text(v, "realm"), request, pair(v, "answers"), Number(v["attempt"] ?? 0));
    const keys = { xwing: await keyPair(X_WING, bytes(v, "xwingSecret")), input, scalar: bytes(v, "scalar") };
    return openEnrolment({ realm: text(v, "realm"), tag: bytes(v, "tag") }, keys, bytes(v, "enrolment"));
  },
  enrolmentMac: (v) => {
    if (!isEnrolmentOf(bytes(v, "requestSecret"), bytes(v, "tag"), bytes(v, "enrolment")))
      throw new OjakError("cannot-open", "not of this request");
  },
};

/** Opens the envelope of a vector with the key that its `keySecret` gives. */
export async function readEnvelope(v: Vector): Promise<Uint8Array> {
  const key = await keyPair(X25519, bytes(v, "keySecret"));
  return openEnvelope(
    key,
    { purpose: v["purpose"] as Purpose, realm: text(v, "realm"), psk: bytes(v, "psk"), aad: bytes(v, "tag") },
    bytes(v, "envelope"),
  );
}
