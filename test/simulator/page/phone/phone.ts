import type { Message } from "@grammyjs/types";
import type { Draft, Persona } from "../../wire.ts";
import { api } from "../api.ts";
import { copyOf, find } from "../dom.ts";
import { attempt } from "../notices.ts";
import { chatsOf, isInTopic, type ChatData, type Store } from "../store.ts";
import type { Times } from "../time.ts";
import { createAnswering } from "./answering.ts";
import { connectAttachments } from "./attachments.ts";
import { connectChatMenu } from "./chat-menu.ts";
import { createChatList } from "./chat-list.ts";
import { commandsFor } from "./commands.ts";
import { createComposer } from "./composer.ts";
import { createConversation, type Conversation } from "./conversation.ts";
import { dressChat, dressPhone } from "./dress.ts";
import { connectMessageMenu, type MessageDeeds } from "./message-menu.ts";
import { recallPlace, rememberPlace, type Place } from "./place.ts";
import { subscriptionDeeds } from "./payments.ts";
import { connectPresses } from "./presses.ts";
import { createScroller } from "./scroller.ts";
import { createStatus } from "./status.ts";
import type { Taps } from "./taps.ts";

/** One person's Telegram: a list of chats, or one chat that is open. */
export type Phone = {
  persona: Persona;
  element: HTMLElement;
  toasts: HTMLElement;
  openChatId: () => number | undefined;
  receive: (chatId: number, message: Message) => void;
  /** Draws a message anew where it stands. */
  redraw: (chatId: number, message: Message) => void;
  remove: (chatId: number, messageId: number) => void;
  setWaiting: (chatId: number, messageId: number, isWaiting: boolean) => void;
  showDraft: (chatId: number, draft: Draft) => void;
  showAction: (chatId: number, action: string) => void;
  /** Brings all but the messages into line with the store. */
  refresh: () => void;
  tick: () => void;
  focus: () => void;
};

export type PhoneInput = {
  persona: Persona;
  store: Store;
  times: Times;
  taps: Taps;
  /** New messages that this person has not seen, by chat. */
  unread: Map<number, number>;
  putAway: () => void;
  onRead: () => void;
};

const pinnedIn = ({ info, messages }: ChatData): Message | undefined => messages.get(info.pinned.at(-1) ?? 0);

type Open = { chat: ChatData; threadId: number | undefined; conversation: Conversation };

