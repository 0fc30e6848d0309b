import { concat, u16 } from "../../src/bytes/bytes.ts";
import { encodeCbor } from "../../src/bytes/cbor.ts";
import { encodeCode } from "../../src/bytes/code.ts";
import { hex, utf8 } from "../../src/bytes/text.ts";
import { writeAccess } from "../../src/contact/access.ts";
import { writeStopCode } from "../../src/contact/stop-code.ts";
import { writeIntroduction } from "../../src/contact/introduction.ts";
import { type ErrorName } from "../../src/errors.ts";
import { CODE_TEXT_CHARACTERS_MAX } from "../../src/limits.ts";
import { brokerFingerprint, signWeeklyKey } from "../../src/keys/weekly-key.ts";
import { flipped } from "../expect.ts";
import { invalidCourier } from "./courier.ts";
import type { StreamOf, Vector, VectorFile } from "./file.ts";
import { invalidEnrolments, invalidEnvelopes, invalidRouteBoxes } from "./invalid-sealed.ts";

const REALM = "ojak vectors";
const NFD = "가".normalize("NFD");

const bad = (reader: string, error: ErrorName) => (name: string, fields: Vector) => ({ name, reader, error, ...fields });

/** Bytes that are no CBOR of the wire (1). */
function invalidCbor(): VectorFile {
  const cases: readonly (readonly [string, string])[] = [
    ["nothing", ""],
    ["cut inside a number", "19ff"],
    ["cut inside a byte string", "43aabb"],
    ["cut inside an array", "8201"],
    ["a byte left over", "0000"],
    ["5 in two bytes", "1805"],
    ["5 in three bytes", "190005"],
    ["256 in five bytes", "1a00000100"],
    ["a length in too many bytes", "580100"],
    ["a text length in too many bytes", "780161"],
    ["an array length in too many bytes", "980100"],
    ["2^32, past what the wire uses", "1b0000000100000000"],
    ["-1", "20"],
    ["half-precision 1.0", "f93c00"],
    ["double-precision 1.5", "fb3ff8000000000000"],
    ["not a number", "f97e00"],
    ["an indefinite array", "9f0102ff"],
    ["an indefinite byte string", "5f4101ff"],
    ["an indefinite text", "7f6161ff"],
    ["a map", "a10102"],
    ["a map with unsorted keys", "a202010102"],
    ["a tag", "c100"],
    ["undefined", "f7"],
    ["simple value 32", "f820"],
    ["true in two bytes", "f815"],
    ["text that is not UTF-8", "61ff"],
    ["overlong UTF-8", "62c080"],
    ["a surrogate as UTF-8", "63eda080"],
    ["text that is not NFC", hex(encodeCbor(NFD))],
    ["text that begins with U+FEFF", "64efbbbf61"],
    ["nine arrays deep", "81818181818181818100"],
    ["a billion elements announced", "9a3b9aca00"],
  ];
  const make = bad("cbor", "malformed");
  const controls = ["05", "1818", "190100", "1affffffff", "820102", "63eab080", "f6"].map((bytes) => ({
    name: "control",
    reader: "cbor",
    bytes,
  }));
  return {
    clause: "wire 1",
    about: "not deterministic CBOR of the kinds that the wire uses",
    vectors: cases.map(([name, bytes]) => make(name, { bytes })),
    controls,
  };
}

/** Content of another form than section 6's. */
function invalidContents(): VectorFile {
  const key = new Uint8Array(32).fill(7);
  const down = bad("down", "malformed");
  const up = bad("up", "malformed");
  const bytes = (items: Parameters<typeof encodeCbor>[0]) => ({ bytes: hex(encodeCbor(items)) });
  const vectors = [
    down("empty text", bytes([1, 1, 1, "", key])),
    down("text of 2,001 bytes", bytes([1, 1, 1, "a".repeat(2_001), key])),
    down("text of 667 syllables, 2,001 bytes", bytes([1, 1, 1, "가".repeat(667), key])),
    down("text that is not NFC", bytes([1, 1, 1, NFD, key])),
    down("a day past a u16", bytes([1, 1, 65_536, "a", key])),
    down("a reply key of 31 bytes", bytes([1, 1, 1, "a", key.subarray(1)])),
    down("an item too many", bytes([1, 1, 1, "a", key, 0])),
    down("an item too few", bytes([2, 1, 1])),
    down("an unknown kind", bytes([64, 1, 1, "a", key])),
    down("a reply, which goes up", bytes([17, 1, null, new Uint8Array(), "a"])),
    down("no array", bytes(1)),
    down("a voice of three parts", bytes([3, 1, 1, 0, 3, key, new Uint8Array(1)])),
    down("a voice's third part of two", bytes([3, 1, 1, 2, 2, null, new Uint8Array(1)])),
    down("a voice's first part without a reply key", bytes([3, 1, 1, 0, 2, null, new Uint8Array(1)])),
    down("a voice's second part with a reply key", bytes([3, 1, 1, 1, 2, key, new Uint8Array(1)])),
    down("a voice's first part of 3,725 bytes", bytes([3, 1, 1, 0, 2, key, new Uint8Array(3_725)])),
    up("a voice's second part that answers", bytes([20, 1, 1, new Uint8Array(), new Uint8Array(4), 1, 2, new Uint8Array(1)])),
    up("seven places", bytes([18, 1, new Uint8Array(28)])),
    up("a place and a half", bytes([18, 1, new Uint8Array(6)])),
    up("a place with index 256", bytes([18, 1, Uint8Array.of(0, 1, 1, 0)])),
    up("answers is true", bytes([17, 1, true, new Uint8Array(), "a"])),
    up("a letter, which goes down", bytes([1, 1, 1, "a", key])),
    up("a stop with more to say", bytes([19, 1, 1])),
  ];
  const controls = [
    { name: "letter", reader: "down", ...bytes([1, 1, 1, "a", key]) },
    { name: "receipt", reader: "up", ...bytes([18, 1, new Uint8Array(24)]) },
  ];
  return { clause: "wire 6", about: "content that is not of the form that its kind asks for", vectors, controls };
}

