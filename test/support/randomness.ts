/** What `ent` says of some bytes (Walker, fourmilab.ch/random). */
export interface Randomness {
  readonly bitsPerByte: number;
  /** Of the 256 byte values; 255 is expected, and 190 to 330 leaves out one random file in some thousand. */
  readonly chiSquare: number;
  /** 127.5 is expected. */
  readonly mean: number;
  /** Share by which pi is missed by points thrown into a square. */
  readonly piError: number;
  /** 0 is expected. */
  readonly serialCorrelation: number;
}

/** The same figures as `ent`, by the same formulas. */
export function randomnessOf(bytes: Uint8Array): Randomness {
  const counts = new Float64Array(256);
  let [sum, squares, products] = [0, 0, 0];
  for (const [i, byte] of bytes.entries()) {
    counts[byte] = (counts[byte] ?? 0) + 1;
    sum += byte;
    squares += byte * byte;
    products += byte * (bytes[(i + 1) % bytes.length] ?? 0);
  }
  const expected = bytes.length / 256;
  const chiSquare = counts.reduce((total, count) => total + (count - expected) ** 2 / expected, 0);
  const bitsPerByte = counts.reduce(
    (total, count) => (count === 0 ? total : total - (count / bytes.length) * Math.log2(count / bytes.length)),
    0,
  );
  const serialCorrelation = (bytes.length * products - sum * sum) / (bytes.length * squares - sum * sum);
  return { bitsPerByte, chiSquare, mean: sum / bytes.length, piError: Math.abs(piOf(bytes) / Math.PI - 1), serialCorrelation };
}

/** Why these bytes are not like random ones; empty when they are. Bounds fit files of some megabytes. */
export function oddities(bytes: Uint8Array): string[] {
  const { bitsPerByte, chiSquare, mean, piError, serialCorrelation } = randomnessOf(bytes);
  return [
    ...(bitsPerByte < 7.9998 ? [`${bitsPerByte} bits a byte`] : []),
    ...(chiSquare < 160 || chiSquare > 380 ? [`chi square ${chiSquare}`] : []),
    ...(Math.abs(mean - 127.5) > 0.2 ? [`mean ${mean}`] : []),
    ...(piError > 0.01 ? [`pi missed by ${piError}`] : []),
    ...(Math.abs(serialCorrelation) > 0.003 ? [`serial correlation ${serialCorrelation}`] : []),
  ];
}

function piOf(bytes: Uint8Array): number {
  const radius = 256 ** 3 - 1;
  const at = (i: number) => (bytes[i] ?? 0) * 65_536 + (bytes[i + 1] ?? 0) * 256 + (bytes[i + 2] ?? 0);
  let [inside, all] = [0, 0];
  for (let i = 0; i + 6 <= bytes.length; i += 6) {
    all += 1;
    if (at(i) ** 2 + at(i + 3) ** 2 <= radius ** 2) inside += 1;
  }
  return (4 * inside) / all;
}
