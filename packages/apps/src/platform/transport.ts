import { concat } from "@ojak/core/bytes/bytes";
import { AIR_MS_MAX } from "@ojak/core/limits";
import { together } from "@ojak/client/hub/together";
import type { Ports } from "@ojak/client/ports";
import { post } from "./post.ts";
import { beginConnection } from "./preconnect.ts";

/** Cuts whatever is on its way at this moment. */
export interface Cutter {
  cut(): void;
}

/**
 * Requests by `fetch`: simple ones in the sense of CORS, without credentials, cache, referrer or redirects. A cut answer still gives what came.
 */
export function fetchTransports(): Pick<Ports, "transportTo"> & Cutter {
  const running = new Set<AbortController>();
  return {
    cut: () => {
      for (const controller of running) controller.abort();
    },
    transportTo(hubOrigin, { airMsMax = AIR_MS_MAX } = {}) {
      let endMs: number | null = null;
      return together(
        async (path, pieces, onSoFar, onHead) => {
          endMs ??= performance.now() + airMsMax;
          const controller = new AbortController();
          // The radio is not kept on for longer, however much still comes.
          const total = setTimeout(() => controller.abort(), endMs - performance.now());
          running.add(controller);
          try {
            // The rest of up joins the connection that is there.
            if (running.size === 1) await beginConnection(hubOrigin, controller.signal);
            return await post(hubOrigin + path, concat(...pieces), controller, { onSoFar, onHead });
          } finally {
            clearTimeout(total);
            running.delete(controller);
          }
        },
        { cutsUp: true },
      );
    },
  };
}
