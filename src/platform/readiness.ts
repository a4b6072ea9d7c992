import { asc, isNull, sql } from "drizzle-orm";
import * as z from "zod";
import type { ConfigProblem } from "./config.ts";
import type { Deps } from "./deps.ts";
import { migrationTags } from "./migrations.ts";
import { cronRuns, deadLetters, events } from "./schema.ts";

const EVENT_IS_LATE_MS = 5 * 60_000;
const QUEUE_IS_LATE_MS = 5 * 60_000;
const CRON_IS_LATE_MS = 15 * 60_000;
const MANY_PENDING = 100;
const RECENT_ERROR_MS = 10 * 60_000;

type Check = { status: "ok" | "failing"; problem?: string; [fact: string]: unknown };
export type Readiness = { status: "ok" | "failing"; configuration: ConfigProblem[]; checks: Record<string, Check> };

/** Every part that must work, asked at once; each tells in words what is wrong with it. */
export async function checkReadiness(deps: Deps, configuration: ConfigProblem[], schedules: string[]): Promise<Readiness> {
  const now = await deps.clock.now();
  const names = {
    database: checkMigrations,
    object: checkObject,
    events: checkEvents,
    queue: checkQueue,
    deadLetters: checkDeadLetters,
    cron: (own: Deps, at: Date) => checkCron(own, at, schedules),
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
  const missing = migrationTags.filter((tag) => !applied.has(tag));
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

async function checkCron({ db }: Deps, now: Date, schedules: string[]): Promise<Check> {
  const runs = new Map((await db.select().from(cronRuns)).map((run) => [run.schedule, run.ranAt]));
  const lastRuns = Object.fromEntries(schedules.map((name) => [name, runs.get(name)?.toISOString() ?? null]));
  const late = schedules.filter((name) => now.getTime() - (runs.get(name)?.getTime() ?? 0) > CRON_IS_LATE_MS);
  return late.length > 0 ? { ...failing(`did not run lately: ${late.join(", ")}`), lastRuns } : { status: "ok", lastRuns };
}

/** As Telegram documents WebhookInfo, as far as it is read here. */
const webhookInfo = z.object({
  url: z.string(),
  pending_update_count: z.int(),
  last_error_date: z.number().optional(),
  last_error_message: z.string().optional(),
});

async function checkTelegram({ telegram, config }: Deps, now: Date): Promise<Check> {
  const answer = await telegram.call({ method: "getWebhookInfo", payload: {} });
  if (answer.type === "unknown") return failing("does not answer");
  if (answer.type === "refused") return failing(`refuses: ${answer.description}`);
  const info = webhookInfo.parse(answer.result);
  const facts = {
    bot: config.botInfo.username,
    pendingUpdates: info.pending_update_count,
    lastErrorAt: info.last_error_date,
    lastError: info.last_error_message,
  };
  const problem = webhookProblem(info, config.publicUrl, now);
  return problem === undefined ? { status: "ok", ...facts } : { ...failing(problem), ...facts };
}

function webhookProblem(info: z.infer<typeof webhookInfo>, publicUrl: string, now: Date): string | undefined {
  if (info.url === "") return "has no webhook: run `npm run setup`";
  if (publicUrl !== "" && !info.url.startsWith(`${publicUrl}/`)) return "has the webhook of another address: run `npm run setup`";
  if (info.pending_update_count > MANY_PENDING) return "holds many updates that were not taken";
  if (now.getTime() - (info.last_error_date ?? 0) * 1000 < RECENT_ERROR_MS) return "could not deliver an update a moment ago";
  return undefined;
}

function failing(problem: string): Check {
  return { status: "failing", problem };
}
