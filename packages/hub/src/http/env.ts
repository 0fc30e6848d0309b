import type { Http2Bindings, HttpBindings } from "@hono/node-server";

/** What a handler is given besides the request: Node's own objects, and a place to say how many frames it acted on. */
export interface HubEnv {
  Bindings: HttpBindings | Http2Bindings;
  Variables: { frames: number };
}
