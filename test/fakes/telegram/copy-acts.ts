import type { Message, MessageId, MessageOrigin } from "@grammyjs/types";
import type { Acts, Outcome } from "./acts.ts";
import { type AnyChat, type Content, findMessage, readableChat, type StoredMessage } from "./chats.ts";
import { contentOf, mayHaveCaption } from "./edit-acts.ts";
import { captioned } from "./formatted.ts";
import { isService } from "./group-sight.ts";
import { omit } from "./omit.ts";
import { type Refusal, refusals } from "./refusals.ts";
import { send, sendAll, type SendOptions } from "./sending.ts";
import type { World } from "./world.ts";

export const copyActs = {
  copyMessage(world, args) {
    const found = findSource(world, args, refusals.copyNotFound);
    if ("errorCode" in found) return found;
    if (!isCopyable(found)) return refusals.cannotCopy;
    const content = copyOf(found.message);
    const isNew = args.caption !== undefined && mayHaveCaption(content);
    const copied = isNew ? { ...omit(content, "caption", "caption_entities"), ...captioned(args.caption, args.caption_entities) } : content;
    const sent = send<Message>(world, args, copied);
    return "errorCode" in sent ? sent : { result: { message_id: sent.result.message_id } };
  },

  copyMessages: (world, args) =>
    sendMany(world, args, ({ message }) => (args.remove_caption ? omit(copyOf(message), "caption", "caption_entities") : copyOf(message))),

  forwardMessage(world, args) {
    const found = findSource(world, args, refusals.forwardNotFound);
    if ("errorCode" in found) return found;
    if (found.message.has_protected_content) return refusals.protectedContent;
    return isForwardable(found) ? send(world, args, forwardOf(found.message)) : refusals.cannotForward;
  },

  forwardMessages: (world, args) => sendMany(world, args, ({ message }) => forwardOf(message)),
} satisfies Acts;

type Source = { from_chat_id: number | string; message_id: number };

function findSource(world: World, { from_chat_id, message_id }: Source, notFound: Refusal): StoredMessage | Refusal {
  const chat = readableChat(world, from_chat_id);
  if ("errorCode" in chat) return chat;
  return findMessage(chat, message_id) ?? notFound;
}

type Many = SendOptions & { from_chat_id: number | string; message_ids: number[] };

/** What is not there or may not be passed on is skipped in silence. Albums stay together, under a new id. */
function sendMany(world: World, args: Many, become: (stored: StoredMessage) => Content): Outcome<MessageId[]> {
  const chat: AnyChat | Refusal = readableChat(world, args.from_chat_id);
  if ("errorCode" in chat) return chat;
  const found = args.message_ids.flatMap((messageId) => findMessage(chat, messageId) ?? []).filter(isForwardable);
  const now = world.options.now();
  const contents = found.map((stored) => ({ ...become(stored), ...albumOf(stored.message, now) }));
  const stored = sendAll(world, args, contents);
  return "errorCode" in stored ? stored : { result: stored.map(({ message }) => ({ message_id: message.message_id })) };
}

const isCopyable = ({ message }: StoredMessage): boolean => !isService(message) && !message.invoice;
const isForwardable = (stored: StoredMessage): boolean => isCopyable(stored) && !stored.message.has_protected_content;

/** A copy shows nothing of where it comes from, and no buttons. */
const copyOf = (message: Message): Content => structuredClone(omit(contentOf(message), "reply_markup"));

function forwardOf(message: Message): Content {
  return { ...copyOf(message), forward_origin: message.forward_origin ?? originOf(message) };
}

function originOf({ from, sender_chat, date }: Message): MessageOrigin {
  if (sender_chat) return { type: "chat", sender_chat, date };
  if (!from) throw new Error("A message has a sender");
  return { type: "user", sender_user: from, date };
}

const albumOf = ({ media_group_id }: Message, now: number) =>
  media_group_id === undefined ? {} : { media_group_id: `${media_group_id}-${now}` };
