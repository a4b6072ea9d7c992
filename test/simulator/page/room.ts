import type { Persona, ReplyButton, State } from "../wire.ts";
import { api } from "./api.ts";
import { createConversation, type Conversation } from "./conversation.ts";
import { attempt } from "./notices.ts";
import type { Times } from "./time.ts";

/** One persona's private chat with the bot. */
export type Room = { persona: Persona; conversation: Conversation; keyboard: ReplyButton[][]; isBlocked: boolean };

export function openRoom(persona: Persona, state: State, times: Times): Room {
  const { personId } = persona;
  const stopDraft = () => attempt(api.stop(personId).then(() => conversation.drafts.clear()));
  const conversation = createConversation({ persona, times, onStopDraft: stopDraft });
  for (const message of state.screens[personId] ?? []) conversation.put(message);
  for (const messageId of state.waiting[personId] ?? []) conversation.setWaiting(messageId, true);
  for (const draft of state.drafts[personId] ?? []) conversation.drafts.show(draft);
  return { persona, conversation, keyboard: state.keyboards[personId] ?? [], isBlocked: state.blocked.includes(personId) };
}
