import { benchAirtime } from "../../bench/airtime/run.ts";
import { runAllCuts } from "../benches/cuts.ts";
import { runHub } from "../benches/hub.ts";
import { runKills } from "../benches/kill9.ts";
import { runVault } from "../benches/vault.ts";
import { defineCommand, integerOption } from "../command.ts";

const WHAT = `hub: puts, bursts and the server's own empty handler, side by side; kill9: what a hub loses that is killed under load; cuts: what a burst costs
that is cut at any byte, and gone on with; airtime: how long the radio must be on, beside other systems (needs root); vault: right, wrong and duress words`;

/** Measures on this machine. */
export const bench = defineCommand({
  name: "bench",
  summary: "measure: the hub, a killed hub, cut bursts, time on the air, the opening of a vault",
  positionals: [
    { name: "what", help: WHAT.replace("\n", " "), required: true, choices: ["hub", "kill9", "cuts", "airtime", "vault"] },
  ],
  options: {
    seconds: { type: "string", value: "N", default: "5", help: "hub: seconds for each figure" },
    rounds: { type: "string", value: "N", default: "20", help: "kill9: how often the hub is killed" },
    every: { type: "string", value: "N", default: "1", help: "cuts: only every so many of the places" },
    benchmark: {
      type: "string",
      value: "DIR",
      default: "../shared/bench/airtime",
      help: "airtime: the benchmark, from this repository",
    },
    peers: { type: "string", value: "NAMES", default: "all", help: "airtime: ojak, ojak-web and the benchmark's own" },
    profiles: { type: "string", value: "NAMES", default: "all", help: "airtime: links" },
    workloads: { type: "string", value: "NAMES", default: "all", help: "airtime: what is carried" },
    reps: { type: "string", value: "N", default: "3", help: "airtime: how often each" },
    jobs: { type: "string", value: "N", default: "3", help: "airtime: how many links at once" },
    out: { type: "string", value: "FILE", default: "airtime.json", help: "airtime: where the results go" },
    tries: { type: "string", value: "N", default: "200", help: "vault: openings of each kind" },
    engine: { type: "string", value: "ENGINE", default: "chromium", help: "vault: chromium (the real app) or node" },
    json: { type: "boolean", help: "print one JSON object a line" },
  },
  run: (options, [what], io) => {
    const { seconds, rounds, every, tries, engine, json, reps, jobs, ...airtime } = options;
    switch (what) {
      case "kill9":
        return runKills(integerOption("rounds", rounds, 1, 1_000), json, io);
      case "cuts":
        return runAllCuts(integerOption("every", every, 1, 100_000), json, io);
      case "airtime":
        return benchAirtime({
          ...airtime,
          reps: integerOption("reps", reps, 1, 100),
          jobs: integerOption("jobs", jobs, 1, 16),
          signal: io.signal,
        });
      case "vault":
        return runVault(integerOption("tries", tries, 2, 10_000), engine, json, io);
      case undefined:
      default:
        return runHub(integerOption("seconds", seconds, 1, 600), json, io);
    }
  },
});
