import { createMiddleware } from "hono/factory";
import { recordAudit } from "#platform/audit.ts";
import type { HttpEnv } from "#platform/deps.ts";

/**
 * Records what was changed at Telegram through an admin route: who, what, when; never the body. What is changed in the database is
 * recorded in the batch of its change.
 */
export const auditAtTelegram = createMiddleware<HttpEnv>(async (c, next) => {
  await next();
  if (c.req.method === "GET" || !c.res.ok) return;
  const { deps, now } = c.var;
  const action = `${c.req.method} ${c.req.path}`;
  await deps.db.batch([
    recordAudit(deps.db, {
      auditId: `admin:${crypto.randomUUID()}`,
      actor: "admin",
      action,
      subject: c.req.path,
      origin: "admin route",
      at: now,
    }),
  ]);
});
