import type { Stream } from "../stream.ts";

export type Vector = Readonly<Record<string, unknown>>;

/** One file of vectors: byte strings are lower-case hexadecimal, `error` is a stable name of src/errors.ts. */
export interface VectorFile {
  readonly clause: string;
  readonly about: string;
  readonly vectors: readonly Vector[];
  /** In a file of invalid vectors: what differs from them by the named fault alone, and is accepted. */
  readonly controls?: readonly Vector[];
}

/** Where a maker's randomness comes from: a stream for each name. */
export type StreamOf = (name: string) => Stream;

/** How a file is written, so that the same vectors are the same bytes. */
export function fileText(file: VectorFile): string {
  return `${JSON.stringify(file, null, 1)}\n`;
}
