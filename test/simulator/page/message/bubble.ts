import type { Message } from "@grammyjs/types";
import type { Reactions } from "../../wire.ts";
import { el } from "../dom.ts";
import { renderText } from "./entities.ts";
import { renderKeyboard } from "./keyboard.ts";
import { renderMedia } from "./media.ts";
import { renderRich } from "./rich.ts";
import { amountOf, serviceText } from "./service.ts";
import type { Times } from "../time.ts";

type BubbleInput = {
  message: Message;
  isOwn: boolean;
  isNamed: boolean;
  author: string;
  isWaiting: boolean;
  reactions: Reactions;
  /** The message that says that this invoice has been paid by the person who sees it. */
  receiptId: number | undefined;
  times: Times;
};

/** One message with its keyboard. The chat replaces the whole node when the message is edited. */
export function renderMessage(input: BubbleInput): HTMLElement {
  const { message, isOwn, author, times } = input;
  // An invoice without a keyboard has the one button that it needs.
  const rows = message.reply_markup?.inline_keyboard ?? (message.invoice && [[{ text: `Pay ${amountOf(message.invoice)}`, pay: true }]]);
  const service = serviceText(message);
  if (service !== undefined) return renderService(message, service);
  const media = renderMedia(message);
  const isBare = Boolean(message.sticker ?? message.dice);
  const bubble = el(
    "div",
    { class: isBare ? "bubble bare" : "bubble" },
    input.isNamed && el("b", { class: `author hue-${Math.abs(message.from?.id ?? 0) % 6}` }, author),
    renderReply(message),
    media,
    renderWords(message),
    renderReactions(input.reactions),
    renderMeta(input),
  );
  return el(
    "article",
    {
      class: `message ${isOwn ? "out" : "in"}${rows ? " with-keyboard" : ""}`,
      "data-message-id": message.message_id,
      "data-album": message.media_group_id,
      tabindex: -1,
      "aria-label": `${author}, ${times.clock(message.date)}`,
    },
    bubble,
    rows && renderKeyboard(rows, input.receiptId),
  );
}

function renderService(message: Message, text: string): HTMLElement {
  return el("article", { class: "message service", "data-message-id": message.message_id, tabindex: -1 }, el("span", {}, text));
}

/** A message on its way shows one check mark, one that the bot has shows two. */
export function markWaiting(node: HTMLElement, isWaiting: boolean): void {
  const checks = node.querySelector(".checks");
  checks?.classList.toggle("sent", isWaiting);
  checks?.setAttribute("aria-label", isWaiting ? "Sent" : "Received by the bot");
}

function renderWords(message: Message): Node | undefined {
  if (message.rich_message) return renderRich(message.rich_message);
  const text = message.text ?? message.caption;
  if (text === undefined) return undefined;
  return el("div", { class: "text", dir: "auto" }, renderText(text, message.entities ?? message.caption_entities));
}

/** Each face with how many have set it; a press sets or takes one's own. */
function renderReactions(reactions: Reactions): HTMLElement | undefined {
  const counts = new Map<string, number>();
  for (const emoji of reactions.flatMap((each) => each.emoji)) counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
  if (counts.size === 0) return undefined;
  const face = ([emoji, count]: [string, number]) =>
    el("button", { type: "button", class: "reaction", "data-reaction": emoji }, emoji, count > 1 && ` ${count}`);
  return el("div", { class: "reactions" }, ...[...counts].map(face));
}

function renderReply({ reply_to_message: original }: Message): HTMLElement | undefined {
  // In a topic, what answers nothing else hangs on the message that opened it.
  if (!original || original.forum_topic_created) return undefined;
  const author = original.from?.first_name ?? original.chat.title ?? "";
  const target = { "data-goto": original.message_id, type: "button" };
  return el(
    "button",
    { class: "reply", ...target },
    el("b", {}, author),
    el("span", {}, original.text ?? original.caption ?? "Attachment"),
  );
}

function renderMeta({ message, isOwn, isWaiting, times }: BubbleInput): HTMLElement {
  // Telegram does not call a screen with buttons edited: it changes in place all the time.
  const isEdited = message.edit_date !== undefined && !message.reply_markup?.inline_keyboard;
  const checks =
    isOwn &&
    el("span", { class: isWaiting ? "checks sent" : "checks", role: "img", "aria-label": isWaiting ? "Sent" : "Received by the bot" });
  const time = el("time", { datetime: new Date(message.date * 1000).toISOString() }, times.clock(message.date));
  return el("span", { class: "meta" }, isEdited && "edited ", time, checks);
}
