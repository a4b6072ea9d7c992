import { and, eq, gte, lt, sql } from "drizzle-orm";
import * as z from "zod";
import { MISTAKE_TYPES } from "#features/tutor/feature.ts";
import { seededChance } from "#platform/chance.ts";
import type { Deps } from "#platform/deps.ts";
import { deliverWritten, insertEvent, type NewEvent } from "#platform/events.ts";
import { INTERFACE_LANGUAGES, LEVELS } from "#platform/profile.ts";
import { people } from "#platform/schema.ts";
import { addDays } from "#platform/study-day.ts";
import { localTime } from "#platform/zone.ts";
import { isModelsDay } from "./rules.ts";
import { tips } from "./schema.ts";

export const WANTED = "tips.wanted";
/** For whom a model is to write, and where its text goes. */
export const wantedTip = z.object({
  key: z.string(),
  language: z.enum(INTERFACE_LANGUAGES),
  level: z.enum(LEVELS),
  topic: z.string(),
  day: z.string(),
});
export type WantedTip = z.infer<typeof wantedTip>;

/** So far ahead that staff have a day to read what models have written. */
const DAYS_AHEAD = [1, 2];
/** The most for a day; whoever is in none of the largest groups gets a written tip. */
const MOST_A_DAY = 6;

/** Has models write the tips of the days to come, by language and level of those who live here. Done once for each day. */
export async function prepareTips(now: Date, deps: Deps): Promise<void> {
  const { tipsByModel, models, timezone } = deps.config;
  if (tipsByModel === "off" || models.chat.length === 0) return;
  const { day: today } = localTime(timezone, now);
  for (const day of DAYS_AHEAD.map((days) => addDays(today, days)).filter(isModelsDay)) await prepareDay(day, now, deps);
}

async function prepareDay(day: string, now: Date, deps: Deps): Promise<void> {
  const { db, config } = deps;
  const prefix = `model:${day}:`;
  if ((await db.$count(tips, and(gte(tips.key, prefix), lt(tips.key, `model:${day};`)))) > 0) return;
  const groups = await db
    .select({ language: people.explanationLanguage, level: people.level })
    .from(people)
    .where(eq(people.isReachable, true))
    .groupBy(people.explanationLanguage, people.level)
    .orderBy(sql`count(*) desc`)
    .limit(MOST_A_DAY);
  const wanted = groups.map(({ language, level }) => {
    const key = `${prefix}${language}:${level}`;
    const topic = MISTAKE_TYPES[Math.floor(seededChance(key) * MISTAKE_TYPES.length)] ?? "other";
    return wantedTip.parse({ key, language, level, topic, day });
  });
  const events = wanted.map((data) => wantedEvent(data, now));
  const rows = wanted.map(({ key, language, level, topic }) => {
    const row = { key, language, level, topic, text: "", target: config.targetLanguage, forDay: day, addedAt: now };
    return db
      .insert(tips)
      .values({ ...row, state: "asked" })
      .onConflictDoNothing();
  });
  const [first, ...rest] = rows;
  if (first === undefined) return;
  await db.batch([first, ...rest, ...events.map((event) => insertEvent(db, event))]);
  await deliverWritten(deps, events);
}

/** For an object of nobody, since a job needs one, and its cost is the academy's. */
function wantedEvent(data: WantedTip, createdAt: Date): NewEvent {
  const to = { type: "misc", shard: 0 } as const;
  return { eventId: `${WANTED}:${data.key}`, to, kind: WANTED, version: 1, data, cause: "cron", createdAt, hops: 0 };
}

/** The statement that keeps what a model has written, once. */
export function saveProposal({ db }: Pick<Deps, "db">, { key, text, state }: { key: string; text: string; state: "proposed" | "ready" }) {
  return db
    .update(tips)
    .set({ text, state })
    .where(and(eq(tips.key, key), eq(tips.state, "asked")));
}
