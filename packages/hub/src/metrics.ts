interface Family {
  readonly help: string;
  readonly kind: "counter" | "gauge" | "histogram";
  lines(name: string): string[];
}

const SEPARATOR = "\n";
const SECONDS_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30];

/** A number that only grows. */
export interface Counter {
  /** Counts one. `values` go with the counter's label names, and come from small, fixed sets: never from what a client sends. */
  add(...values: readonly string[]): void;
}

/** How often values fell below bounds. */
export interface Histogram {
  observe(value: number): void;
}

/** Metrics in the Prometheus text format (exposition format 0.0.4). */
export class Metrics {
  readonly #families = new Map<string, Family>();

  counter(name: string, help: string, labels: readonly string[]): Counter {
    const counts = new Map<string, number>();
    this.#families.set(name, {
      help,
      kind: "counter",
      lines: (own) => Array.from(counts, ([key, count]) => `${own}${labelText(labels, key.split(SEPARATOR))} ${count}`),
    });
    return {
      add(...values) {
        const key = values.join(SEPARATOR);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      },
    };
  }

  gauge(name: string, help: string, read: () => number): void {
    this.#families.set(name, { help, kind: "gauge", lines: (own) => [`${own} ${read()}`] });
  }

  histogram(name: string, help: string, bounds: readonly number[] = SECONDS_BOUNDS): Histogram {
    const counts = bounds.map(() => 0);
    let [sum, count] = [0, 0];
    this.#families.set(name, {
      help,
      kind: "histogram",
      lines: (own) => [
        ...bounds.map((bound, i) => `${own}_bucket{le="${bound}"} ${counts.slice(0, i + 1).reduce((all, one) => all + one, 0)}`),
        `${own}_bucket{le="+Inf"} ${count}`,
        `${own}_sum ${sum}`,
        `${own}_count ${count}`,
      ],
    });
    return {
      observe(value) {
        const at = bounds.findIndex((bound) => value <= bound);
        if (at >= 0) counts[at] = (counts[at] ?? 0) + 1;
        sum += value;
        count += 1;
      },
    };
  }

  /** The whole page for a scraper. */
  text(): string {
    return Array.from(this.#families, ([name, family]) =>
      [`# HELP ${name} ${family.help}`, `# TYPE ${name} ${family.kind}`, ...family.lines(name), ""].join("\n"),
    ).join("");
  }
}

function labelText(names: readonly string[], values: readonly string[]): string {
  return `{${names.map((name, i) => `${name}="${values[i] ?? ""}"`).join(",")}}`;
}
