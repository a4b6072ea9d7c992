import { sql } from "drizzle-orm";
import type { Context } from "hono";
import { requireAdmin } from "./admin-auth.ts";
import { listSchedules } from "#src/cron.ts";
import { chooseFeatures } from "#features/index.ts";
import { checkReadiness } from "#platform/readiness.ts";
import { withDeadline } from "#platform/deadline.ts";
import { openDatabase } from "#platform/database.ts";
import { createDeps, type HttpEnv } from "#platform/deps.ts";

const CACHE_MS = 30_000;
const DATABASE_DEADLINE_MS = 2_000;

let known: { at: number; isReachable: boolean } | undefined;

/** For a pinger from outside: reads D1 at most every half minute. */
export async function healthRoute(c: Context<HttpEnv>): Promise<Response> {
  if (known === undefined || Date.now() - known.at > CACHE_MS) known = { at: Date.now(), isReachable: await isDatabaseReachable(c.env.DB) };
  const { isReachable } = known;
  const body = {
    status: isReachable ? "ok" : "failing",
    version: c.env.VERSION?.id ?? "unknown",
    database: isReachable ? "reachable" : "unreachable",
  };
  return c.json(body, isReachable ? 200 : 503);
}

async function isDatabaseReachable(d1: D1Database): Promise<boolean> {
  try {
    await withDeadline(DATABASE_DEADLINE_MS, () => openDatabase(d1).run(sql`select 1`));
    return true;
  } catch {
    return false;
  }
}

/** For operators: every part by name, and what is wrong with it in words. */
export const readyRoute = [
  requireAdmin,
  async (c: Context<HttpEnv>): Promise<Response> => {
    const deps = createDeps(c.env);
    if (!deps.ok) return c.json({ status: "failing", configuration: deps.reason }, 503);
    const schedules = listSchedules(deps.value.config).map((schedule) => schedule.name);
    const report = await checkReadiness(deps.value, chooseFeatures(deps.value.config).problems, schedules);
    return c.json(report, report.status === "ok" ? 200 : 503);
  },
] as const;
