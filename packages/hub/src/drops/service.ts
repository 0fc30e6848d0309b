import type { Clock } from "../clock.ts";
import type { DropsStore } from "./port.ts";
import { makeDownService, type DownService } from "./service-down.ts";
import type { FrameListener } from "./service-frames.ts";
import { makeUpService, type UpService } from "./service-up.ts";

/** What the routes ask for. */
export interface DropsService {
  readonly up: UpService;
  readonly down: DownService;
}

/** The rules of the burst (spec/wire.md 5). */
export function makeDropsService(store: DropsStore, clock: Clock, onFrame: FrameListener = () => {}): DropsService {
  return { up: makeUpService(store, clock, onFrame), down: makeDownService(store, clock, onFrame) };
}
