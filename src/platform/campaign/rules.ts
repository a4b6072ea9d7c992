import type { TelegramAnswer } from "../telegram/client.ts";

/** Telegram takes about 30 messages a second from a bot (core.telegram.org/bots/faq); 27 leave room for whoever is waiting for an answer. */
export const GROUP_SIZE = 4;
export const GROUP_EVERY_MS = 148;
/** What was sent and is not noted yet: so many are unknown at most after a crash. */
export const MOST_IN_FLIGHT = 16;

const RETRY_DELAYS_MS = [60_000, 5 * 60_000, 15 * 60_000, 30 * 60_000, 60 * 60_000, 2 * 60 * 60_000];

/** What became of one try; one that is `pending` again is tried from `notBefore` on, or when its message of the queue comes again. */
export type Outcome =
  | { status: "sent"; messageId?: number }
  | { status: "failed" | "unreachable" | "unknown" | "skipped"; reason: string }
  | { status: "pending"; reason: string; notBefore: Date | null };

/** `holdMs` is for how long nobody may be sent anything. */
export type Judgement = { outcome: Outcome; holdMs?: number; isRevoked?: true };

/** Reads Telegram's answer to a try, of which there were `tries` with this one. What Telegram refused was not sent, also with a 5xx. */
export function judgeDelivery(
  answer: TelegramAnswer,
  { tries, now, cooldownMs }: { tries: number; now: Date; cooldownMs: number },
): Judgement {
  if (answer.type === "ok") return { outcome: { status: "sent", ...messageOf(answer.result) } };
  if (answer.type === "unknown") return { outcome: { status: "unknown", reason: "no answer" } };
  const { code, description: reason, retryAfterSeconds } = answer;
  const again = { status: "pending", reason, notBefore: null } as const;
  if (code === 429) return { outcome: again, holdMs: retryAfterSeconds === undefined ? cooldownMs : Math.max(retryAfterSeconds, 1) * 1000 };
  if (code === 401) return { outcome: again, holdMs: cooldownMs, isRevoked: true };
  if (code === 403 || /chat not found|PEER_ID_INVALID/.test(reason)) return { outcome: { status: "unreachable", reason } };
  const delay = code >= 500 ? RETRY_DELAYS_MS[tries - 1] : undefined;
  if (delay === undefined) return { outcome: { status: "failed", reason } };
  return { outcome: { ...again, notBefore: new Date(now.getTime() + delay) } };
}

function messageOf(result: unknown): { messageId?: number } {
  const messageId = typeof result === "object" && result !== null && "message_id" in result ? result.message_id : undefined;
  return typeof messageId === "number" ? { messageId } : {};
}
