/** Longest output that is looked at: a browser's blocks are far smaller. */
const OUTPUT_BYTES_MAX = 8 * 1024 * 1024;

/**
 * Raw Snappy (format_description.txt of google/snappy) from `at`: what LevelDB's blocks and IndexedDB's values are compressed with. It has no magic number, so null
 * for whatever does not decode to exactly the length that it begins with.
 */
export function snappyAt(bytes: Uint8Array, at: number): Buffer | null {
  const head = lengthAt(bytes, at);
  if (head === null || head.value < 16 || head.value > OUTPUT_BYTES_MAX) return null;
  // A stream begins with a literal, and expands to no more than some twenty times its size.
  if (((bytes[head.next] ?? 3) & 3) !== 0 || head.value > (bytes.length - head.next) * 64) return null;
  let out = Buffer.allocUnsafe(Math.min(head.value, 256));
  let [from, to] = [head.next, 0];
  while (to < head.value) {
    const element = elementAt(bytes, from);
    if (element === null || element.offset > to || to + element.length > head.value) return null;
    if (to + element.length > out.length)
      out = Buffer.concat([out, Buffer.allocUnsafe(Math.min(head.value, 2 * (to + element.length)) - out.length)]);
    if (element.offset === 0) {
      if (element.data + element.length > bytes.length) return null;
      out.set(bytes.subarray(element.data, element.data + element.length), to);
    } else for (let i = 0; i < element.length; i++) out[to + i] = out[to + i - element.offset] ?? 0;
    to += element.length;
    from = element.next;
  }
  return out.subarray(0, head.value);
}

interface Element {
  readonly length: number;
  /** How far back to copy from; 0 for a literal. */
  readonly offset: number;
  readonly data: number;
  readonly next: number;
}

function elementAt(bytes: Uint8Array, at: number): Element | null {
  const tag = bytes[at];
  if (tag === undefined) return null;
  const little = (from: number, count: number) => {
    let value = 0;
    for (let i = 0; i < count; i++) value += (bytes[from + i] ?? 0) * 256 ** i;
    return value;
  };
  const kind = tag & 3;
  if (kind === 0) {
    const extra = Math.max(0, (tag >> 2) - 59);
    const length = (extra === 0 ? tag >> 2 : little(at + 1, extra)) + 1;
    const data = at + 1 + extra;
    return { length, offset: 0, data, next: data + length };
  }
  const size = kind === 3 ? 4 : kind;
  const offset = kind === 1 ? ((tag >> 5) << 8) | (bytes[at + 1] ?? 0) : little(at + 1, size);
  const length = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
  return offset === 0 ? null : { length, offset, data: 0, next: at + 1 + size };
}

function lengthAt(bytes: Uint8Array, at: number): { value: number; next: number } | null {
  let value = 0;
  for (let i = 0; i < 5; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 128 ** i;
    if (byte < 0x80) return { value, next: at + i + 1 };
  }
  return null;
}
