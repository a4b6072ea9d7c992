import { Hono } from "hono";
import { closeDoors } from "./http/headers.ts";
import { adminRoutes } from "./http/admin.ts";
import { healthRoute, readyRoute } from "./http/health.ts";
import { webhook } from "./http/webhook.ts";
import type { HttpEnv } from "#platform/deps.ts";
import { createLog } from "#platform/log.ts";

/** Everything that reaches the Worker over HTTP. */
export const app = new Hono<HttpEnv>()
  .use(closeDoors)
  .post("/telegram/webhook", webhook)
  .get("/health", healthRoute)
  .get("/ready", ...readyRoute)
  .route("/admin", adminRoutes)
  .onError((error, c) => {
    createLog("error").error("http.request.failed", { method: c.req.method, error });
    return c.json({ error: "something went wrong here; it is in the log" }, 500);
  })
  .notFound((c) => c.json({ error: "there is nothing here" }, 404));
