import { Hono } from "hono";

/** The operator's side, on loopback only: `GET /metrics` and nothing else. */
export function makeAdminApp(metricsText: () => string): Hono {
  const app = new Hono();
  app.get("/metrics", (c) =>
    c.body(metricsText(), 200, { "Content-Type": "text/plain; version=0.0.4; charset=utf-8", "Cache-Control": "no-store" }),
  );
  return app;
}
