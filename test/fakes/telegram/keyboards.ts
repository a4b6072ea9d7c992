import type {
  ForceReply,
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  KeyboardButton,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
  RichMessageButton,
} from "@grammyjs/types";
import { badRequest, type Refusal, refusals } from "./refusals.ts";

export type Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply;

/** Telegram shows no more; a longer keyboard is a mistake of ours long before. */
const mostButtons = 100;

/** A keyboard whose fields already have their types. `offset` counts the buttons before it that were judged apart. */
export function judgeMarkup(markup: Markup, offset = 0): Refusal | undefined {
  if ("inline_keyboard" in markup) {
    const buttons = markup.inline_keyboard.flat();
    if (buttons.length > mostButtons) return badRequest("reply markup is too long");
    return firstRefusal(buttons, (button, index) => judgeInlineButton(button, index + offset));
  }
  if ("keyboard" in markup) return firstRefusal(markup.keyboard.flat(), judgeReplyButton);
  return undefined;
}

/** What a keyboard may hold only in private chats. */
export function judgePlace(markup: Markup, place: "private" | "group"): Refusal | undefined {
  if (place === "private") return undefined;
  if ("inline_keyboard" in markup)
    return markup.inline_keyboard.flat().some((button) => "web_app" in button) ? badRequest("BUTTON_TYPE_INVALID") : undefined;
  return "keyboard" in markup ? firstRefusal(markup.keyboard.flat(), judgeInGroup) : undefined;
}

function judgeInGroup(button: KeyboardButton): Refusal | undefined {
  if (typeof button === "string") return undefined;
  if ("request_contact" in button) return badRequest("phone number can be requested in private chats only");
  if ("request_location" in button) return badRequest("location can be requested in private chats only");
  return "web_app" in button ? badRequest("web App buttons can be used in private chats only") : undefined;
}

/** A button inside a rich message: the text is rich and may hold anything; the action obeys the same rules. */
export const judgeRichButton = (button: RichMessageButton): Refusal | undefined => judgeAction(button);

function judgeInlineButton(button: InlineKeyboardButton, index: number): Refusal | undefined {
  if (button.text.trim() === "") return badRequest("inline keyboard button text must be non-empty");
  if ("pay" in button) return badRequest(index === 0 ? "BUTTON_TYPE_INVALID" : "BUTTON_POS_INVALID");
  return judgeAction(button);
}

function judgeReplyButton(button: KeyboardButton): Refusal | undefined {
  const text = typeof button === "string" ? button : button.text;
  return text.trim() === "" ? badRequest("keyboard button text must be non-empty") : undefined;
}

/** Telegram takes the first of several actions and drops the rest; here more than one is refused as the mistake that it is. */
function judgeAction(button: InlineKeyboardButton | RichMessageButton): Refusal | undefined {
  const actions = Object.keys(button).filter((key) => !["text", "icon_custom_emoji_id", "style"].includes(key));
  if (actions.length === 0) return badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  if (actions.length > 1) return badRequest(`can't parse inline keyboard button: only one of ${actions.join(", ")} can be used`);
  if ("callback_data" in button)
    return isWithin(new TextEncoder().encode(button.callback_data).length, 1, 64) ? undefined : refusals.buttonDataInvalid;
  if ("url" in button) return judgeLink(button.url);
  if ("web_app" in button) return judgeWebApp(button.web_app.url);
  if ("copy_text" in button) return isWithin(button.copy_text.text.length, 1, 256) ? undefined : badRequest("BUTTON_COPY_TEXT_INVALID");
  return undefined;
}

function judgeLink(url: string): Refusal | undefined {
  const withProtocol = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`;
  const isAllowed = URL.canParse(withProtocol) && /^(https?|tg|ton):$/.test(new URL(withProtocol).protocol) && /^tg:|\./.test(withProtocol);
  return isAllowed || isLocal(url) ? undefined : badRequest("BUTTON_URL_INVALID");
}

function judgeWebApp(url: string): Refusal | undefined {
  if (isLocal(url) || (URL.canParse(url) && new URL(url).protocol === "https:")) return undefined;
  return badRequest(`inline keyboard button Web App URL '${url}' is invalid: Only HTTPS links are allowed`);
}

/** The simulator and its Worker live on this machine, where Telegram itself would want https. */
export const isLocal = (url: string): boolean =>
  URL.canParse(url) && /^https?:\/\/(127\.0\.0\.1|localhost)$/.test(new URL(url).origin.replace(/:\d+$/, ""));

export const isWithin = (value: number, least: number, most: number): boolean => value >= least && value <= most;

/** The first refusal that a judge has for any of the values. */
export function firstRefusal<T>(values: readonly T[], judge: (value: T, index: number) => Refusal | undefined): Refusal | undefined {
  for (const [index, value] of values.entries()) {
    const refusal = judge(value, index);
    if (refusal) return refusal;
  }
  return undefined;
}
