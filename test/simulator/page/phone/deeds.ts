import type { Message } from "@grammyjs/types";
import type { Persona } from "../../wire.ts";
import { api, type Where } from "../api.ts";
import { attempt } from "../notices.ts";
import type { ChatData } from "../store.ts";
import type { MessageDeeds, Meant } from "./message-menu.ts";
import { subscriptionDeeds } from "./payments.ts";
import { isAdmin, placeIn } from "./standing.ts";
import type { Purpose } from "./writing.ts";

type DeedsInput = {
  persona: Persona;
  chat: ChatData;
  here: Where;
  /** The next text is for this message. */
  begin: (kind: Purpose["kind"], messageId: number) => void;
};

/** What somebody can do with a message of a chat; undefined where it is gone. */
export function deedsFor(messageId: number, { persona, chat, here, begin }: DeedsInput): Meant | undefined {
  const message = chat.messages.get(messageId);
  if (!message) return undefined;
  const { personId } = persona;
  const which = { ...here, messageId };
  const own = chat.reactions.get(messageId)?.find(({ userId }) => userId === personId)?.emoji ?? [];
  const isOwn = message.from?.id === personId;
  const deeds: MessageDeeds = {
    react: (emoji) => attempt(api.react({ ...which, emoji: own.includes(emoji) ? [] : [emoji] })),
    reply: () => begin("reply", messageId),
    ...(isOwn && hasWords(message) ? { edit: () => begin("edit", messageId) } : {}),
    ...subscriptionDeeds(message),
    ...(isOwn || mayRemoveAny(chat, persona) ? { remove: () => attempt(api.remove(which)) } : {}),
  };
  return { message, deeds };
}

/** A text, or what may have a caption. */
const hasWords = (message: Message): boolean =>
  ["text", "photo", "video", "animation", "document", "audio", "voice"].some((kind) => kind in message);

/** Whatever the bot says in private can be deleted, and anything in a group by its administrators: Telegram tells no bot. */
function mayRemoveAny({ info }: ChatData, persona: Persona): boolean {
  return info.kind === "private" || isAdmin(placeIn(info, persona));
}
