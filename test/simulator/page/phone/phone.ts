import type { Message } from "@grammyjs/types";
import { GENERAL_TOPIC } from "../../shared/general-topic.ts";
import type { Draft, PageChange, Persona } from "../../wire.ts";
import { api, type Where } from "../api.ts";
import { copyOf, find } from "../dom.ts";
import { attempt } from "../notices.ts";
import { chatsOf, topicOf, type ChatData, type Store } from "../store.ts";
import type { Times } from "../time.ts";
import type { Unread } from "../unread.ts";
import { createAnswering } from "./answering.ts";
import { connectAttachments } from "./attachments.ts";
import { connectChatMenu } from "./chat-menu.ts";
import { createChatList } from "./chat-list.ts";
import { commandsFor } from "./commands.ts";
import { createComposer } from "./composer.ts";
import { createConversation, type Conversation } from "./conversation.ts";
import { dressChat, dressPhone } from "./dress.ts";
import { placeIn, silenceIn } from "./standing.ts";
import { deedsFor } from "./deeds.ts";
import { openMembers } from "./members.ts";
import { connectMessageMenu } from "./message-menu.ts";
import { recallPlace, rememberPlace, type Place } from "./place.ts";
import { connectPresses } from "./presses.ts";
import { createScroller } from "./scroller.ts";
import { createStatus } from "./status.ts";
import type { Taps } from "./taps.ts";
import { keepWriting, putBack, recallWriting, type Purpose } from "./writing.ts";

/** One person's Telegram: a list of chats, or one chat that is open. */
export type Phone = {
  persona: Persona;
  element: HTMLElement;
  toasts: HTMLElement;
  receive: (chatId: number, message: Message) => void;
  /** Draws a message anew where it stands. */
  redraw: (chatId: number, message: Message) => void;
  remove: (chatId: number, messageId: number) => void;
  setWaiting: (chatId: number, messageId: number, isWaiting: boolean) => void;
  showDraft: (chatId: number, draft: Draft) => void;
  showAction: (action: Extract<PageChange, { kind: "action" }>) => void;
  /** Somebody may be asked for a reply here: whoever is begins it. */
  ask: (chatId: number) => void;
  /** Brings all but the messages into line with the store. */
  refresh: () => void;
  tick: () => void;
  focus: () => void;
  /** It lies on the table now: goes to where its person was. */
  settle: () => void;
  /** Its person may see now what they did not see before. */
  look: () => void;
};

export type PhoneInput = {
  persona: Persona;
  store: Store;
  times: Times;
  taps: Taps;
  unread: Unread;
  putAway: () => void;
  onRead: () => void;
};

const pinnedIn = ({ info, messages }: ChatData): Message | undefined => messages.get(info.pinned.at(-1) ?? 0);

type Opened = { chat: ChatData; threadId: number | undefined };
type Open = Opened & { conversation: Conversation };

/** Only a forum is shown topic by topic. */
const isPartOf = ({ chat, threadId }: Opened, topic: number): boolean => !chat.info.isForum || topic === threadId;

