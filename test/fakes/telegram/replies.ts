import type { Message } from "@grammyjs/types";
import { omit } from "./omit.ts";

/** A quoted message never quotes another. The cast: its type demands a key that must be undefined and may not be. */
export function quoted(message: Message): NonNullable<Message["reply_to_message"]> {
  return omit(structuredClone(message), "reply_to_message") as NonNullable<Message["reply_to_message"]>;
}
