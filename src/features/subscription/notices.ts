import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import { deliverWritten, insertEvent, type NewEvent } from "#platform/events.ts";
import { hasChanged } from "#platform/audit.ts";
import { tellOutcome, type Turn } from "#platform/turn.ts";
import { daytime, nextNotice } from "./rules.ts";
import { endOf } from "./standing.ts";
import { listToNotice, moveNotice } from "./store.ts";
import { renderEnding } from "./view.ts";

export const NOTICE = "subscription.notice";
/** `outcome` is what became of the message, where that is what the event tells. */
export const endNotice = z.object({ endsAt: z.number(), outcome: tellOutcome.optional() });

const PAGE = 40;
const MY_TIMER = "notice";

/**
 * Has everybody told of the end of their access for whom it is time and day. Found by state: a tick that comes twice changes
 * nothing, and after an outage each gets the newest notice alone.
 */
export async function sendNotices(now: Date, deps: Deps): Promise<void> {
  for (let afterId = 0; ;) {
    const page = await listToNotice(deps.db, { now, afterId, limit: PAGE });
    const last = page.at(-1);
    if (last === undefined) return;
    await sendPage(
      deps,
      page.flatMap((person) => planNotice(person, now)),
    );
    afterId = last.personId;
  }
}

type Person = Awaited<ReturnType<typeof listToNotice>>[number];
type Notice = { personId: number; from: Date; to: Date | undefined; event: NewEvent };

/** The notice that is due, and when the next one will be; none at night. */
function planNotice({ personId, endsAt, noticeAt, timezone }: Person, now: Date): Notice[] {
  if (endsAt === null || noticeAt === null || daytime(timezone, now).from > now) return [];
  const eventId = `${NOTICE}:${personId}:${noticeAt.getTime()}`;
  const data: z.infer<typeof endNotice> = { endsAt: endsAt.getTime() };
  const event: NewEvent = {
    eventId,
    to: { type: "person", id: personId },
    kind: NOTICE,
    version: 1,
    data,
    cause: "cron",
    hops: 0,
    createdAt: now,
  };
  return [{ personId, from: noticeAt, to: nextNotice(endsAt, now), event }];
}

/** Whoever has paid in this very moment is passed over. */
async function sendPage(deps: Deps, notices: Notice[]): Promise<void> {
  const { db } = deps;
  const statements = notices.flatMap((notice) => [moveNotice(db, notice), insertEvent(db, notice.event, hasChanged)]);
  const [first, ...rest] = statements;
  if (first === undefined) return;
  const results: unknown[] = await db.batch([first, ...rest]);
  const moved = notices.filter((_, at) => Array.isArray(results[at * 2]) && (results[at * 2] as unknown[]).length > 0);
  await deliverWritten(
    deps,
    moved.map(({ event }) => event),
  );
  deps.log.info("subscription.page.noticed", { count: moved.length });
}

/** Tells it, unless it is outdated; what comes at night, or could not be sent before it, waits for the morning. */
export function sayNotice({ endsAt, outcome }: z.infer<typeof endNotice>, turn: Turn, { config }: Deps): void {
  const isOver = outcome !== undefined && !(outcome.type === "failed" && outcome.reason === "expired");
  const profile = turn.profile();
  const end = endOf(turn.state);
  if (isOver || profile === undefined || end?.getTime() !== endsAt) return;
  const again = { kind: NOTICE, version: 1, data: { endsAt } };
  const { from, until } = daytime(profile.timezone, turn.now);
  if (from > turn.now) return turn.after(MY_TIMER, { ...again, dueAt: from });
  turn.say(renderEnding(turn, config, end), { expiresAt: until, tell: again });
}
