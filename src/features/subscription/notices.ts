import * as z from "zod";
import type { CampaignKind } from "#platform/campaign/kind.ts";
import { enqueueDue } from "#platform/campaign/queue.ts";
import { insertDelivery, openCampaign, type NewDelivery } from "#platform/campaign/store.ts";
import { daytime } from "#platform/daytime.ts";
import type { Deps } from "#platform/deps.ts";
import { hasChanged } from "#platform/audit.ts";
import { parseJson } from "#platform/json.ts";
import { nextNotice, NOTICE_HOURS } from "./rules.ts";
import { listEnds, listToNotice, moveNotice } from "./store.ts";
import { renderEnding } from "./view.ts";

const NOTICES = "subscription.notices";
/** `next` is when there is something to tell after it, by which it is known whether it is still the newest. */
const notice = z.object({ endsAt: z.number(), next: z.number().nullable() });

const PAGE = 40;

/**
 * Has everybody told of the end of their access for whom it is time and day. Found by state: a tick that comes twice changes
 * nothing, and after an outage each gets the newest notice alone.
 */
export async function sendNotices(now: Date, deps: Deps): Promise<void> {
  for (let afterId = 0; ;) {
    const page = await listToNotice(deps.db, { now, afterId, limit: PAGE });
    const last = page.at(-1);
    if (last === undefined) break;
    await sendPage(
      deps,
      page.flatMap((person) => planNotice(person, now)),
      now,
    );
    afterId = last.personId;
  }
  await enqueueDue(deps, now);
}

type Person = Awaited<ReturnType<typeof listToNotice>>[number];
type Notice = { personId: number; from: Date; to: Date | undefined; delivery: Omit<NewDelivery, "campaignId"> };

/** The notice that is due, and when the next one will be; none at night. */
function planNotice({ personId, endsAt, noticeAt, timezone }: Person, now: Date): Notice[] {
  if (endsAt === null || noticeAt === null || daytime(NOTICE_HOURS, timezone, now).from > now) return [];
  const to = nextNotice(endsAt, now);
  const data: z.infer<typeof notice> = { endsAt: endsAt.getTime(), next: to?.getTime() ?? null };
  const deliveryKey = `${NOTICES}:${personId}:${noticeAt.getTime()}`;
  return [{ personId, from: noticeAt, to, delivery: { deliveryKey, personId, data, at: now } }];
}

/** Whoever has paid in this very moment is passed over. */
async function sendPage({ db, log }: Deps, notices: Notice[], now: Date): Promise<void> {
  if (notices.length === 0) return;
  const campaignId = `${NOTICES}.${now.toISOString().slice(0, 10)}`;
  const statements = notices.flatMap(({ delivery, ...move }) => [
    moveNotice(db, move),
    insertDelivery(db, { ...delivery, campaignId }, hasChanged),
  ]);
  await db.batch([openCampaign(db, { campaignId, kind: NOTICES, at: now, isFilled: true }), ...statements]);
  log.info("subscription.page.noticed", { count: notices.length });
}

/** The end of access is near, or has come. What is outdated by then is left out, and the night is waited for. */
export const noticeCampaign: CampaignKind = {
  name: NOTICES,
  hours: NOTICE_HOURS,
  prepare: async ({ deliveries }, { db, config }) => {
    const ends = await listEnds(
      db,
      deliveries.map(({ personId }) => personId),
    );
    return ({ personId, data }, reader) => {
      const { endsAt, next } = notice.parse(parseJson(data));
      const known = ends.get(personId);
      const isNewest = known?.endsAt?.getTime() === endsAt && (known.noticeAt?.getTime() ?? null) === next;
      return isNewest ? renderEnding(reader, config, new Date(endsAt)) : undefined;
    };
  },
};
