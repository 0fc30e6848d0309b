import type { FrameListener } from "./drops/service-frames.ts";
import { Metrics } from "./metrics.ts";

/** Where the parts of a hub report to. */
export interface HubMetrics {
  readonly onRequest: (route: string, status: number, ms: number) => void;
  readonly onFrame: FrameListener;
  readonly onCommit: (mutations: number) => void;
  readonly text: () => string;
}

/** What a hub counts about itself: totals only, nothing of a single drop or client. */
export function makeHubMetrics(): HubMetrics {
  const metrics = new Metrics();
  const requests = metrics.counter("ojak_requests_total", "Requests answered, by route and status.", ["route", "status"]);
  const seconds = metrics.histogram("ojak_request_seconds", "From the first byte of a request to its answer.");
  const frames = metrics.counter("ojak_frames_total", "Frames acted on, by operation and answer.", ["op", "answer"]);
  const commits = metrics.histogram(
    "ojak_commit_mutations",
    "Mutations that shared one commit.",
    [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024],
  );
  metrics.gauge("ojak_resident_bytes", "Memory of the process.", () => process.memoryUsage.rss());
  metrics.gauge("ojak_uptime_seconds", "Since the start of the process.", () => Math.floor(process.uptime()));
  return {
    onRequest(route, status, ms) {
      requests.add(route, String(status));
      seconds.observe(ms / 1_000);
    },
    onFrame: (op, answer) => frames.add(op, answer),
    onCommit: (mutations) => commits.observe(mutations),
    text: () => metrics.text(),
  };
}
