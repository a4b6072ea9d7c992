import type { ChatInfo, Persona, Role } from "../../wire.ts";

/** What somebody is in a chat, if they are in it. */
export function placeIn({ roles }: ChatInfo, { personId }: Persona): Role | undefined {
  return roles[personId];
}

export const isAdmin = (role: Role | undefined): boolean => role === "creator" || role === "administrator";

/** Why somebody may not write here, in words; undefined where they may. */
export function silenceIn(chat: ChatInfo, threadId: number | undefined, persona: Persona): string | undefined {
  const role = placeIn(chat, persona);
  if (role === "restricted") return "You are muted in this group";
  const topic = chat.topics.find((each) => each.threadId === threadId);
  return topic?.isClosed && !isAdmin(role) ? "This topic is closed" : undefined;
}
