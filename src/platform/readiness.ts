import { asc, isNull, sql } from "drizzle-orm";
import journal from "../../migrations/meta/_journal.json" with { type: "json" };
import type { ConfigProblem } from "./config.ts";
import type { Deps } from "./deps.ts";
import { cronRuns, deadLetters, events } from "./schema.ts";

const EVENT_IS_LATE_MS = 5 * 60_000;
const QUEUE_IS_LATE_MS = 5 * 60_000;
const CRON_IS_LATE_MS = 15 * 60_000;

type Check = { status: "ok" | "failing"; problem?: string; [fact: string]: unknown };
export type Readiness = { status: "ok" | "failing"; configuration: ConfigProblem[]; checks: Record<string, Check> };

/** Every part that must work, asked at once; each tells in words what is wrong with it. */
export async function checkReadiness(deps: Deps, configuration: ConfigProblem[]): Promise<Readiness> {
  const now = await deps.clock.now();
  const names = {
    database: checkMigrations,
    object: checkObject,
    events: checkEvents,
    queue: checkQueue,
    deadLetters: checkDeadLetters,
    cron: checkCron,
    telegram: checkTelegram,
  };
  const entries = await Promise.all(
    Object.entries(names).map(async ([name, check]): Promise<[string, Check]> => [name, await settle(check(deps, now))]),
  );
  const isOk = configuration.length === 0 && entries.every(([, check]) => check.status === "ok");
  return { status: isOk ? "ok" : "failing", configuration, checks: Object.fromEntries(entries) };
}

/** A check that throws has found its part not working. */
async function settle(check: Promise<Check>): Promise<Check> {
  try {
    return await check;
  } catch (error) {
    return failing(`does not answer (${error instanceof Error ? error.name : "unknown"})`);
  }
}

async function checkMigrations({ db }: Deps): Promise<Check> {
  const rows = await db.all<{ name: string }>(sql`select name from d1_migrations`);
  const applied = new Set(rows.map((row) => row.name.replace(/\.sql$/, "")));
  const missing = journal.entries.map((entry) => entry.tag).filter((tag) => !applied.has(tag));
  return missing.length === 0 ? { status: "ok" } : { ...failing("has migrations that are not applied: run `npm run deploy`"), missing };
}

async function checkObject({ sessions }: Deps): Promise<Check> {
  return (await sessions.of({ type: "misc", shard: 0 }).beat()) ? { status: "ok" } : failing("did not keep what was written");
}

async function checkEvents({ db }: Deps, now: Date): Promise<Check> {
  const [oldest] = await db
    .select({ createdAt: events.createdAt })
    .from(events)
    .where(isNull(events.deliveredAt))
    .orderBy(asc(events.createdAt))
    .limit(1);
  const ageMs = oldest === undefined ? 0 : now.getTime() - oldest.createdAt.getTime();
  return ageMs > EVENT_IS_LATE_MS ? { ...failing("some events are not delivered"), ageMs } : { status: "ok", ageMs };
}

async function checkQueue({ queue }: Deps, now: Date): Promise<Check> {
  const { backlogCount, oldestMessageTimestamp } = await queue.metrics();
  const ageMs = oldestMessageTimestamp === undefined || backlogCount === 0 ? 0 : now.getTime() - oldestMessageTimestamp.getTime();
  return ageMs > QUEUE_IS_LATE_MS
    ? { ...failing("the queue is not worked off"), ageMs, backlogCount }
    : { status: "ok", ageMs, backlogCount };
}

async function checkDeadLetters({ db }: Deps): Promise<Check> {
  const count = await db.$count(deadLetters);
  return count > 0 ? { ...failing("some messages failed at every try"), count } : { status: "ok", count };
}

async function checkCron({ db }: Deps, now: Date): Promise<Check> {
  const runs = await db.select().from(cronRuns);
  const lastRuns = Object.fromEntries(runs.map((run) => [run.cron, run.ranAt.toISOString()]));
  const isLate = runs.length === 0 || runs.some((run) => now.getTime() - run.ranAt.getTime() > CRON_IS_LATE_MS);
  return isLate ? { ...failing("did not run lately"), lastRuns } : { status: "ok", lastRuns };
}

async function checkTelegram({ telegram }: Deps): Promise<Check> {
  const answer = await telegram.call({ method: "getWebhookInfo", payload: {} });
  if (answer.type === "unknown") return failing("does not answer");
  if (answer.type === "refused") return failing(`refuses: ${answer.description}`);
  // As Telegram documents WebhookInfo.
  const info = answer.result as { url?: string; pending_update_count?: number; last_error_date?: number; last_error_message?: string };
  const facts = { pendingUpdates: info.pending_update_count ?? 0, lastErrorAt: info.last_error_date, lastError: info.last_error_message };
  return info.url === undefined || info.url === ""
    ? { ...failing("has no webhook: run `npm run setup`"), ...facts }
    : { status: "ok", ...facts };
}

function failing(problem: string): Check {
  return { status: "failing", problem };
}
