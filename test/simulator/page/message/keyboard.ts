import type { InlineKeyboardButton, RichMessageButton } from "@grammyjs/types";
import { el, icon } from "../dom.ts";
import { deedOf } from "./links.ts";
import { plainText } from "./plain-text.ts";

type Button = InlineKeyboardButton | RichMessageButton;

/** The rows of buttons under a message. The chat listens for presses of `data-callback`. Once an invoice is paid, its button shows the receipt. */
export function renderKeyboard(rows: InlineKeyboardButton[][], receiptId?: number): HTMLElement {
  const button = (each: InlineKeyboardButton) => renderButton(each, receiptId);
  return el("div", { class: "keyboard" }, ...rows.map((row) => el("div", { class: "keyboard-row" }, ...row.map(button))));
}

export function renderButton(button: Button, receiptId?: number): HTMLElement {
  const label = el("span", {}, plainText(button.text));
  const style = "style" in button && button.style ? ` style-${button.style}` : "";
  const looks = { class: `inline-button${style}` };
  if ("callback_data" in button) return el("button", { ...looks, type: "button", "data-callback": button.callback_data }, label);
  if ("pay" in button && receiptId !== undefined) return el("button", { ...looks, type: "button", "data-receipt": receiptId }, "Receipt");
  if ("pay" in button) return el("button", { ...looks, type: "button", "data-pay": true }, label);
  if ("url" in button) return renderLinkButton(button.url, label, looks);
  if ("web_app" in button) return renderLinkButton(button.web_app.url, label, looks);
  if ("copy_text" in button) return renderCopyButton(button.copy_text.text, label, looks);
  return el("button", { ...looks, type: "button", disabled: true }, label);
}

function renderLinkButton(url: string, label: Node, looks: { class: string }): HTMLElement {
  const deed = deedOf(url);
  if (deed) return el("button", { ...looks, type: "button", ...deed }, label);
  if (!/^(https?|tg):/i.test(url)) return el("button", { ...looks, type: "button", disabled: true }, label);
  return el("a", { ...looks, href: url, target: "_blank", rel: "noopener noreferrer", title: url }, label, icon("link"));
}

function renderCopyButton(text: string, label: Node, looks: { class: string }): HTMLElement {
  return el(
    "button",
    { ...looks, type: "button", title: text, onclick: () => void navigator.clipboard.writeText(text) },
    label,
    icon("copy"),
  );
}
