import assert from "node:assert/strict";
import { test } from "node:test";
import { Metrics } from "./metrics.ts";

test("metrics: the text format of Prometheus", () => {
  const metrics = new Metrics();
  const counter = metrics.counter("a_total", "Things.", ["kind"]);
  for (let i = 0; i < 3; i++) counter.add("x");
  const histogram = metrics.histogram("b_seconds", "Times.", [1, 2]);
  for (const value of [0.5, 1, 1.5, 9]) histogram.observe(value);
  metrics.gauge("c", "Now.", () => 7);
  assert.equal(
    metrics.text(),
    [
      "# HELP a_total Things.",
      "# TYPE a_total counter",
      'a_total{kind="x"} 3',
      "# HELP b_seconds Times.",
      "# TYPE b_seconds histogram",
      'b_seconds_bucket{le="1"} 2',
      'b_seconds_bucket{le="2"} 3',
      'b_seconds_bucket{le="+Inf"} 4',
      "b_seconds_sum 12",
      "b_seconds_count 4",
      "# HELP c Now.",
      "# TYPE c gauge",
      "c 7",
      "",
    ].join("\n"),
  );
});
