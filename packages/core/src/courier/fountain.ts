import { concat, equal, readU16, readU32, take, u16, u32, type Bytes } from "../bytes/bytes.ts";
import { decodeCode, encodeCode } from "../bytes/code.ts";
import { hex, utf8 } from "../bytes/text.ts";
import { OjakError } from "../errors.ts";
import { digest } from "../keys/derive.ts";
import { FOUNTAIN_BLOCK_BYTES, FOUNTAIN_BLOCKS_MAX, FOUNTAIN_BUNDLES_MAX, WIRE_VERSION } from "../limits.ts";
import { checkBundle, isBundleSize } from "./bundle.ts";
import { join, lowestBit, Solver } from "./solver.ts";

const ID_BYTES = 4;
const HEAD_BYTES = 1 + ID_BYTES + 4 + 2 + 4;

/** How many patterns show each piece of the bundle once. */
export function fountainBlocks(bundle: Uint8Array): number {
  return Math.ceil(bundle.length / FOUNTAIN_BLOCK_BYTES);
}

/**
 * The text of pattern number `number` (below 2^32; spec/wire.md 10.3): first every piece once, then without end combinations, any of which helps. For the
 * alphanumeric mode of a QR code.
 */
export function fountainFrame(bundle: Uint8Array, number: number): string {
  checkBundle(bundle);
  const count = fountainBlocks(bundle);
  const id = idOf(bundle);
  const payload = new Uint8Array(blockBytes(bundle.length, count));
  for (let rest = maskOf(id, count, number); rest !== 0n;) {
    const at = lowestBit(rest);
    join(payload, bundle.subarray(at * payload.length, (at + 1) * payload.length));
    rest ^= 1n << BigInt(at);
  }
  const head = [Uint8Array.of(WIRE_VERSION), id, u32(bundle.length), u16(count), u32(number)];
  return encodeCode(concat(...head, payload)).replaceAll("-", "");
}

/** How far a bundle has come: pieces known and pieces in all; `bundle` once it is whole. */
export interface FountainProgress {
  readonly known: number;
  readonly blocks: number;
  readonly bundle: Bytes | null;
}

/** Puts a bundle together from its patterns, in any order, with any of them missing, doubled, or of another bundle. */
export class FountainReader {
  /** By what a pattern says of its bundle; the latest last. */
  readonly #solvers = new Map<string, Solver>();

  /**
   * Takes in what a camera read. Throws `too-large`, `malformed` or `version` for what is no pattern, `checksum` for one that was misread, and when what was put
   * together is not what all the patterns said it was: it begins again then.
   */
  add(text: string): FountainProgress {
    const { id, total, count, mask, payload } = readFrame(text);
    const name = hex(concat(id, u32(total), u16(count)));
    const solver = this.#solvers.get(name) ?? new Solver(count);
    this.#solvers.delete(name);
    this.#solvers.set(name, solver);
    const [oldest = name] = this.#solvers.keys();
    if (this.#solvers.size > FOUNTAIN_BUNDLES_MAX) this.#solvers.delete(oldest);
    if (solver.missing > 0) solver.add(mask, payload);
    if (solver.missing > 0) return { known: count - solver.missing, blocks: count, bundle: null };
    this.#solvers.delete(name);
    const bundle = take(concat(...solver.blocks()), 0, total);
    if (!equal(idOf(bundle), id)) throw new OjakError("checksum", "these patterns do not belong together: begin again");
    return { known: count, blocks: count, bundle };
  }
}

function readFrame(text: string) {
  if (text.length > FRAME_CHARACTERS_MAX) throw new OjakError("too-large", "that is longer than any pattern of a bundle");
  const frame = decodeCode(text);
  if (frame[0] !== WIRE_VERSION) throw new OjakError("version", "these patterns are of another version");
  const id = take(frame, 1, ID_BYTES);
  const [total, count, number] = [readU32(frame, 5), readU16(frame, 9), readU32(frame, 11)];
  // Everything announced is one of few values before anything is kept.
  const isBundle = isBundleSize(total) && count > 0 && count <= FOUNTAIN_BLOCKS_MAX;
  if (!isBundle || frame.length !== HEAD_BYTES + blockBytes(total, count))
    throw new OjakError("malformed", "that is no pattern of a bundle");
  return { id, total, count, mask: maskOf(id, count, number), payload: frame.slice(HEAD_BYTES) };
}

/** With smaller pieces than ours the count is bound; with larger ones a pattern could not be read. */
const FRAME_CHARACTERS_MAX = 4 * FOUNTAIN_BLOCK_BYTES;

function blockBytes(totalBytes: number, count: number): number {
  return Math.ceil(totalBytes / count);
}

function idOf(bundle: Uint8Array): Bytes {
  return digest(ID_BYTES, utf8("ojak/1 bundle"), bundle);
}

/** Which pieces a pattern joins. The first `count` numbers name one each; the others are drawn by a hash, each piece with chance one half. */
function maskOf(id: Uint8Array, count: number, number: number): bigint {
  if (number < count) return 1n << BigInt(number);
  const drawn = digest(32, utf8("ojak/1 fountain"), id, u16(count), u32(number));
  const mask = BigInt(`0x${hex(drawn)}`) >> BigInt(256 - count);
  return mask === 0n ? 1n << BigInt(number % count) : mask;
}
