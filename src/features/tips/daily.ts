import * as z from "zod";
import { selectMistakeTypes } from "#features/tutor/feature.ts";
import { enqueueDue } from "#platform/campaign/queue.ts";
import { seededChance } from "#platform/chance.ts";
import type { Deps } from "#platform/deps.ts";
import { INTERFACE_LANGUAGES, LEVELS } from "#platform/profile.ts";
import { addDays } from "#platform/study-day.ts";
import { instantOf } from "#platform/zone.ts";
import { DAILY } from "./campaigns.ts";
import { pickTip, TIP_HOURS, tipTime, USUAL_HOUR, wasThereInTime, type TipReader } from "./rules.ts";
import { listDue, listPool, listSeen, listTimezones, saveTipDays, type PlannedTip } from "./store.ts";

const PAGE = 40;
/** How far back a tip counts as one that was had, and a mistake as recent. */
const REMEMBERED_DAYS = 365;
const RECENT_MISTAKES_MS = 14 * 24 * 60 * 60_000;

type Pool = Awaited<ReturnType<typeof listPool>>;
type Zone = { timezone: string; day: string; hour: number; now: Date };
type Due = Awaited<ReturnType<typeof listDue>>;

/** Sends today's tip to everybody for whom it is due. Found by state, so a tick that comes twice or late changes nothing. */
export async function sendDailyTips(now: Date, deps: Deps): Promise<void> {
  const zones = (await listTimezones(deps.db)).flatMap((timezone): Zone[] => {
    const time = tipTime(timezone, now);
    return time === undefined ? [] : [{ timezone, now, ...time }];
  });
  if (zones.length === 0) return;
  const pool = await listPool(deps.db, [...new Set(zones.map(({ day }) => day))]);
  if (pool.length === 0) return;
  for (const zone of zones) await sendInZone(deps, pool, zone);
  await enqueueDue(deps, now);
}

async function sendInZone(deps: Deps, pool: Pool, zone: Zone): Promise<void> {
  for (let afterId = 0; ;) {
    const due = await listDue(deps.db, { ...zone, usualHour: USUAL_HOUR, afterId, limit: PAGE });
    const last = due.at(-1);
    if (last === undefined) return;
    const present = due.filter(({ chosenAt, registeredAt, wantedHour }) =>
      wasThereInTime(chosenAt ?? registeredAt, { ...zone, wantedHour }),
    );
    await sendPage(deps, pool, present, zone);
    afterId = last.personId;
  }
}

async function sendPage(deps: Deps, pool: Pool, due: Due, { timezone, day, now }: Zone): Promise<void> {
  if (due.length === 0) return;
  const personIds = due.map(({ personId }) => personId);
  const since = new Date(now.getTime() - RECENT_MISTAKES_MS);
  const [seen, mistakes] = await Promise.all([
    listSeen(deps.db, personIds, addDays(day, -REMEMBERED_DAYS)),
    selectMistakeTypes(deps.db, { personIds, since }),
  ]);
  const expiresAt = instantOf(timezone, day, TIP_HOURS.until * 60);
  const planned = due.flatMap(({ personId, language, level }): PlannedTip[] => {
    const reader: TipReader = {
      language: z.enum(INTERFACE_LANGUAGES).parse(language),
      level: z.enum(LEVELS).parse(level),
      target: deps.config.targetLanguage,
      day,
      seen: seen.get(personId) ?? [],
      topics: mistakes.flatMap((mistake) => (mistake.personId === personId ? [mistake.type] : [])),
    };
    const deliveryKey = `${DAILY}:${day}:${personId}`;
    const tip = pickTip(pool, reader, seededChance(deliveryKey));
    if (tip === undefined) return [];
    const { tipId } = tip;
    return [
      { personId, day, tipId, delivery: { deliveryKey, campaignId: `${DAILY}.${day}`, personId, data: { tipId }, at: now, expiresAt } },
    ];
  });
  await saveTipDays(deps.db, { campaignId: `${DAILY}.${day}`, kind: DAILY, at: now }, planned);
  deps.log.info("tips.page.planned", { count: planned.length });
}
