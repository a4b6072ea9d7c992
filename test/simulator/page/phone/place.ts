import { keep, recall } from "../kept.ts";

/** Where a person's phone is: in the list of chats, in a forum's list of topics, or in a chat, and there at which message if not at the end. */
export type Place = { chatId?: number | undefined; threadId?: number | undefined; messageId?: number | undefined };

const nameOf = (personId: number): string => `place-${personId}`;

export function rememberPlace(personId: number, place: Place): void {
  keep(nameOf(personId), place);
}

/** The place before a reload; undefined where none is known. */
export function recallPlace(personId: number): Place | undefined {
  const saved = recall(nameOf(personId));
  if (!saved) return undefined;
  const numbered = (name: keyof Place) => (typeof saved[name] === "number" ? saved[name] : undefined);
  return { chatId: numbered("chatId"), threadId: numbered("threadId"), messageId: numbered("messageId") };
}
