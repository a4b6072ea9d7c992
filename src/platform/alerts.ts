import { lt, sql } from "drizzle-orm";
import { currentChatId } from "./chats.ts";
import { withDeadline } from "./deadline.ts";
import type { Deps } from "./deps.ts";
import { alerts } from "./schema.ts";

const QUIET_MS = 10 * 60_000;
const DEADLINE_MS = 3_000;

/** Kinds of trouble that staff are told of, with the sentence they read. Names of people and what they write do not belong here. */
const SENTENCES = {
  "row.dead": "Some updates could not be handled. The log has them under session.row.failed.",
  "job.dropped": "Some work was dropped that no version of the bot has known for a day. The log has it under session.job.dropped.",
  "effect.dropped": "Telegram refused some messages for good. The log has them under session.effect.dropped.",
  "token.revoked": "Telegram does not accept the bot's token. Nothing is sent until it is replaced.",
  "event.dead": "Some events could not be delivered for a day. They are kept as dead letters.",
  "queue.dead": "A queue message failed at every try. It is kept as a dead letter.",
  "cron.failed": "A scheduled task failed. The log has it under cron.schedule.failed.",
  "payment.unknown": "A payment came in that no feature knows. The log has it; the person must be paid back or served by hand.",
} as const;
export type AlertKind = keyof typeof SENTENCES;

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
  const text = since > 1 ? `⚠️ ${SENTENCES[kind]} (${since} times since the last alert)` : `⚠️ ${SENTENCES[kind]}`;
  const call = { method: "sendMessage", payload: { chat_id: chatId, text } };
  const at = (await deps.clock.now()).getTime();
  await deps.sessions
    .of({ type: "chat", id: chatId })
    .accept({ key: `e:alert:${kind}:${at}`, kind: "event", body: JSON.stringify({ kind: "session.relay", version: 1, data: call }) });
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
