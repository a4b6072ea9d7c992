import { and, eq, lt, sql } from "drizzle-orm";
import * as z from "zod";
import { currentChatId } from "./chats.ts";
import { withDeadline } from "./deadline.ts";
import type { Database } from "./database.ts";
import type { Deps } from "./deps.ts";
import { deliverWritten, insertEvent, type NewEvent } from "./events.ts";
import type { Translate } from "./i18n/words.ts";
import type { Subject } from "./object-name.ts";
import { alerts } from "./schema.ts";
import type { View } from "./telegram/view.ts";
import { paragraph } from "./text/tree.ts";

const QUIET_MS = 10 * 60_000;
const DEADLINE_MS = 3_000;

/** Kinds of trouble that staff are told of, with the sentence they read. Names of people and what they write do not belong here. */
const SENTENCES = {
  "row.dead": "alert-row-dead",
  "job.dropped": "alert-job-dropped",
  "effect.dropped": "alert-effect-dropped",
  "chat.unreachable": "alert-chat-unreachable",
  "token.revoked": "alert-token-revoked",
  "event.dead": "alert-event-dead",
  "event.looping": "alert-event-looping",
  "queue.dead": "alert-queue-dead",
  "cron.failed": "alert-cron-failed",
  "payment.unknown": "alert-payment-unknown",
  "backup.missing": "alert-backup-missing",
} as const;
export type AlertKind = keyof typeof SENTENCES;

/** The event by which the chat of the alerts is told; how often it happened since the last one is `count`. */
export const ALERT = "session.alert";
const KINDS = Object.keys(SENTENCES) as [AlertKind, ...AlertKind[]];
export const raisedAlert = z.object({ alert: z.enum(KINDS), count: z.int() });

export function renderAlert({ alert, count }: z.infer<typeof raisedAlert>, t: Translate): View {
  const sentence = t(SENTENCES[alert]);
  return { text: [paragraph(count > 1 ? `⚠️ ${sentence} ${t("alert-since", { count })}` : `⚠️ ${sentence}`)] };
}

/**
 * Tells staff, once in ten minutes for each kind, how often it happened since the last time. Never rejects, and holds nobody up
 * for long: it is called where something has failed already.
 */
export async function raiseAlert(deps: Deps, kind: AlertKind): Promise<void> {
  try {
    await withDeadline(DEADLINE_MS, () => tellStaff(deps, kind));
  } catch (error) {
    deps.log.error("alerts.alert.failed", { kind, error });
  }
}

async function tellStaff(deps: Deps, kind: AlertKind): Promise<void> {
  const { alerts: chatId } = deps.config.chats;
  const now = await deps.clock.now();
  const to = chatId === undefined ? undefined : { type: "chat" as const, id: await currentChatId(deps.db, chatId) };
  const event = await countAlert(deps.db, { kind, to, now });
  if (event !== undefined) await deliverWritten(deps, [event]);
}

type Counted = { kind: AlertKind; to: Subject | undefined; now: Date };

/**
 * Counts one more. When it is time for another alert, its event is written with the mark that keeps the next ones quiet, so that one
 * that cannot be delivered now is delivered later.
 */
async function countAlert(db: Database, { kind, to, now }: Counted): Promise<NewEvent | undefined> {
  const lastQuiet = new Date(now.getTime() - QUIET_MS);
  const isDue = and(eq(alerts.kind, kind), lt(alerts.sentAt, lastQuiet));
  const data = sql`json_object('alert', ${kind}, 'count', (select count from alerts where kind = ${kind}))`;
  const event = { eventId: `alert:${kind}:${now.getTime()}`, kind: ALERT, version: 1, cause: kind, createdAt: now, hops: 0 };
  const [[counted]] = await db.batch([
    db
      .insert(alerts)
      .values({ kind, sentAt: new Date(0), count: 1 })
      .onConflictDoUpdate({ target: alerts.kind, set: { count: sql`${alerts.count} + 1` } })
      .returning(),
    ...(to === undefined ? [] : [insertEvent(db, { ...event, to, data }, sql`exists (select 1 from alerts where ${isDue})`)]),
    db.update(alerts).set({ sentAt: now, count: 0 }).where(isDue),
  ]);
  if (counted === undefined || to === undefined || counted.sentAt >= lastQuiet) return undefined;
  return { ...event, to, data: { alert: kind, count: counted.count } };
}
