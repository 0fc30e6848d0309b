import { brotliDecompressSync, constants, inflateRawSync, inflateSync, zstdDecompressSync } from "node:zlib";
import { snappyAt } from "./snappy.ts";

const OUTPUT_BYTES_MAX = 16 * 1024 * 1024;
/** A block of LevelDB's log files: records are cut at its end, each with 7 bytes in front. */
const LOG_BLOCK_BYTES = 32_768;
const LOG_HEAD_BYTES = 7;

/** What may be inside some bytes of a file, each piece with the way it was found. `from` is a name to recognise it by. */
export interface Inner {
  readonly from: string;
  readonly bytes: Buffer;
}

/** Tries to inflate at every magic number, as Snappy and at likely places as Brotli, and puts LevelDB's cut log records together again. */
export function innerOf(name: string, bytes: Buffer): Inner[] {
  const found: Inner[] = [];
  const add = (from: string, piece: Buffer | null) => {
    if (piece !== null && piece.length >= 16) found.push({ from: `${name} ${from}`, bytes: piece });
  };
  for (let at = 0; at < bytes.length - 4; at++) {
    const magic = bytes.readUInt16BE(at);
    if (magic === 0x1f8b)
      add(
        `gzip at ${at}`,
        tried(() => inflateRawSync(afterGzipHead(bytes, at), LENIENT)),
      );
    // CMF 0x78 and a check that 31 divides.
    if (magic >> 8 === 0x78 && magic % 31 === 0)
      add(
        `zlib at ${at}`,
        tried(() => inflateSync(bytes.subarray(at), LENIENT)),
      );
    if (magic === 0x28b5 && bytes.readUInt16BE(at + 2) === 0x2ffd)
      add(
        `zstd at ${at}`,
        tried(() => zstdDecompressSync(bytes.subarray(at), ZSTD_LENIENT)),
      );
    add(`snappy at ${at}`, snappyAt(bytes, at));
  }
  for (const at of brotliPlaces(bytes))
    add(
      `brotli at ${at}`,
      tried(() => brotliDecompressSync(bytes.subarray(at), BROTLI_LENIENT)),
    );
  if (/\.log$|MANIFEST|CURRENT/u.test(name)) {
    const joined = withoutLogHeads(bytes);
    found.push({ from: `${name} records`, bytes: joined });
    for (let at = 0; at < joined.length; at++) add(`records snappy at ${at}`, snappyAt(joined, at));
  }
  return found;
}

const LENIENT = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: OUTPUT_BYTES_MAX };
const BROTLI_LENIENT = { finishFlush: constants.BROTLI_OPERATION_FLUSH, maxOutputLength: OUTPUT_BYTES_MAX };
const ZSTD_LENIENT = { finishFlush: constants.ZSTD_e_flush, maxOutputLength: OUTPUT_BYTES_MAX };

function tried(inflate: () => Buffer): Buffer | null {
  try {
    return inflate();
  } catch {
    return null;
  }
}

/** Behind the ten bytes that every gzip head has; a name in it would be read as data and fail, and browsers write none. */
function afterGzipHead(bytes: Buffer, at: number): Buffer {
  return bytes.subarray(at + 10);
}

/** Brotli has no magic number: it is tried where a cache's file begins, and behind its head (20 or 24 bytes and a key). */
function brotliPlaces(bytes: Buffer): number[] {
  const isSimpleCache = bytes.length > 24 && bytes.readBigUInt64LE(0) === 0xfcfb6d1ba7725c30n;
  const key = isSimpleCache ? bytes.readUInt32LE(12) : 0;
  return isSimpleCache ? [0, 20 + key, 24 + key] : [0];
}

function withoutLogHeads(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let block = 0; block < bytes.length; block += LOG_BLOCK_BYTES) {
    const end = Math.min(block + LOG_BLOCK_BYTES, bytes.length);
    for (let at = block; at + LOG_HEAD_BYTES <= end;) {
      const length = bytes.readUInt16LE(at + 4);
      parts.push(bytes.subarray(at + LOG_HEAD_BYTES, Math.min(end, at + LOG_HEAD_BYTES + length)));
      at += LOG_HEAD_BYTES + length;
    }
  }
  return Buffer.concat(parts);
}
