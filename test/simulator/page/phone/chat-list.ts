import type { Message } from "@grammyjs/types";
import type { Persona } from "../../wire.ts";
import { renderAvatar } from "../avatar.ts";
import { el, find } from "../dom.ts";
import { previewOf } from "../message/plain-text.ts";
import { joinGroup } from "./joining.ts";
import { byNewest, chatsOf, newestIn, topicOf, type ChatData, type Store } from "../store.ts";
import type { Times } from "../time.ts";
import type { Unread } from "../unread.ts";
import { recallWriting } from "./writing.ts";

/** The chats of one person, or the topics of a forum, the newest word first. */
export type ChatList = { showChats: () => void; showTopics: (chat: ChatData) => void };

type ChatListInput = {
  root: HTMLElement;
  persona: Persona;
  store: Store;
  times: Times;
  unread: Unread;
  open: (chatId: number, threadId?: number) => void;
};

export function createChatList({ root, persona, store, times, unread, open }: ChatListInput): ChatList {
  const list = find(root, ".chat-list");
  const title = find(root, ".chats h3");
  const row = ({ face, name, newest, count, choose, where }: Row) => {
    const { text } = recallWriting({ personId: persona.personId, ...where });
    const said = newest ? `${authorOf(newest, persona)}${previewOf(newest)}` : "No messages yet";
    return el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "chat-row", onclick: choose },
        face,
        el(
          "span",
          { class: "chat-words" },
          el("span", { class: "chat-line" }, el("b", {}, name), el("span", { class: "chat-time" }, newest ? times.clock(newest.date) : "")),
          el(
            "span",
            { class: "chat-line" },
            el("span", { class: "chat-preview" }, text !== "" && el("span", { class: "half-written" }, "Draft: "), text || said),
            renderBadge(count),
          ),
        ),
      ),
    );
  };
  const chatRow = (chat: ChatData) => {
    const { chatId, kind, title: name } = chat.info;
    const face = kind === "private" ? el("img", { src: "/logo.svg", alt: "", class: "avatar" }) : renderAvatar(name, chatId);
    return row({ face, name, newest: newestIn(chat), count: unread.in(chat), choose: () => open(chatId), where: { chatId } });
  };
  const strangeRow = ({ info: { chatId, title: name } }: ChatData) =>
    el(
      "li",
      { class: "chat-row strange" },
      renderAvatar(name, chatId),
      el("b", { class: "chat-words" }, name),
      el(
        "button",
        { type: "button", class: "join", "aria-label": `Ask to join ${name}`, onclick: () => joinGroup(persona.personId, chatId) },
        "Ask to join",
      ),
    );
  return {
    showChats() {
      title.textContent = "Chats";
      const others = [...store.chats.values()].filter(({ info }) => info.kind !== "private" && !info.members.includes(persona.personId));
      list.replaceChildren(...byNewest(chatsOf(store, persona.personId)).map(chatRow), ...others.map(strangeRow));
    },
    showTopics(chat) {
      title.textContent = chat.info.title;
      const topics = chat.info.topics.map(({ threadId, name, isClosed }) =>
        row({
          face: renderAvatar(isClosed ? "🔒" : name, threadId),
          name,
          newest: newestIn(chat, (message) => topicOf(message) === threadId),
          count: unread.in(chat, threadId),
          choose: () => open(chat.info.chatId, threadId),
          where: { chatId: chat.info.chatId, threadId },
        }),
      );
      list.replaceChildren(...topics);
    },
  };
}

type Row = {
  face: Node;
  name: string;
  newest: Message | undefined;
  count: number;
  choose: () => void;
  where: { chatId: number; threadId?: number };
};

function renderBadge(count: number): HTMLElement {
  return el("span", { class: "badge", "aria-label": count > 0 && `${count} unread` }, String(count || ""));
}

function authorOf({ chat, from }: Message, persona: Persona): string {
  if (chat.type === "private" || !from) return "";
  return from.id === persona.personId ? "You: " : `${from.first_name}: `;
}