/** Introductions and access codes (4.1, 7). */
function invalidCodes(streamOf: StreamOf): VectorFile {
  const random = streamOf("invalid codes");
  const introduction = { slot: 5, expiryDay: 20_657, introSecret: random(16), fingerprint: random(16) };
  const text = writeIntroduction(REALM, introduction);
  const bytes = (version: number, length: number) => encodeCode(new Uint8Array(length).fill(version, 0, 1));
  const access = (hubOrigin: string, realm = REALM) => writeAccess({ token: random(16), hubOrigin, realm });
  const stopCode = writeStopCode({ stop: random(32), hubOrigin: "https://hub.example.org" });
  const where = { realm: REALM, nowDay: 20_657 };
  const intro = (error: ErrorName) => bad("introduction", error);
  const swapped = `${text.slice(0, 5)}${text[6]}${text[5]}${text.slice(7)}`;
  const vectors = [
    intro("expired")("a day after its last", { text, ...where, nowDay: 20_658 }),
    intro("wrong-realm")("of a foreign realm", { text, ...where, realm: "elsewhere" }),
    intro("checksum")("a character left out", { text: text.slice(0, 9) + text.slice(11), ...where }),
    intro("checksum")("two characters swapped", { text: swapped, ...where }),
    intro("checksum")("nothing", { text: "", ...where }),
    intro("malformed")("a foreign character", { text: text.replace(/^./u, "U"), ...where }),
    intro("too-large")("more than any code", { text: "0".repeat(CODE_TEXT_CHARACTERS_MAX + 1), ...where }),
    intro("version")("version 2", { text: bytes(2, 39), ...where }),
    intro("version")("version 0", { text: bytes(0, 39), ...where }),
    intro("malformed")("38 bytes", { text: bytes(1, 38), ...where }),
    intro("malformed")("an access code", { text: access("https://hub.example.org"), ...where }),
    bad("access", "version")("version 2", {
      text: encodeCode(concat(Uint8Array.of(2), encodeCbor([random(16), "https://a.b", "r"]))),
    }),
    bad("access", "malformed")("a hub without TLS", { text: access("http://hub.example.org") }),
    bad("access", "malformed")("a hub with a path", { text: access("https://hub.example.org/x") }),
    bad("access", "malformed")("a realm of 65 bytes", { text: access("https://hub.example.org", "a".repeat(65)) }),
    bad("access", "malformed")("an introduction", { text }),
    bad("access", "malformed")("a stop id of 15 bytes", {
      text: writeAccess({ token: random(16), hubOrigin: "https://hub.example.org", realm: REALM, stopId: random(15) }),
    }),
    bad("access", "malformed")("a stop code", { text: stopCode }),
    bad("stopCode", "malformed")("an access code", { text: access("https://hub.example.org") }),
    bad("stopCode", "malformed")("a hub without TLS", {
      text: writeStopCode({ stop: random(32), hubOrigin: "http://hub.example.org" }),
    }),
    bad("stopCode", "malformed")("a capability of 31 bytes", {
      text: writeStopCode({ stop: random(31), hubOrigin: "https://hub.example.org" }),
    }),
    bad("stopCode", "version")("version 2", { text: bytes(2, 60) }),
    bad("stopCode", "checksum")("mistyped", { text: stopCode.slice(0, -2) }),
    bad("access", "checksum")("mistyped", { text: access("https://hub.example.org").slice(0, -2) }),
  ];
  const controls = [
    { name: "introduction", reader: "introduction", text, ...where },
    { name: "access", reader: "access", text: access("https://hub.example.org") },
    { name: "stop code", reader: "stopCode", text: stopCode },
  ];
  return { clause: "wire 4.1, 7", about: "introductions, access codes and stop codes", vectors, controls };
}

