import type { Message } from "@grammyjs/types";
import type { ChatInfo, CommandList, Draft, Persona, ReplyButton, State } from "../wire.ts";

/** All that one chat holds, whether or not a phone shows it. */
export type ChatData = {
  info: ChatInfo;
  messages: Map<number, Message>;
  waiting: Set<number>;
  drafts: Map<number, Draft>;
  keyboard: ReplyButton[][];
};

/** What the simulator has told this page so far. */
export type Store = {
  bot: State["bot"];
  personas: Map<number, Persona>;
  chats: Map<number, ChatData>;
  blocked: Set<number>;
  commands: CommandList[];
};

export function openStore(state: State): Store {
  return {
    bot: state.bot,
    personas: new Map(state.personas.map((persona) => [persona.personId, persona])),
    chats: new Map(state.chats.map((info) => [info.chatId, openChat(info, state)])),
    blocked: new Set(state.blocked),
    commands: state.commands,
  };
}

export function emptyChat(info: ChatInfo): ChatData {
  return { info, messages: new Map(), waiting: new Set(), drafts: new Map(), keyboard: [] };
}

/** The chats that a person sees, the newest word first. */
export function chatsOf(store: Store, personId: number): ChatData[] {
  const own = [...store.chats.values()].filter(({ info }) => info.members.includes(personId));
  return own.toSorted((a, b) => (newestIn(b)?.date ?? 0) - (newestIn(a)?.date ?? 0));
}

export function newestIn({ messages }: ChatData): Message | undefined {
  let newest: Message | undefined;
  for (const message of messages.values()) newest = message;
  return newest;
}

function openChat(info: ChatInfo, state: State): ChatData {
  return {
    info,
    messages: new Map((state.screens[info.chatId] ?? []).map((message) => [message.message_id, message])),
    waiting: new Set(state.waiting[info.chatId]),
    drafts: new Map((state.drafts[info.chatId] ?? []).map((draft) => [draft.draftId, draft])),
    keyboard: state.keyboards[info.chatId] ?? [],
  };
}
