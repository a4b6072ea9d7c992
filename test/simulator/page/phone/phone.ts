import type { Message } from "@grammyjs/types";
import type { Draft, Persona } from "../../wire.ts";
import { api } from "../api.ts";
import { renderAvatar } from "../avatar.ts";
import { copyOf, find } from "../dom.ts";
import { connectMenu } from "../menu.ts";
import { attempt } from "../notices.ts";
import { chatsOf, type ChatData, type Store } from "../store.ts";
import type { Times } from "../time.ts";
import { createChatList } from "./chat-list.ts";
import { commandsFor } from "./commands.ts";
import { createComposer } from "./composer.ts";
import { createConversation, type Conversation } from "./conversation.ts";
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
  edit: (chatId: number, message: Message) => void;
  remove: (chatId: number, messageId: number) => void;
  setWaiting: (chatId: number, messageId: number, isWaiting: boolean) => void;
  showDraft: (chatId: number, draft: Draft) => void;
  showAction: (chatId: number, action: string) => void;
  /** Brings all but the messages into line with the store. */
  refresh: () => void;
  tick: () => void;
  focus: () => void;
};

type PhoneInput = {
  persona: Persona;
  store: Store;
  times: Times;
  taps: Taps;
  /** New messages that this person has not seen, by chat. */
  unread: Map<number, number>;
  putAway: () => void;
  onRead: () => void;
};

type Open = { chat: ChatData; conversation: Conversation };

export function createPhone(input: PhoneInput): Phone {
  const { persona, store, times, taps, unread } = input;
  const { personId } = persona;
  const root = copyOf("phone");
  let open: Open | undefined;
  const here = () => ({ personId, chatId: open?.chat.info.chatId ?? personId });
  const list = createChatList({ root, persona, store, times, unread, open: (chatId) => show(store.chats.get(chatId)) });
  const status = createStatus(find(root, ".status"));
  const scroller = createScroller({
    root,
    onTop: () => void open?.conversation.showEarlier(),
    onEnd: () => open?.conversation.trim(),
  });
  const say = (text: string) => {
    scroller.toEnd();
    attempt(api.say({ ...here(), text }));
  };
  const composer = createComposer({
    root,
    say,
    post: (kind) => attempt(api.post({ ...here(), kind })),
    unblock: () => attempt(api.block(personId, false)),
    commands: () => commandsFor(persona, store.commands),
  });

  const show = (chat: ChatData | undefined) => {
    status.clear();
    root.classList.toggle("lists", !chat);
    open = chat && { chat, conversation: openConversation(chat) };
    if (open) scroller.show(open.conversation.element);
    if (chat) unread.delete(chat.info.chatId);
    input.onRead();
    refresh();
  };
  const openConversation = (chat: ChatData): Conversation => {
    const conversation = createConversation({
      chat,
      persona,
      times,
      isHere: () => true,
      onStopDraft: () => attempt(api.stop({ personId, chatId: chat.info.chatId }).then(() => conversation.drafts.clear())),
    });
    return conversation;
  };
  const refresh = () => {
    find(root, ".back").hidden = chatsOf(store, personId).length < 2;
    list.refresh();
    if (!open) return;
    const { info, messages, keyboard } = open.chat;
    const isPrivate = info.kind === "private";
    const isBlocked = isPrivate && store.blocked.has(personId);
    const isEmpty = messages.size === 0;
    find(root, ".chat-title h2").textContent = isPrivate ? store.bot.first_name : info.title;
    status.rest(isPrivate ? "bot" : `${info.members.length + 1} members`);
    find(root, ".welcome").hidden = !isEmpty || !isPrivate;
    composer.setMode(isBlocked ? "blocked" : isEmpty && isPrivate ? "start" : "write");
    composer.setKeyboard(isBlocked ? [] : keyboard);
    composer.refreshCommands();
    find(root, "[data-act=block]").textContent = isBlocked ? "Unblock the bot" : "Block the bot";
  };
  const isOpen = (chatId: number): Open | undefined => (open?.chat.info.chatId === chatId ? open : undefined);

  dress(root, input);
  find(root, ".back").addEventListener("click", () => show(undefined));
  connectMenu(find<HTMLButtonElement>(root, ".chat-menu"), find(root, ".chat-menu-list"), () =>
    attempt(api.block(personId, !store.blocked.has(personId))),
  );
  find(root, ".messages").addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : undefined;
    const button = target?.closest<HTMLElement>("[data-callback]");
    if (button) taps.press(button, here());
    const command = target?.closest<HTMLElement>("[data-command]")?.dataset["command"];
    if (command) say(command);
  });
  show(store.chats.get(personId));

  return {
    persona,
    element: root,
    toasts: find(root, ".phone-toasts"),
    openChatId: () => open?.chat.info.chatId,
    receive(chatId, message) {
      const shown = isOpen(chatId);
      if (!shown) return list.refresh();
      const isOwn = message.from?.id === personId;
      // What was being written is now said, and the bot no longer types.
      if (message.from?.id === store.bot.id) shown.conversation.drafts.clear();
      shown.conversation.put(message, { isLive: true });
      status.clear();
      if (!isOwn) scroller.noteNew();
      if (shown.chat.messages.size < 3) refresh();
    },
    edit: (chatId, message) => isOpen(chatId)?.conversation.put(message),
    remove(chatId, messageId) {
      isOpen(chatId)?.conversation.remove(messageId);
      refresh();
    },
    setWaiting: (chatId, messageId, isWaiting) => isOpen(chatId)?.conversation.setWaiting(messageId, isWaiting),
    showDraft: (chatId, draft) => isOpen(chatId)?.conversation.drafts.show(draft),
    showAction: (chatId, action) => isOpen(chatId) && status.show(action),
    refresh,
    tick: () => void (find(root, ".phone-time").textContent = times.clock(times.now() / 1000)),
    focus: () => composer.focus(),
  };
}

/** Whose phone it is, for the eye and for a screen reader. */
function dress(root: HTMLElement, { persona, putAway }: PhoneInput): void {
  root.setAttribute("aria-label", `Phone of ${persona.name}`);
  root.dataset["person"] = String(persona.personId);
  find(root, ".who").prepend(renderAvatar(persona.name, persona.personId));
  find(root, ".who b").textContent = persona.name;
  find(root, ".who .role").textContent = persona.role;
  find(root, ".messages").setAttribute("aria-label", `Messages of ${persona.name}`);
  const away = find(root, ".put-away");
  away.setAttribute("aria-label", `Put away the phone of ${persona.name}`);
  away.addEventListener("click", putAway);
}
