import type { Message } from "@grammyjs/types";
import { GENERAL_TOPIC } from "../shared/general-topic.ts";
import type { Asked, ChatInfo, CommandList, Draft, Persona, Reactions, Receipts, ReplyButton, State } from "../wire.ts";

/** All that one chat holds, whether or not a phone shows it. */
export type ChatData = {
  info: ChatInfo;
  messages: Map<number, Message>;
  reactions: Map<number, Reactions>;
  receipts: Map<number, Receipts>;
  waiting: Set<number>;
  drafts: Map<number, Draft>;
  keyboard: ReplyButton[][];
  /** By person, the message that they are to reply to. */
  asked: Map<number, number>;
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

function emptyChat(info: ChatInfo): ChatData {
  return {
    info,
    messages: new Map(),
    reactions: new Map(),
    receipts: new Map(),
    waiting: new Set(),
    drafts: new Map(),
    keyboard: [],
    asked: new Map(),
  };
}

/** The chats that a person sees. */
export function chatsOf(store: Store, personId: number): ChatData[] {
  return [...store.chats.values()].filter(({ info }) => info.members.includes(personId));
}

/** The newest word first. */
export function byNewest(chats: ChatData[]): ChatData[] {
  const dated = chats.map((chat) => ({ chat, date: newestIn(chat)?.date ?? 0 }));
  return dated.toSorted((a, b) => b.date - a.date).map(({ chat }) => chat);
}

export function newestIn({ messages }: ChatData, isMeant: (message: Message) => boolean = () => true): Message | undefined {
  let newest: Message | undefined;
  for (const message of messages.values()) if (isMeant(message)) newest = message;
  return newest;
}

/** In the General topic, messages name none. */
export function topicOf(message: Message): number {
  return (message.is_topic_message ? message.message_thread_id : undefined) ?? GENERAL_TOPIC;
}

/** Takes over which chats there are; what is known of each stays. */
export function setChats(store: Store, chats: ChatInfo[]): void {
  store.chats = new Map(
    chats.map((info) => {
      const chat = store.chats.get(info.chatId) ?? emptyChat(info);
      chat.info = info;
      return [info.chatId, chat];
    }),
  );
}

function openChat(info: ChatInfo, state: State): ChatData {
  return {
    info,
    messages: new Map((state.screens[info.chatId] ?? []).map((message) => [message.message_id, message])),
    reactions: byMessage(state.reactions[info.chatId]),
    receipts: byMessage(state.receipts[info.chatId]),
    waiting: new Set(state.waiting[info.chatId]),
    drafts: new Map((state.drafts[info.chatId] ?? []).map((draft) => [draft.draftId, draft])),
    keyboard: state.keyboards[info.chatId] ?? [],
    asked: askedOf(state.asked[info.chatId] ?? []),
  };
}

export function askedOf(asked: Asked[]): ChatData["asked"] {
  return new Map(asked.map(({ personId, messageId }) => [personId, messageId]));
}

function byMessage<T>(told: Record<string, T> | undefined): Map<number, T> {
  return new Map(Object.entries(told ?? {}).map(([messageId, each]) => [Number(messageId), each]));
}
