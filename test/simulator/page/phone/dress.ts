import type { Message } from "@grammyjs/types";
import type { ChatInfo, Role } from "../../wire.ts";
import { renderAvatar } from "../avatar.ts";
import { el, find } from "../dom.ts";
import { previewOf } from "../message/plain-text.ts";
import type { Store } from "../store.ts";
import { isAdmin } from "./standing.ts";
import type { PhoneInput } from "./phone.ts";

/** Whose phone it is, for the eye and for a screen reader. */
export function dressPhone(root: HTMLElement, { persona, putAway }: PhoneInput): void {
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

const GENERAL_TOPIC = 1;

type Head = {
  chat: ChatInfo;
  /** What the person is in it. */
  place: Role | undefined;
  pinned: Message | undefined;
  threadId: number | undefined;
  bot: Store["bot"];
  isBlocked: boolean;
  hasOthers: boolean;
};

/** What stands over the messages, and what the menu there offers. */
export function dressChat(root: HTMLElement, { chat, place, pinned, threadId, bot, isBlocked, hasOthers }: Head): void {
  const isPrivate = chat.kind === "private";
  const topic = chat.topics.find((each) => each.threadId === threadId);
  const title = isPrivate ? bot.first_name : topic ? `${topic.name} · ${chat.title}` : chat.title;
  find(root, ".chat-title h2").textContent = title;
  find(root, ".chat-face").replaceChildren(
    isPrivate
      ? el("img", { src: "/logo.svg", alt: "", class: "avatar" })
      : renderAvatar(topic?.name ?? chat.title, threadId ?? chat.chatId),
  );
  find(root, ".chat-head .back").hidden = !hasOthers;
  find(root, ".chat-head .back").setAttribute("aria-label", threadId === undefined ? "All chats" : "All topics");
  const strip = find(root, ".pinned");
  strip.hidden = !pinned;
  strip.dataset["goto"] = String(pinned?.message_id);
  find(strip, "span").textContent = pinned ? previewOf(pinned) : "";
  const item = (name: string) => find(root, `[data-act=${name}]`);
  item("block").textContent = isBlocked ? "Unblock the bot" : "Block the bot";
  item("block").hidden = !isPrivate;
  item("export").hidden = !isPrivate;
  item("export-scenario").hidden = !isPrivate;
  item("members").hidden = isPrivate;
  item("supergroup").hidden = chat.kind !== "group" || place !== "creator";
  item("admit").hidden = isPrivate;
  item("leave").hidden = isPrivate;
  item("topic").hidden = !chat.isForum;
  const isOwnTopic = topic !== undefined && threadId !== GENERAL_TOPIC && isAdmin(place);
  item("close-topic").hidden = !isOwnTopic || topic.isClosed;
  item("reopen-topic").hidden = !isOwnTopic || !topic.isClosed;
  item("delete-topic").hidden = !isOwnTopic;
}
