import { lt, sql } from "drizzle-orm";
import * as z from "zod";
import { currentChatId } from "./chats.ts";
import { withDeadline } from "./deadline.ts";
import type { Deps } from "./deps.ts";
import type { Translate } from "./i18n/words.ts";
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
  const since = await countAlert(deps, kind);
  if (since === undefined || deps.config.chats.alerts === undefined) return;
  const chatId = await currentChatId(deps.db, deps.config.chats.alerts);
  const event = { kind: ALERT, version: 1, data: { alert: kind, count: since } };
  const at = (await deps.clock.now()).getTime();
  await deps.sessions.of({ type: "chat", id: chatId }).accept({ key: `e:alert:${kind}:${at}`, kind: "event", body: JSON.stringify(event) });
}

/** Counts one more; gives how often it came since the last alert when it is time for another, otherwise undefined. */
async function countAlert({ db, clock }: Deps, kind: AlertKind): Promise<number | undefined> {
  const now = await clock.now();
  const isDue = lt(alerts.sentAt, new Date(now.getTime() - QUIET_MS));
  const [before] = await db
    .insert(alerts)
    .values({ kind, sentAt: now, count: 0 })
    .onConflictDoUpdate({ target: alerts.kind, set: { count: sql`${alerts.count} + 1` } })
    .returning();
  if (before?.sentAt.getTime() === now.getTime() && before.count === 0) return 1;
  const [due] = await db
    .update(alerts)
    .set({ sentAt: now, count: 0 })
    .where(sql`${alerts.kind} = ${kind} and ${isDue}`)
    .returning({ kind: alerts.kind });
  return due === undefined ? undefined : before?.count;
}