export function createPhone(input: PhoneInput): Phone {
  const { persona, store, times, taps, unread } = input;
  const { personId } = persona;
  const root = copyOf("phone");
  let place: Place = {};
  let open: Open | undefined;
  const here = () => ({ personId, chatId: open?.chat.info.chatId ?? personId, threadId: open?.threadId });
  const list = createChatList({ root, persona, store, times, unread, open: (chatId, threadId) => goTo({ chatId, threadId }) });
  const status = createStatus(find(root, ".status"));
  const answering = createAnswering(root);
  const scroller = createScroller({
    root,
    onTop: () => open?.conversation.showEarlier() ?? false,
    onEnd: () => open?.conversation.trim(),
  });
  const say = (text: string) => {
    const purpose = answering.take();
    if (purpose?.kind === "edit") return attempt(api.edit({ ...here(), messageId: purpose.messageId, text }));
    scroller.toEnd();
    attempt(api.say({ ...here(), replyTo: purpose?.messageId, text }));
  };
  const composer = createComposer({
    root,
    say,
    choose: (button) => {
      scroller.toEnd();
      attempt(open?.chat.info.kind === "private" ? api.choose(personId, button) : api.say({ ...here(), text: button }));
    },
    unblock: () => attempt(api.block(personId, false)),
    commands: () => (open ? commandsFor({ persona, chat: open.chat.info, lists: store.commands }) : []),
  });

  const goTo = (next: Place) => {
    const chat = chatsOf(store, personId).find(({ info }) => info.chatId === next.chatId);
    place = chat ? next : {};
    rememberPlace(personId, place);
    answering.clear();
    status.clear();
    const isListed = !chat || (chat.info.isForum && place.threadId === undefined);
    root.classList.toggle("lists", isListed);
    open = isListed ? undefined : { chat, threadId: place.threadId, conversation: openConversation(chat, place.threadId) };
    if (open) scroller.show(open.conversation.element);
    if (open) unread.delete(open.chat.info.chatId);
    input.onRead();
    refresh();
  };
  const openConversation = (chat: ChatData, threadId: number | undefined): Conversation => {
    const { chatId } = chat.info;
    const onStopDraft = () => attempt(api.stop({ personId, chatId }).then(() => conversation.drafts.clear()));
    const isHere = (message: Message) => !chat.info.isForum || isInTopic(message, threadId);
    const conversation = createConversation({ chat, persona, times, isHere, onStopDraft });
    return conversation;
  };
  const refreshList = () => {
    const forum = place.chatId === undefined ? undefined : store.chats.get(place.chatId);
    if (forum && !open) list.showTopics(forum);
    else list.showChats();
    find(root, ".chats .back").hidden = !forum;
  };
  const refresh = () => {
    if (!open) return refreshList();
    const { chat, threadId } = open;
    const isPrivate = chat.info.kind === "private";
    const isBlocked = isPrivate && store.blocked.has(personId);
    const isEmpty = chat.messages.size === 0;
    dressChat(root, {
      chat: chat.info,
      pinned: pinnedIn(chat),
      threadId,
      bot: store.bot,
      isBlocked,
      hasOthers: store.chats.size > store.personas.size,
    });
    status.rest(isPrivate ? "bot" : `${chat.info.size} members`);
    find(root, ".welcome").hidden = !isEmpty || !isPrivate;
    composer.setMode(isBlocked ? "blocked" : isEmpty && isPrivate ? "start" : "write");
    composer.setKeyboard(isBlocked ? [] : chat.keyboard);
    composer.refreshCommands();
  };
  const isOpen = (chatId: number): Open | undefined => (open?.chat.info.chatId === chatId ? open : undefined);
  const deedsFor = (messageId: number) => {
    const message = open?.chat.messages.get(messageId);
    if (!open || !message) return undefined;
    const own = open.chat.reactions.get(messageId)?.find(({ userId }) => userId === personId)?.emoji ?? [];
    const isOwn = message.from?.id === personId;
    const answer = (how: "reply" | "edit") => () => {
      answering[how](message);
      composer.focus(how === "edit" ? message.text : undefined);
    };
    const deeds: MessageDeeds = {
      react: (emoji) => attempt(api.react({ ...here(), messageId, emoji: own.includes(emoji) ? [] : [emoji] })),
      reply: answer("reply"),
      ...(isOwn && message.text !== undefined ? { edit: answer("edit") } : {}),
      ...subscriptionDeeds(message),
      ...(isOwn ? { remove: () => attempt(api.remove({ ...here(), messageId })) } : {}),
    };
    return { message, deeds };
  };

  const showMessage = (messageId: number) => {
    const node = open?.conversation.find(messageId);
    node?.scrollIntoView({ block: "center" });
    node?.focus({ preventScroll: true });
  };

  const strangers = () => [...store.personas.values()].filter((each) => open && !open.chat.info.members.includes(each.personId));

  dressPhone(root, input);
  find(root, ".chat-head .back").addEventListener("click", () => goTo(open?.threadId === undefined ? {} : { chatId: place.chatId }));
  find(root, ".chats .back").addEventListener("click", () => goTo({}));
  connectChatMenu({ root, here, isBlocked: () => store.blocked.has(personId), strangers });
  connectAttachments({ root, where: () => ({ ...here(), replyTo: answering.take()?.messageId }) });
  connectMessageMenu(find(root, ".messages"), deedsFor);
  connectPresses({ root, here, taps, say, react: (messageId, emoji) => deedsFor(messageId)?.deeds.react(emoji), goTo: showMessage });
  goTo(recallPlace(personId) ?? { chatId: personId });

  return {
    persona,
    element: root,
    toasts: find(root, ".phone-toasts"),
    openChatId: () => open?.chat.info.chatId,
    receive(chatId, message) {
      const shown = isOpen(chatId);
      if (!shown) return open ? undefined : refreshList();
      // What was being written is now said, and the bot no longer types.
      if (message.from?.id === store.bot.id) shown.conversation.drafts.clear();
      shown.conversation.put(message, { isLive: true });
      status.clear();
      if (message.from?.id !== personId) scroller.noteNew();
      if (shown.chat.messages.size < 3) refresh();
    },
    redraw: (chatId, message) => isOpen(chatId)?.conversation.put(message),
    remove(chatId, messageId) {
      isOpen(chatId)?.conversation.remove(messageId);
      refresh();
    },
    setWaiting: (chatId, messageId, isWaiting) => isOpen(chatId)?.conversation.setWaiting(messageId, isWaiting),
    showDraft: (chatId, draft) => isOpen(chatId)?.conversation.drafts.show(draft),
    showAction: (chatId, action) => isOpen(chatId) && status.show(action),
    refresh() {
      // A chat that is gone, or that the person has left, is no place to be.
      if (open && !store.chats.get(open.chat.info.chatId)?.info.members.includes(personId)) goTo({});
      else refresh();
    },
    tick: () => void (find(root, ".phone-time").textContent = times.clock(times.now() / 1000)),
    focus: () => composer.focus(),
  };
}