export function createPhone(input: PhoneInput): Phone {
  const { persona, store, times, taps, unread } = input;
  const { personId } = persona;
  const root = copyOf("phone");
  let place: Place = {};
  let open: Open | undefined;
  const here = () => ({ personId, chatId: open?.chat.info.chatId ?? personId, threadId: open?.threadId });
  const list = createChatList({ root, persona, store, times, unread, open: (chatId, threadId) => goTo({ chatId, threadId }) });
  const status = createStatus(find(root, ".status"));
  const answering = createAnswering(root, () => {
    open?.chat.asked.delete(personId);
    noteWriting();
  });
  const scroller = createScroller({
    root,
    onTop: () => open?.conversation.showEarlier() ?? false,
    onEnd: () => open?.conversation.trim(),
  });
  const noteWriting = () => keepWriting(here(), { text: composer.text(), purpose: answering.current() });
  const showWriting = () => {
    const { text, purpose } = recallWriting(here());
    const message = open?.chat.messages.get(purpose?.messageId ?? 0);
    answering.clear();
    if (purpose && message) answering.begin(purpose.kind, message);
    composer.setText(text);
    replyAsAsked();
  };
  /** Sends what was written here; what cannot be sent stands in the field again. */
  const send = (text: string, deliver: (where: Where, purpose: Purpose | undefined) => Promise<unknown>) => {
    const where = here();
    const purpose = answering.take();
    keepWriting(where, { text: "" });
    if (purpose?.kind !== "edit") scroller.toEnd();
    const keepUnsent = (error: unknown) => {
      putBack(where, { text, purpose });
      showWriting();
      throw error;
    };
    attempt(deliver(where, purpose).catch(keepUnsent));
  };
  const say = (text: string) =>
    send(text, (where, purpose) =>
      purpose?.kind === "edit"
        ? api.edit({ ...where, messageId: purpose.messageId, text })
        : api.say({ ...where, replyTo: purpose?.messageId, text }),
    );
  /** What stands in the field is their caption, unless it is there to be changed. */
  const sendFiles = (files: File[]) => {
    if (answering.current()?.kind === "edit") return attempt(api.upload(here(), { files }));
    const caption = composer.text().trim();
    composer.setText("");
    send(caption, (where, purpose) => api.upload({ ...where, replyTo: purpose?.messageId }, { files, caption: caption || undefined }));
  };
  const composer = createComposer({
    root,
    onWriting: () => noteWriting(),
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
    status.clear();
    const isListed = !chat || (chat.info.isForum && place.threadId === undefined);
    root.classList.toggle("lists", isListed);
    open = isListed ? undefined : { chat, threadId: place.threadId, conversation: openConversation(chat, place.threadId) };
    if (open) scroller.show(open.conversation.element);
    showWriting();
    look();
    refresh();
  };
  /** What is open is read, unless another phone is in front of this one. */
  const look = () => {
    if (!open || !root.checkVisibility()) return;
    unread.read(open.chat, open.threadId);
    input.onRead();
  };
  const openConversation = (chat: ChatData, threadId: number | undefined): Conversation => {
    const { chatId } = chat.info;
    const onStopDraft = () => attempt(api.stop({ personId, chatId }).then(() => conversation.drafts.clear()));
    const isHere = (message: Message) => isPartOf({ chat, threadId }, topicOf(message));
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
      place: placeIn(chat.info, persona),
      pinned: pinnedIn(chat),
      threadId,
      bot: store.bot,
      isBlocked,
      hasOthers: store.chats.size > store.personas.size,
    });
    status.rest(isPrivate ? "bot" : `${chat.info.size} members`);
    find(root, ".welcome").hidden = !isEmpty || !isPrivate;
    const silence = silenceIn(chat.info, threadId, persona);
    composer.setMode(isBlocked ? "blocked" : isEmpty && isPrivate ? "start" : silence ? "silent" : "write", silence);
    composer.setKeyboard(isBlocked ? [] : chat.keyboard);
    composer.refreshCommands();
  };
  const isOpen = (chatId: number): Open | undefined => (open?.chat.info.chatId === chatId ? open : undefined);
  const begin = (kind: Purpose["kind"], messageId: number) => {
    const message = open?.chat.messages.get(messageId);
    if (!message) return;
    answering.begin(kind, message);
    if (kind === "edit") composer.setText(message.text ?? message.caption ?? "");
    noteWriting();
    composer.focus();
  };
  /** As Telegram's apps do, unless something else is being answered or changed. */
  const replyAsAsked = () => {
    const message = open?.chat.messages.get(open.chat.asked.get(personId) ?? 0);
    if (!open || !message || !isPartOf(open, topicOf(message)) || answering.current()) return;
    answering.begin("reply", message);
    noteWriting();
  };
  const deeds = (messageId: number) => open && deedsFor(messageId, { persona, chat: open.chat, here: here(), begin });

  const showMessage = (messageId: number) => {
    const node = open?.conversation.find(messageId);
    node?.scrollIntoView({ block: "center" });
    node?.focus({ preventScroll: true });
  };

  const messageOf = (messageId: number) => open?.chat.messages.get(messageId);
  const takeReply = () => {
    if (answering.current()?.kind === "edit") return undefined;
    const messageId = answering.take()?.messageId;
    noteWriting();
    return messageId;
  };
  const strangers = () => [...store.personas.values()].filter((each) => open && !open.chat.info.members.includes(each.personId));

  const showMembers = () =>
    open && openMembers({ here: here(), chat: open.chat.info, personas: [...store.personas.values()], bot: store.bot });

  dressPhone(root, input);
  find(root, ".chat-head .back").addEventListener("click", () => goTo(open?.threadId === undefined ? {} : { chatId: place.chatId }));
  find(root, ".chats .back").addEventListener("click", () => goTo({}));
  connectChatMenu({ root, here, isBlocked: () => store.blocked.has(personId), strangers, showMembers });
  connectAttachments({ root, sendFiles, where: () => ({ ...here(), replyTo: takeReply() }) });
  connectMessageMenu(find(root, ".messages"), deeds);
  connectPresses({
    root,
    here,
    taps,
    say,
    react: (messageId, emoji) => deeds(messageId)?.deeds.react(emoji),
    goTo: showMessage,
    messageOf,
  });
  const recalled = recallPlace(personId) ?? { chatId: personId };
  goTo(recalled);
  addEventListener("pagehide", () => root.isConnected && rememberPlace(personId, { ...place, messageId: scroller.at() }));

  return {
    persona,
    element: root,
    toasts: find(root, ".phone-toasts"),
    receive(chatId, message) {
      const shown = isOpen(chatId);
      if (!shown) return open ? undefined : refreshList();
      look();
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
    showAction({ chatId, threadId = GENERAL_TOPIC, action }) {
      const shown = isOpen(chatId);
      if (shown && isPartOf(shown, threadId)) status.show(action);
    },
    ask: (chatId) => isOpen(chatId) && replyAsAsked(),
    refresh() {
      // A chat that is gone, or that the person has left, is no place to be.
      if (open && !store.chats.get(open.chat.info.chatId)?.info.members.includes(personId)) goTo({});
      else refresh();
    },
    tick: () => void (find(root, ".phone-time").textContent = times.clock(times.now() / 1000)),
    focus: composer.focus,
    settle() {
      const node = recalled.messageId === undefined ? undefined : open?.conversation.find(recalled.messageId);
      if (node) scroller.toMessage(node);
      look();
    },
    look,
  };
}
