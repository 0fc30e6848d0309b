/** What is typed to open a vault: words that open it, words that open nothing, words that open the decoy. */
export const OPENINGS = ["right", "wrong", "duress"] as const;
export type Opening = (typeof OPENINGS)[number];

/** One opening, and how long it took until the screen, or the caller, knew. */
export interface Timing {
  readonly kind: Opening;
  readonly ms: number;
}

/** What a kind came to. Differences are to another kind of the same round; `isAlike` when they may be zero, or are under 2 % of the median. */
export interface TimingRow {
  readonly kind: Opening;
  readonly tries: number;
  readonly medianMs: number;
  readonly differences: readonly {
    readonly to: Opening;
    readonly medianMs: number;
    readonly lowMs: number;
    readonly highMs: number;
    readonly isAlike: boolean;
  }[];
}

const RESAMPLES = 4_000;
const SHARE_MAX = 0.02;

/** Sums up rounds, each of which holds every kind once; 95 % intervals are of the median of paired differences, by bootstrap. */
export function timingRows(rounds: readonly Readonly<Record<Opening, number>>[], random: () => number): TimingRow[] {
  return OPENINGS.map((kind) => {
    const medianMs = median(rounds.map((round) => round[kind]));
    const differences = OPENINGS.filter((other) => other !== kind).map((to) => {
      const paired = rounds.map((round) => round[kind] - round[to]);
      const { low, high } = interval(paired, random);
      const isSmall = Math.max(Math.abs(low), Math.abs(high)) < SHARE_MAX * medianMs;
      return { to, medianMs: median(paired), lowMs: low, highMs: high, isAlike: isSmall || (low <= 0 && high >= 0) };
    });
    return { kind, tries: rounds.length, medianMs, differences };
  });
}

/** The kinds in an order by chance, so that nothing that drifts favours one. */
export function shuffled(random: () => number): Opening[] {
  const left = [...OPENINGS];
  return OPENINGS.flatMap(() => left.splice(Math.floor(random() * left.length), 1));
}

function interval(values: readonly number[], random: () => number): { low: number; high: number } {
  const draw = () => values[Math.floor(random() * values.length)] ?? 0;
  const medians = Array.from({ length: RESAMPLES }, () => median(values.map(draw))).toSorted((a, b) => a - b);
  const at = (share: number) => medians[Math.floor(share * (RESAMPLES - 1))] ?? 0;
  return { low: at(0.025), high: at(0.975) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle - 0.5)] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
