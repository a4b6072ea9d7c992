import type { Message, Update } from "grammy/types";

/** What kind of work an update is: it decides what may overtake what, and where it is dispatched. */
export const UPDATE_KINDS = ["command", "press", "message", "payment", "membership", "checkout", "stop", "other"] as const;
export type UpdateKind = (typeof UPDATE_KINDS)[number];

export function kindOf(update: Update): UpdateKind {
  if (update.callback_query !== undefined) return "press";
  if (update.my_chat_member !== undefined) return "membership";
  if (update.pre_checkout_query !== undefined) return "checkout";
  if (update.stopped_message_generation !== undefined) return "stop";
  if (update.message === undefined) return "other";
  if ((update.message.successful_payment ?? update.message.refunded_payment) !== undefined) return "payment";
  return commandOf(update.message) === undefined ? "message" : "command";
}

export type CommandCall = { name: string; rest: string; addressee: string | undefined };

/** The command at the very beginning of a message, lower-cased, with what follows it. */
export function commandOf(message: Message): CommandCall | undefined {
  const match = /^\/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+|$)([\s\S]*)$/.exec(message.text ?? "");
  if (match === null) return undefined;
  return { name: (match[1] ?? "").toLowerCase(), addressee: match[2], rest: (match[3] ?? "").trim() };
}
