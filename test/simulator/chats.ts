import type { ChatMember } from "@grammyjs/types";
import type { FakeTelegram, GroupView } from "#fakes/telegram/contract.ts";
import { simulatedBot } from "./personas.ts";
import type { ChatInfo, Persona, Reactions, Receipts } from "./wire.ts";

/** Each persona's chat with the bot, and the groups. */
export function listChats(telegram: FakeTelegram, personas: Persona[]): ChatInfo[] {
  return [...personas.map(privateChat), ...telegram.groups().map((group) => groupChat(group, personas))];
}

export function reactionsOf(telegram: FakeTelegram, chatId: number, messageId: number): Reactions {
  return telegram.reactions(chatId, messageId).map(({ userId, reaction }) => ({
    userId,
    emoji: reaction.map((each) => (each.type === "emoji" ? each.emoji : "⭐")),
  }));
}

/** By message; those without any are left out. */
export function reactionsIn(telegram: FakeTelegram, chatId: number): Record<string, Reactions> {
  const all = telegram.screen(chatId).map(({ message_id }) => [message_id, reactionsOf(telegram, chatId, message_id)] as const);
  return Object.fromEntries(all.filter(([, reactions]) => reactions.some(({ emoji }) => emoji.length > 0)));
}

/** By invoice; those that nobody has paid are left out. */
export function receiptsIn(telegram: FakeTelegram, chatId: number): Record<string, Receipts> {
  const invoices = telegram.screen(chatId).filter(({ invoice }) => invoice);
  const all = invoices.map(({ message_id }) => [message_id, telegram.receipts(chatId, message_id)] as const);
  return Object.fromEntries(all.filter(([, receipts]) => receipts.length > 0));
}

function privateChat({ personId }: Persona): ChatInfo {
  return {
    chatId: personId,
    kind: "private",
    title: simulatedBot.first_name,
    members: [personId],
    roles: {},
    size: 2,
    isForum: false,
    topics: [],
    pinned: [],
  };
}

function groupChat({ chat, members, topics, pinned }: GroupView, personas: Persona[]): ChatInfo {
  const present = members.filter(isPresent).map(({ user }) => user.id);
  return {
    chatId: chat.id,
    kind: chat.type,
    title: chat.title ?? "Group",
    members: personas.map(({ personId }) => personId).filter((personId) => present.includes(personId)),
    roles: Object.fromEntries(members.map(({ user, status }) => [user.id, status])),
    size: present.length,
    isForum: chat.is_forum === true,
    topics: topics
      .filter(({ isHidden }) => !isHidden)
      .map(({ message_thread_id, name, isClosed }) => ({ threadId: message_thread_id, name, isClosed })),
    pinned,
  };
}

function isPresent(member: ChatMember): boolean {
  return member.status === "restricted" ? member.is_member : member.status !== "left" && member.status !== "kicked";
}
