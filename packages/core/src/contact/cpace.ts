import { ristretto255, ristretto255_hasher } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { concat, isZero, type Bytes } from "../bytes/bytes.ts";
import { utf8 } from "../bytes/text.ts";
import { assert, OjakError } from "../errors.ts";

const DSI = utf8("CPaceRistretto255");
const DSI_ISK = utf8("CPaceRistretto255_ISK");
const SHA512_BLOCK_BYTES = 128;
/** One side's message: a group element. */
export const CPACE_MESSAGE_BYTES = 32;
/** Random bytes that make one scalar, reduced modulo the group order: 64, so that no scalar is noticeably likelier. */
export const CPACE_RANDOM_BYTES = 64;

/** What both sides put into the generator (draft-irtf-cfrg-cpace): a weak secret, who talks with whom, and a session id. */
export interface CpaceInput {
  readonly prs: Uint8Array;
  readonly ci: Uint8Array;
  readonly sid: Uint8Array;
}

/** A secret scalar as 32 little-endian bytes with the message that goes to the other side. */
export interface CpaceShare {
  readonly scalar: Bytes;
  readonly message: Bytes;
}

/** Makes one side's share. `random` has 64 bytes and is never used again. */
export function cpaceShare(input: CpaceInput, random: Uint8Array): CpaceShare {
  assert(random.length === CPACE_RANDOM_BYTES, "a share needs 64 random bytes");
  const { Fn } = ristretto255.Point;
  const scalar = Fn.toBytes(Fn.create(littleEndian(random)));
  return cpaceShareOf(input, Uint8Array.from(scalar));
}

/** The share of a known scalar: for the published vectors, and for an initiator that kept its scalar. */
export function cpaceShareOf(input: CpaceInput, scalar: Bytes): CpaceShare {
  const message = Uint8Array.from(cpaceGenerator(input).multiply(littleEndian(scalar)).toBytes());
  return { scalar, message };
}

/** The generator that the weak secret selects; exported for the published vectors. */
export function cpaceGenerator({ prs, ci, sid }: CpaceInput): InstanceType<typeof ristretto255.Point> {
  const head = lvCat(DSI, prs);
  const zeros = Math.max(0, SHA512_BLOCK_BYTES - 1 - prepended(prs) - prepended(DSI));
  const string = concat(head, lvCat(new Uint8Array(zeros), ci, sid));
  assert(ristretto255_hasher.deriveToCurve !== undefined, "ristretto255 maps 64 bytes to a point");
  return ristretto255_hasher.deriveToCurve(sha512(string));
}

/**
 * The shared key ISK (64 bytes), initiator's message first. Throws `malformed` when the other message is no point or gives the neutral one.
 */
export function cpaceIsk(sid: Uint8Array, own: CpaceShare, other: Uint8Array, side: "initiator" | "responder"): Bytes {
  const key = sharedPoint(own.scalar, other);
  const [ya, yb] = side === "initiator" ? [own.message, other] : [other, own.message];
  return Uint8Array.from(sha512(concat(lvCat(DSI_ISK, sid, key), cpaceTranscript(ya, yb))));
}

/** ISK for other associated data than none, as the published vectors use. */
export function cpaceIskOf(sid: Uint8Array, key: Uint8Array, transcript: Uint8Array): Bytes {
  return Uint8Array.from(sha512(concat(lvCat(DSI_ISK, sid, key), transcript)));
}

/** transcript_ir of the draft. */
export function cpaceTranscript(ya: Uint8Array, yb: Uint8Array, ada = new Uint8Array(), adb = new Uint8Array()): Bytes {
  return concat(lvCat(ya, ada), lvCat(yb, adb));
}

/** scalar_mult_vfy of the draft: throws `malformed` for what is no point or leads to the neutral element. */
export function sharedPoint(scalar: Uint8Array, message: Uint8Array): Bytes {
  try {
    const point = ristretto255.Point.fromBytes(Uint8Array.from(message));
    const key = point.multiply(littleEndian(scalar)).toBytes();
    if (!isZero(key)) return Uint8Array.from(key);
  } catch {
    /* refused below */
  }
  throw new OjakError("malformed", "the other side's message is not a point of the group");
}

/** Each part behind its length (LEB128), as the draft's lv_cat. */
export function lvCat(...parts: readonly Uint8Array[]): Bytes {
  return concat(...parts.flatMap((part) => [leb128(part.length), part]));
}

function prepended(part: Uint8Array): number {
  return part.length + leb128(part.length).length;
}

function leb128(value: number): Bytes {
  const out: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest >>= 7) out.push((rest & 0x7f) | 0x80);
  return Uint8Array.from([...out, rest]);
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}
