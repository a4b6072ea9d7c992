import * as z from "zod";
import { seededChance } from "#platform/chance.ts";
import type { Deps } from "#platform/deps.ts";
import { deliverWritten } from "#platform/events.ts";
import { INTERFACE_LANGUAGES } from "#platform/profile.ts";
import { pickTip, tipDay, wasThereInTheMorning } from "./rules.ts";
import { listDue, listSeen, listTimezones, listTips, saveTipDays } from "./store.ts";

export const TIP_DUE = "tips.due";
const PAGE = 40;
/** How far back a tip counts as one that was had. */
const REMEMBERED_DAYS = 365;

type Pool = Awaited<ReturnType<typeof listTips>>;

/** Sends today's tip to everybody for whom it is due. Found by state, so a tick that comes twice or late changes nothing. */
export async function sendDailyTips(now: Date, deps: Deps): Promise<void> {
  const pool = await listTips(deps.db);
  if (pool.length === 0) return;
  for (const timezone of await listTimezones(deps.db)) {
    const day = tipDay(timezone, now);
    if (day !== undefined) await sendInZone(deps, pool, { timezone, day, now });
  }
}

type Day = { timezone: string; day: string; now: Date };
type Due = Awaited<ReturnType<typeof listDue>>;

async function sendInZone(deps: Deps, pool: Pool, at: Day): Promise<void> {
  for (let afterId = 0; ;) {
    const due = await listDue(deps.db, { ...at, afterId, limit: PAGE });
    const last = due.at(-1);
    if (last === undefined) return;
    await sendPage(
      deps,
      pool,
      due.filter((person) => wasThereInTheMorning(person.chosenAt ?? person.registeredAt, at.timezone, at.day)),
      at,
    );
    afterId = last.personId;
  }
}

async function sendPage(deps: Deps, pool: Pool, due: Due, at: Day): Promise<void> {
  if (due.length === 0) return;
  const personIds = due.map((person) => person.personId);
  const seen = await listSeen(deps.db, personIds, dayBefore(at.now, REMEMBERED_DAYS));
  const days = due.flatMap((person) => planTip(pool, person, seen.get(person.personId) ?? [], at));
  await saveTipDays(deps.db, days);
  await deliverWritten(
    deps,
    days.map(({ event }) => event),
  );
  deps.log.info("tips.page.sent", { count: days.length });
}

function planTip(pool: Pool, { personId, language: code }: Due[number], seen: number[], at: Day) {
  const eventId = `${TIP_DUE}:${personId}:${at.day}`;
  const tip = pickTip(pool, { language: z.enum(INTERFACE_LANGUAGES).parse(code), seen }, seededChance(eventId));
  if (tip === undefined) return [];
  const to = { type: "person" as const, id: personId };
  const event = { eventId, to, kind: TIP_DUE, version: 1, data: { text: tip.text }, cause: `cron:${at.day}`, createdAt: at.now, hops: 0 };
  return [{ personId, day: at.day, tipId: tip.tipId, event }];
}

function dayBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * 24 * 3_600_000).toISOString().slice(0, 10);
}
