import type { Call } from "#platform/telegram/view.ts";

/** Telegram takes 20 messages a minute into one group: core.telegram.org/bots/faq. */
const MESSAGES = 20;
const WINDOW_MS = 60_000;

/** When the next message may go into a group to which messages went at `sentAt` (milliseconds); undefined for at once. */
export function paceUntil(sentAt: readonly number[], now: number): number | undefined {
  const recent = sentAt.filter((at) => at > now - WINDOW_MS).sort((a, b) => a - b);
  const blocking = recent[recent.length - MESSAGES];
  return blocking === undefined ? undefined : blocking + WINDOW_MS;
}

/** Keeps no more instants than the pace depends on. Several that are copied by one call count each. */
export function noteSent(sentAt: number[], now: number, { payload: { message_ids: ids } }: Pick<Call, "payload">): void {
  const count = Array.isArray(ids) ? ids.length : 1;
  sentAt.push(...Array.from({ length: count }, () => now));
  sentAt.splice(0, sentAt.length - MESSAGES);
}

/** Edits and deletions are not counted as messages. */
export function isPaced(method: string): boolean {
  return /^(send|copy|forward)/.test(method);
}
