import type { Acts, Outcome } from "./acts.ts";
import type { Draft } from "./contract.ts";
import { trimFormatted } from "./entities.ts";
import { omit } from "./omit.ts";
import { keepRich } from "./rich.ts";
import { withFiles } from "./rich-files.ts";
import { plainText } from "./rich-text.ts";
import { type AnyChat, openChat } from "./chats.ts";
import { threadOf } from "./topics.ts";
import { announce, type World } from "./world.ts";

const draftLife = 30_000;

export const draftActs = {
  sendMessageDraft: (world, args) => show(world, args, { ...draftOf(args), text: trimFormatted(args.text ?? "", []).text }),

  sendRichMessageDraft(world, args) {
    const rich = withFiles(world, args.rich_message);
    if ("errorCode" in rich) return rich;
    const { blocks } = keepRich(rich);
    return show(world, args, { ...draftOf(args), text: plainText(blocks), blocks });
  },

  sendChatAction(world, args) {
    const chat = openChat(world, args.chat_id);
    if ("errorCode" in chat) return chat;
    const threadId = threadOf(world, chat, args.message_thread_id);
    if (typeof threadId === "object") return threadId;
    announce(world, { kind: "action", chatId: chat.chat.id, action: args.action, ...(threadId === undefined ? {} : { threadId }) });
    return { result: true };
  },
} satisfies Acts;

/** The drafts that have not run out. */
export const liveDrafts = (world: World, chat: AnyChat): Draft[] =>
  [...chat.drafts.values()].filter(({ until }) => until > world.options.now()).map((draft) => omit(draft, "until", "keepsOnStop"));

type Place = { chat_id: number; message_thread_id?: number };

function show(world: World, { chat_id: chatId, message_thread_id }: Place, draft: Draft & { keepsOnStop: boolean }): Outcome<true> {
  const chat = openChat(world, chatId);
  if ("errorCode" in chat) return chat;
  const threadId = threadOf(world, chat, message_thread_id);
  if (typeof threadId === "object") return threadId;
  chat.drafts.set(draft.draftId, { ...draft, until: world.options.now() + draftLife });
  announce(world, { kind: "draft", chatId, ...omit(draft, "keepsOnStop") });
  return { result: true };
}

const draftOf = (args: { draft_id: number; can_stop?: boolean; keep_on_stop?: boolean }) => ({
  draftId: args.draft_id,
  canStop: args.can_stop ?? false,
  keepsOnStop: args.keep_on_stop ?? false,
});
