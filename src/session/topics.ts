import * as z from "zod";
import type { TelegramAnswer } from "#platform/telegram/client.ts";
import type { Call } from "#platform/telegram/view.ts";
import type { StateCell, StateReader, Topic } from "#platform/turn.ts";
import type { Effect, Verdict } from "./effects.ts";
import type { StateWrite } from "./store.ts";

/** How long a group that could make no topic is not asked for one: it may become a forum, or give the bot the right. */
const NO_TOPICS_MS = 24 * 3_600_000;

/** When a group was last found to have no topics, in milliseconds. */
const noTopicsCell: StateCell<number> = { feature: "session", key: "no-topics", schema: z.number() };

/** How often one message follows its topic, which staff may delete again and again. */
const MAX_HEALS = 5;

/** The thread of a topic in this object's group. */
export function topicCell({ key }: Topic): StateCell<number> {
  return { feature: "session", key: `topic:${key}`, schema: z.int() };
}

/** Whether it is of use to ask the group for a topic. */
export function mayHaveTopics(state: StateReader, now: number): boolean {
  const refusedAt = state.read(noTopicsCell);
  return refusedAt === undefined || now - refusedAt >= NO_TOPICS_MS;
}

export function createTopic(chatId: unknown, { name }: Topic): Call {
  return { method: "createForumTopic", payload: { chat_id: chatId, name } };
}

/** Reads Telegram's answer to `createTopic`; undefined where it says no more than it could about any call. */
export function judgeTopic(answer: TelegramAnswer): Verdict | undefined {
  if (answer.type === "ok") {
    const { message_thread_id: threadId } = z.object({ message_thread_id: z.int() }).parse(answer.result);
    return { type: "topicMade", threadId };
  }
  // A group without topics, or one in which the bot may not make any, takes the message as it is.
  const isImpossible = answer.type === "refused" && answer.code === 400 && answer.migrateToChatId === undefined;
  return isImpossible ? { type: "noTopics" } : undefined;
}

/** What a refusal says about the topic that a message was for: staff have deleted or closed it. */
export function judgeThread({ topic, heals = 0 }: Effect, answer: TelegramAnswer): Verdict | undefined {
  if (topic === undefined || answer.type !== "refused" || heals >= MAX_HEALS) return undefined;
  if (/message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/.test(answer.description)) return { type: "topicGone" };
  if (/TOPIC_CLOSED/.test(answer.description) && heals === 0) return { type: "topicClosed" };
  return undefined;
}

type TopicVerdict = Extract<Verdict, { type: "topicMade" | "topicGone" | "topicClosed" | "noTopics" }>;

/** What is left to send, and what is noted, when a topic was made or turned out to be closed, deleted or impossible. */
export function healTopic(
  effect: Effect,
  verdict: TopicVerdict,
  { threadId, chatId, now }: { threadId: number | undefined; chatId: number; now: number },
): { effects: Effect[]; state?: StateWrite[] } {
  const { topic, ...elsewhere } = effect;
  const again = { ...effect, tries: effect.tries + 1, heals: (effect.heals ?? 0) + 1 };
  if (topic === undefined) return { effects: [elsewhere] };
  if (verdict.type === "noTopics") {
    return { effects: [elsewhere], state: [{ feature: noTopicsCell.feature, key: noTopicsCell.key, json: String(now) }] };
  }

  const { feature, key } = topicCell(topic);
  if (verdict.type === "topicMade") return { effects: [effect], state: [{ feature, key, json: String(verdict.threadId) }] };
  if (verdict.type === "topicGone") return { effects: [again], state: [{ feature, key, json: undefined }] };
  const { tell: _, ...untold } = elsewhere;
  const payload = { chat_id: chatId, message_thread_id: threadId };
  const call = { method: "reopenForumTopic", payload };
  return {
    effects: [
      { ...untold, effectId: `${effect.effectId}.open`, class: "repeat", tries: 1, target: { type: "call", call, plain: [] } },
      again,
    ],
  };
}
