/** One burst as somebody saw it: what kind it was, and what could be measured of it. */
export interface Sample {
  readonly kind: string;
  readonly figures: readonly number[];
}

const NEIGHBOURS = 15;

/**
 * How often a simple trained classifier is right about samples that it has not seen: the kind that most of the 15 nearest known ones have, every figure
 * scaled by its spread. 0 to 1; chance is one over the number of kinds.
 */
export function accuracyOf(known: readonly Sample[], unknown: readonly Sample[]): number {
  const scales = (known[0]?.figures ?? []).map((_, i) => spreadOf(known.map(({ figures }) => figures[i] ?? 0)));
  const distance = (a: Sample, b: Sample): number =>
    a.figures.reduce((sum, figure, i) => sum + ((figure - (b.figures[i] ?? 0)) / (scales[i] ?? 1)) ** 2, 0);
  const guess = (sample: Sample): string => {
    const near = known.map((one) => ({ kind: one.kind, far: distance(sample, one) })).toSorted((a, b) => a.far - b.far);
    return mostFrequent(near.slice(0, NEIGHBOURS).map(({ kind }) => kind));
  };
  return unknown.filter((sample) => guess(sample) === sample.kind).length / unknown.length;
}

/** The distance between the tenth and the ninetieth percentile: a few slow samples must not hide a difference. */
function spreadOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return at(0.9) - at(0.1) || 1;
}

function mostFrequent(kinds: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? "";
}