/** Weekly keys (3.4). */
function invalidWeeklyKeys(streamOf: StreamOf): VectorFile {
  const random = streamOf("invalid weekly keys");
  const [secret, forger, publicKey] = [random(32), random(32), random(32)];
  const signed = (week: number, by = secret, realm = REALM) => signWeeklyKey(by, realm, { generation: 7, week, publicKey });
  const where = { realm: REALM, fingerprint: hex(brokerFingerprint(secret)), nowWeek: 2_951 };
  const make = (error: ErrorName, name: string, bytes: Uint8Array) => ({
    name,
    reader: "weeklyKey",
    error,
    bytes: hex(bytes),
    ...where,
  });
  const good = signed(2_951);
  const vectors = [
    make("version", "version 2", good.slice().fill(2, 0, 1)),
    make("malformed", "131 bytes", good.subarray(0, 131)),
    make("malformed", "133 bytes", concat(good, Uint8Array.of(0))),
    make("malformed", "two weeks ahead", signed(2_953)),
    make("cannot-open", "another generation", good.slice().fill(8, 1, 2)),
    make("cannot-open", "another week", concat(good.subarray(0, 2), u16(2_950), good.subarray(4))),
    make("cannot-open", "another public key", flipped(good, 4 * 8)),
    make("cannot-open", "a bit of the signature", flipped(good, 131 * 8)),
    make("cannot-open", "signed by another", signed(2_951, forger)),
    make(
      "cannot-open",
      "signed by another, with the broker's name",
      concat(signed(2_951, forger).subarray(0, 36), good.subarray(36, 68), signed(2_951, forger).subarray(68)),
    ),
    make("cannot-open", "signed for another realm", signed(2_951, secret, "elsewhere")),
  ];
  const controls = [2_951, 2_952, 2_900].map((week) => ({
    name: "control",
    reader: "weeklyKey",
    bytes: hex(signed(week)),
    ...where,
  }));
  return { clause: "wire 3.4", about: "published weekly keys", vectors, controls };
}

/** Small readers: words, UTF-8, padding, places. */
function invalidSmall(): VectorFile {
  const word = (error: ErrorName, name: string, language: string, text: string) => ({
    name,
    reader: "words",
    error,
    language,
    text,
  });
  const padded = (name: string, bytes: Uint8Array) => ({ name, reader: "padding", error: "malformed", bytes: hex(bytes) });
  const vectors = [
    word("unknown-word", "the third word is unknown", "ko", "가격 가끔 뷁뷁 가난 가능 가득"),
    word("unknown-word", "one syllable", "ko", "가격 가끔 가 가난 가능 가득"),
    word("unknown-word", "a word of another list", "en", "abandon ability able about above 가격"),
    word("unknown-word", "three letters of a longer word", "en", "aban ability able about above abs"),
    word("malformed", "five words", "en", "abandon ability able about above"),
    word("malformed", "seven words", "zh", "的一是在不了有"),
    word("malformed", "nothing", "zh", " \u3000"),
    padded("a length past the end", concat(u16(127), new Uint8Array(126))),
    padded("padding that is not zero", concat(u16(1), Uint8Array.of(5), new Uint8Array(124), Uint8Array.of(1))),
    padded("no length", Uint8Array.of(0)),
    { name: "bad UTF-8", reader: "utf8", error: "malformed", bytes: "eab0" },
    { name: "overlong UTF-8", reader: "utf8", error: "malformed", bytes: "c0af" },
    { name: "an index past 255", reader: "place", error: "malformed", bytes: "0b870100" },
    { name: "five bytes", reader: "place", error: "malformed", bytes: "0b87000000" },
  ];
  const controls = [
    { name: "words", reader: "words", language: "zh", text: "的一是在不了" },
    { name: "padding", reader: "padding", bytes: hex(concat(u16(1), Uint8Array.of(5), new Uint8Array(125))) },
    { name: "utf8", reader: "utf8", bytes: hex(utf8("가")) },
    { name: "place", reader: "place", bytes: "0b8700ff" },
  ];
  return { clause: "wire 1, 2.1, 3.1, 3.2", about: "words, padding, UTF-8 and places", vectors, controls };
}

/** Every file of invalid vectors by name. */
export async function invalidVectors(streamOf: StreamOf): Promise<Readonly<Record<string, VectorFile>>> {
  return {
    cbor: invalidCbor(),
    contents: invalidContents(),
    codes: invalidCodes(streamOf),
    "weekly-keys": invalidWeeklyKeys(streamOf),
    small: invalidSmall(),
    courier: await invalidCourier(streamOf),
    envelopes: await invalidEnvelopes(streamOf),
    "route-boxes": await invalidRouteBoxes(streamOf),
    enrolments: await invalidEnrolments(streamOf),
  };
}
