import type { Persona } from "../../wire.ts";
import { el, find } from "../dom.ts";
import { renderAvatar } from "../avatar.ts";
import { previewOf } from "../message/plain-text.ts";
import { chatsOf, newestIn, type ChatData, type Store } from "../store.ts";
import type { Times } from "../time.ts";

/** The chats of one person, the newest word first. */
export type ChatList = { refresh: () => void };

type ChatListInput = { root: HTMLElement; persona: Persona; store: Store; times: Times; unread: Map<number, number>; open: (chatId: number) => void };

export function createChatList({ root, persona, store, times, unread, open }: ChatListInput): ChatList {
  const list = find(root, ".chat-list");
  const row = (chat: ChatData) => {
    const newest = newestIn(chat);
    const title = chat.info.kind === "private" ? store.bot.first_name : chat.info.title;
    return el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "chat-row", onclick: () => open(chat.info.chatId) },
        chat.info.kind === "private"
          ? el("img", { src: "/logo.svg", alt: "", class: "avatar", width: 48, height: 48 })
          : renderAvatar(title, chat.info.chatId),
        el(
          "span",
          { class: "chat-words" },
          el("span", { class: "chat-line" }, el("b", {}, title), el("span", { class: "chat-time" }, newest ? times.clock(newest.date) : "")),
          el(
            "span",
            { class: "chat-line" },
            el("span", { class: "chat-preview" }, newest ? previewOf(newest) : "No messages yet"),
            el("span", { class: "badge" }, String(unread.get(chat.info.chatId) || "")),
          ),
        ),
      ),
    );
  };
  return { refresh: () => list.replaceChildren(...chatsOf(store, persona.personId).map(row)) };
}
