import { seededChance } from "#platform/chance.ts";
import type { Deps } from "#platform/deps.ts";
import { deliverEvent } from "#platform/events.ts";
import { INTERFACE_LANGUAGES } from "#platform/profile.ts";
import { pickTip, tipDay } from "./rules.ts";
import { listDue, listSeen, listTimezones, listTips, saveTipDays } from "./store.ts";

export const TIP_DUE = "tips.due";
const PAGE = 40;

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

async function sendInZone(deps: Deps, pool: Pool, at: { timezone: string; day: string; now: Date }): Promise<void> {
  for (let afterId = 0; ;) {
    const due = await listDue(deps.db, { ...at, afterId, limit: PAGE });
    const last = due.at(-1);
    if (last === undefined) return;
    await sendPage(deps, pool, due, at);
    afterId = last.personId;
  }
}

async function sendPage(deps: Deps, pool: Pool, due: Awaited<ReturnType<typeof listDue>>, at: { day: string; now: Date }): Promise<void> {
  const seen = await listSeen(
    deps.db,
    due.map((person) => person.personId),
  );
  const days = due.flatMap(({ personId, language: code }) => {
    const language = INTERFACE_LANGUAGES.find((known) => known === code) ?? "en";
    const eventId = `${TIP_DUE}:${personId}:${at.day}`;
    const tip = pickTip(pool, { language, seen: seen.get(personId) ?? [] }, seededChance(eventId));
    if (tip === undefined) return [];
    const event = {
      eventId,
      to: { type: "person" as const, id: personId },
      kind: TIP_DUE,
      version: 1,
      data: { text: tip.text },
      cause: `cron:${at.day}`,
      createdAt: at.now,
    };
    return [{ personId, day: at.day, tipId: tip.tipId, event }];
  });
  await saveTipDays(deps.db, days);
  for (const { event } of days) await deliverEvent(deps, event);
  deps.log.info("tips.page.sent", { count: days.length });
}
