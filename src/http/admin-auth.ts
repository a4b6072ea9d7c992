import { createMiddleware } from "hono/factory";
import { readSecrets } from "#platform/config.ts";
import type { HttpEnv } from "#platform/deps.ts";
import { isOneOf } from "#platform/secret.ts";

/** Lets only the bearer of `ADMIN_TOKEN` pass; anybody else gets 401 and costs no database read. */
export const requireAdmin = createMiddleware<HttpEnv>(async (c, next) => {
  const presented = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
  if (await isOneOf(presented, readSecrets(c.env).admin)) return next();
  return c.json({ error: "a bearer token is needed" }, 401, { "www-authenticate": "Bearer" });
});
