import type { Call } from "#platform/telegram/view.ts";
import { labelIn } from "./plan.ts";

type Post = { cardId: number; rev: number; threadId: number | undefined; isGone: boolean };
type Thread = { name: string; isOpen: boolean; isGone: boolean };

/** The card that a message shows, and the state of it that it tells. */
export function cardIn({ text }: Call["payload"]): { cardId: number; rev: number } | undefined {
  const [, cardId] = /^card (\d+)$/.exec(labelIn(text) ?? "") ?? [];
  return cardId === undefined ? undefined : { cardId: Number(cardId), rev: Number(/rev (\d+)/.exec(String(text))?.[1]) };
}

/** What Telegram holds of one chat: the messages with cards and, in a forum, the topics. People delete and close what they like. */
export function createChat({ isForum }: { isForum: boolean }) {
  const posts = new Map<number, Post>();
  const threads = new Map<number, Thread>();

  const refusesSend = ({ message_thread_id: threadId }: Call["payload"]) => {
    if (threadId === undefined) return undefined;
    const thread = threads.get(Number(threadId));
    if (thread === undefined || thread.isGone) return "message thread not found";
    return thread.isOpen ? undefined : "TOPIC_CLOSED";
  };
  const refusesEdit = ({ message_id: messageId, text }: Call["payload"]) => {
    const post = posts.get(Number(messageId));
    if (post?.isGone === true) return "message to edit not found";
    const shown = cardIn({ text });
    return post !== undefined && shown?.rev === post.rev ? "message is not modified" : undefined;
  };
  const refusesOpening = ({ message_thread_id: threadId }: Call["payload"]) => {
    const thread = threads.get(Number(threadId));
    if (thread === undefined || thread.isGone) return "message thread not found";
    return thread.isOpen ? "TOPIC_NOT_MODIFIED" : undefined;
  };
  return {
    post: (messageId: number) => posts.get(messageId),
    thread: (threadId: number) => threads.get(threadId),
    posts: () => [...posts].filter(([, { isGone }]) => !isGone).map(([messageId]) => messageId),
    threads: () => [...threads].filter(([, { isGone }]) => !isGone).map(([threadId]) => threadId),
    /** Why this call cannot be carried out, in Telegram's words. */
    refuses: ({ method, payload }: Call): string | undefined => {
      if (method === "createForumTopic") return isForum ? undefined : "the chat is not a forum";
      if (method === "reopenForumTopic") return refusesOpening(payload);
      return method === "editMessageText" ? refusesEdit(payload) : refusesSend(payload);
    },
    carryOut: ({ method, payload }: Call, newId: number): void => {
      const card = cardIn(payload);
      if (method === "createForumTopic") threads.set(newId, { name: String(payload.name), isOpen: true, isGone: false });
      if (method === "reopenForumTopic") change(threads.get(Number(payload.message_thread_id)), { isOpen: true });
      if (card === undefined) return;
      if (method === "editMessageText") change(posts.get(Number(payload.message_id)), card);
      else posts.set(newId, { ...card, threadId: threadIn(payload), isGone: false });
    },
    deletePost: (messageId: number) => change(posts.get(messageId), { isGone: true }),
    closeThread: (threadId: number) => change(threads.get(threadId), { isOpen: false }),
    /** What stands in it goes with it. */
    deleteThread: (threadId: number) => {
      change(threads.get(threadId), { isGone: true });
      for (const post of posts.values()) if (post.threadId === threadId) change(post, { isGone: true });
    },
  };
}

export function threadIn({ message_thread_id: threadId }: Call["payload"]): number | undefined {
  return threadId === undefined ? undefined : Number(threadId);
}

function change<Thing extends object>(thing: Thing | undefined, fields: Partial<Thing>): void {
  if (thing !== undefined) Object.assign(thing, fields);
}

export type Chat = ReturnType<typeof createChat>;
