import type { Message, Update } from "grammy/types";
import type { Place } from "../turn.ts";
import { actorOf } from "./owner-of.ts";

/** Who is answered and where. */
export type Origin = {
  languageCode: string | undefined;
  username: string | undefined;
  name: string;
  /** The message whose button was pressed. */
  pressedMessageId: number | undefined;
  place: Place | undefined;
};

export function originOf(update: Update): Origin {
  const { message = update.edited_message, callback_query: press, my_chat_member: standing } = update;
  const from = message?.from ?? actorOf(update);
  return {
    languageCode: from?.language_code,
    username: from?.username,
    name: [from?.first_name, from?.last_name].filter((part) => part !== undefined).join(" "),
    pressedMessageId: press?.message?.message_id,
    place: message === undefined ? placeOf(press?.message ?? standing) : placeOf(message, message.message_id),
  };
}

/** `messageId` is the message to answer: a press answers none. */
function placeOf(message: (Partial<Message> & Pick<Message, "chat">) | undefined, messageId?: number): Place | undefined {
  if (message === undefined || message.chat.type === "private") return undefined;
  return { chatId: message.chat.id, threadId: threadOf(message), messageId };
}

/** Other messages carry a thread id too: that of the message which they answer. */
function threadOf(message: Partial<Message>): number | undefined {
  return message.is_topic_message === true ? message.message_thread_id : undefined;
}
