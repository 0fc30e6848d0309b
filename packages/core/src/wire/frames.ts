import { concat, type Bytes } from "../bytes/bytes.ts";
import { OjakError, assert } from "../errors.ts";
import { FRAME_BYTES_MAX, WIRE_VERSION } from "../limits.ts";

const ENDS_BYTES = 1 + 2;

/** Bytes of a body that holds these frames and no padding. */
export function bodyLength(frames: readonly Uint8Array[]): number {
  return frames.reduce((sum, frame) => sum + 2 + frame.length, ENDS_BYTES);
}

/**
 * Builds `0x01 || frame* || end || zeros` of exactly `lengthBytes` (spec/wire.md 5); no padding when left out.
 * Frames are 1 to 4,096 bytes and must fit: anything else is a defect.
 */
export function encodeBody(frames: readonly Uint8Array[], lengthBytes = bodyLength(frames)): Bytes {
  assert(lengthBytes >= bodyLength(frames), "frames do not fit the body");
  const body = new Uint8Array(lengthBytes);
  body[0] = WIRE_VERSION;
  let at = 1;
  for (const frame of frames) {
    assert(frame.length >= 1 && frame.length <= FRAME_BYTES_MAX, `frame of ${frame.length} bytes`);
    body[at] = frame.length >> 8;
    body[at + 1] = frame.length & 0xff;
    body.set(frame, at + 2);
    at += 2 + frame.length;
  }
  return body;
}

/** How much of a body is read. */
export interface BodyBounds {
  readonly bodyBytesMax: number;
  readonly framesMax: number;
}

/**
 * Reads a body as its bytes arrive. Holds at most one unfinished frame. Once it has thrown, or the body has grown past its bound,
 * it accepts nothing more.
 */
export class FrameReader {
  readonly #bounds: BodyBounds;
  #rest: Uint8Array = new Uint8Array(0);
  #seenBytes = 0;
  #frames = 0;
  #stage: "version" | "frames" | "padding" | "refused" = "version";

  constructor(bounds: BodyBounds) {
    this.#bounds = bounds;
  }

  /** True when the end mark was read: without it the body was cut, and what it brought counts. */
  get whole(): boolean {
    return this.#stage === "padding";
  }

  /**
   * Yields every frame that this chunk completes, then throws `version`, `malformed` (padding that is not zero) or `too-large`
   * (frame, number of frames, body) if the chunk asks for it. Frames are views into memory that is not reused. Run it to its end.
   */
  *push(chunk: Uint8Array): Generator<Uint8Array, void, undefined> {
    this.#seenBytes += chunk.length;
    const held = this.#rest.length === 0 ? chunk : concat(this.#rest, chunk);
    let at = 0;
    if (this.#stage === "version" && held.length > 0) {
      if (held[0] !== WIRE_VERSION) throw this.#refusal("version", "the body is of another version");
      this.#stage = "frames";
      at = 1;
    }
    while (this.#stage === "frames" && at + 2 <= held.length) {
      const length = ((held[at] ?? 0) << 8) | (held[at + 1] ?? 0);
      if (length > FRAME_BYTES_MAX) throw this.#refusal("too-large", `a frame is at most ${FRAME_BYTES_MAX} bytes`);
      if (length === 0) {
        this.#stage = "padding";
        at += 2;
        break;
      }
      if (at + 2 + length > held.length) break;
      if (++this.#frames > this.#bounds.framesMax) throw this.#refusal("too-large", `at most ${this.#bounds.framesMax} frames`);
      yield held.subarray(at + 2, at + 2 + length);
      at += 2 + length;
    }
    this.#keep(held, at);
  }

  #keep(held: Uint8Array, at: number): void {
    if (this.#stage === "refused") throw new OjakError("malformed", "the body was refused before");
    if (this.#seenBytes > this.#bounds.bodyBytesMax)
      throw this.#refusal("too-large", `a body is at most ${this.#bounds.bodyBytesMax} bytes`);
    if (this.#stage === "padding") {
      for (let i = at; i < held.length; i++) if (held[i] !== 0) throw this.#refusal("malformed", "padding is not zero");
      this.#rest = new Uint8Array(0);
    } else {
      this.#rest = held.subarray(at);
    }
  }

  #refusal(name: "version" | "malformed" | "too-large", message: string): OjakError {
    this.#stage = "refused";
    this.#rest = new Uint8Array(0);
    return new OjakError(name, message);
  }
}

/** Reads a body that is all there; `whole` is false when it was cut. Throws as `FrameReader.push` does. */
export function readBody(
  body: Uint8Array,
  bounds: BodyBounds,
): { readonly frames: readonly Uint8Array[]; readonly whole: boolean } {
  const reader = new FrameReader(bounds);
  const frames = [...reader.push(body)];
  return { frames, whole: reader.whole };
}
