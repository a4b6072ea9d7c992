import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { clockRoutes } from "./admin-clock.ts";
import { requireAdmin } from "./admin-auth.ts";
import { backupRoutes } from "./admin-backup.ts";
import { deadLetterRoutes } from "./admin-dead-letters.ts";
import { peopleRoutes } from "./admin-people.ts";
import { switchRoutes } from "./admin-switches.ts";
import { commandRoutes, webhookRoutes } from "./admin-telegram.ts";
import { createKinds } from "#platform/kinds.ts";
import { allFeatures, chooseFeatures } from "#features/index.ts";
import { createDeps, type HttpEnv } from "#platform/deps.ts";
import type { Feature } from "#platform/feature.ts";

const withDeps = createMiddleware<HttpEnv>(async (c, next) => {
  const deps = createDeps(c.env);
  if (!deps.ok) return c.json({ error: "the configuration is incomplete", configuration: deps.reason }, 503);
  c.set("deps", deps.value);
  c.set("kinds", createKinds(chooseFeatures(deps.value.config).enabled));
  c.set("now", await deps.value.clock.now());
  return next();
});

/** JSON for operators and their scripts, behind the bearer token. */
export const adminRoutes = new Hono<HttpEnv>()
  .use(requireAdmin, withDeps)
  .route("/webhook", webhookRoutes)
  .route("/commands", commandRoutes)
  .route("/clock", clockRoutes)
  .route("/dead-letters", deadLetterRoutes)
  .route("/people", peopleRoutes)
  .route("/switches", switchRoutes)
  .route("/backup", backupRoutes);

for (const feature of allFeatures) {
  if (feature.adminRoutes === undefined) continue;
  adminRoutes.use(`/${feature.name}/*`, onlyWhileEnabled(feature)).route(`/${feature.name}`, feature.adminRoutes);
}

function onlyWhileEnabled({ name }: Feature) {
  return createMiddleware<HttpEnv>(async (c, next) => {
    const isEnabled = chooseFeatures(c.var.deps.config).enabled.some((feature) => feature.name === name);
    return isEnabled ? next() : c.json({ error: `the feature ${name} is switched off` }, 404);
  });
}
