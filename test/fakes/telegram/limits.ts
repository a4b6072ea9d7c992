import type { AnyChat } from "./chats.ts";
import { type Refusal, tooManyRequests } from "./refusals.ts";
import type { World } from "./world.ts";

const minute = 60_000;
const second = 1000;
const usual = { groupPerMinute: 20, perSecond: 30 };

/** Refuses what comes too fast: into one group, or from the bot altogether. What passes is counted. */
export function tooFast(world: World, chat: AnyChat, messages: number): Refusal | undefined {
  const now = world.options.now();
  const { groupPerMinute, perSecond } = { ...usual, ...world.options.limits };
  const group = chat.kind === "group" ? chat : undefined;
  if (group) group.sentAt = within(group.sentAt, now, minute);
  world.sentAt = within(world.sentAt, now, second);
  const wait = Math.max(
    waitFor({ sentAt: group?.sentAt ?? [], most: groupPerMinute, span: minute, messages, now }),
    waitFor({ sentAt: world.sentAt, most: perSecond, span: second, messages, now }),
  );
  if (wait > 0) return tooManyRequests(wait);
  const sent = Array.from({ length: messages }, () => now);
  group?.sentAt.push(...sent);
  world.sentAt.push(...sent);
  return undefined;
}

const within = (times: number[], now: number, span: number): number[] => times.filter((at) => at > now - span);

/** Seconds until so many messages fit into the span again; 0 when they fit now. */
function waitFor({ sentAt, most, span, messages, now }: { sentAt: number[]; most: number; span: number; messages: number; now: number }) {
  const excess = sentAt.length + messages - most;
  if (excess <= 0) return 0;
  const leaves = sentAt[Math.min(excess, sentAt.length) - 1] ?? now;
  return Math.max(1, Math.ceil((leaves + span - now) / 1000));
}
