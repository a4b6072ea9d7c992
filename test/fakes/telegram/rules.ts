import type { BotCommand, InlineKeyboardMarkup, InputRichMessage, MessageEntity } from "@grammyjs/types";
import { judgeEntities } from "./entities.ts";
import { judgeCheckoutAnswer, judgeInvoice } from "./invoice-rules.ts";
import { firstRefusal, isLocal, isWithin, judgeMarkup, type Markup } from "./keyboards.ts";
import { fieldsOf } from "./method-table.ts";
import type { Payload } from "./payload.ts";
import { badRequest, notActedOut, type Refusal, refusals } from "./refusals.ts";
import { judgePoll } from "./poll-acts.ts";
import { judgeRich } from "./rich.ts";

/** A rule reads only fields whose types the table has checked before. */
type Rule = (payload: Payload) => Refusal | undefined;

/** The rules for a method in the order in which they are tried. */
export const rulesFor = (method: string): Rule[] => [
  ...(ownRules[method] ?? []),
  captionRule,
  method === "sendInvoice" ? invoiceMarkupRule : markupRule,
  formatRule,
];

const ownRules: Record<string, Rule[]> = {
  sendMessage: [textRule("required")],
  sendMessageDraft: [draftRule, textRule("optional")],
  sendRichMessage: [(payload) => judgeRich(payload["rich_message"] as InputRichMessage<Blob>, "message")],
  sendRichMessageDraft: [draftRule, (payload) => judgeRich(payload["rich_message"] as InputRichMessage<Blob>, "draft")],
  editMessageText: [targetRule, editRule],
  editMessageCaption: [targetRule],
  editMessageMedia: [targetRule],
  editMessageReplyMarkup: [targetRule],
  sendMediaGroup: [albumRule],
  sendPoll: [judgePoll],
  sendInvoice: [judgeInvoice],
  createInvoiceLink: [judgeInvoice],
  answerPreCheckoutQuery: [judgeCheckoutAnswer],
  deleteMessages: [messageIdsRule],
  copyMessages: [messageIdsRule, increasingRule],
  forwardMessages: [messageIdsRule, increasingRule],
  sendChatAction: [actionRule],
  answerCallbackQuery: [limitRule("text", 200, refusals.answerTooLong)],
  setMyCommands: [languageRule, commandsRule],
  deleteMyCommands: [languageRule],
  getMyCommands: [languageRule],
  setMyName: [languageRule, limitRule("name", 64, badRequest("name is too long"))],
  setMyDescription: [languageRule, limitRule("description", 512, badRequest("description is too long"))],
  setMyShortDescription: [languageRule, limitRule("short_description", 120, badRequest("short description is too long"))],
  setWebhook: [webhookRule, updateKindsRule],
  getUpdates: [updateKindsRule],
};

/** Telegram counts characters; UTF-16 units, which are never fewer, keep us on the safe side of a limit that it words both ways. */
function textRule(need: "required" | "optional"): Rule {
  return (payload) => {
    const text = (payload["text"] as string | undefined) ?? "";
    if (need === "required" && text.trim() === "") return text === "" ? refusals.textEmpty : refusals.textBlank;
    if (text.length > 4096) return refusals.textTooLong;
    return judgeEntities(text, (payload["entities"] as MessageEntity[] | undefined) ?? []);
  };
}

function captionRule(payload: Payload): Refusal | undefined {
  const caption = (payload["caption"] as string | undefined) ?? "";
  if (caption.length > 1024) return refusals.captionTooLong;
  return judgeEntities(caption, (payload["caption_entities"] as MessageEntity[] | undefined) ?? []);
}

const markupRule: Rule = (payload) => {
  const markup = payload["reply_markup"] as Markup | undefined;
  return markup && judgeMarkup(markup);
};

/** Below an invoice stands a button to pay, first of all. */
const invoiceMarkupRule: Rule = (payload) => {
  const markup = payload["reply_markup"] as InlineKeyboardMarkup | undefined;
  const [first, ...others] = markup?.inline_keyboard.flat() ?? [];
  if (!first) return undefined;
  return "pay" in first ? judgeMarkup({ inline_keyboard: [others] }, 1) : refusals.payButtonMissing;
};

/** Last of all: what Telegram would refuse anyway is refused in its words. */
function formatRule(payload: Payload): Refusal | undefined {
  const parseMode = payload["parse_mode"];
  if (parseMode === undefined || parseMode === "") return undefined;
  return /^(html|markdown|markdownv2)$/i.test(textOf(parseMode)) ? notActedOut("parse_mode") : refusals.unsupportedParseMode;
}

function editRule(payload: Payload): Refusal | undefined {
  const rich = payload["rich_message"] as InputRichMessage<Blob> | undefined;
  if (!rich) return textRule("required")(payload);
  if (payload["text"] !== undefined) return badRequest("exactly one of the parameters text and rich_message must be used");
  return judgeRich(rich, "message");
}

/** A message is named either by its chat and number or by its inline id. */
function targetRule(payload: Payload): Refusal | undefined {
  if (payload["inline_message_id"] !== undefined) return notActedOut("inline messages");
  if (payload["message_id"] === undefined) return refusals.messageIdMissing;
  return payload["chat_id"] === undefined ? refusals.chatIdEmpty : undefined;
}

/** Ids of groups and channels are negative. */
function draftRule(payload: Payload): Refusal | undefined {
  if (Number(payload["chat_id"]) <= 0) return refusals.draftPeerInvalid;
  return payload["draft_id"] === 0 ? badRequest("draft_id must be non-zero") : undefined;
}

function messageIdsRule(payload: Payload): Refusal | undefined {
  const ids = payload["message_ids"] as number[];
  if (ids.length === 0) return refusals.messageIdsMissing;
  return ids.length > 100 ? badRequest("too many message identifiers specified") : undefined;
}

function increasingRule(payload: Payload): Refusal | undefined {
  const ids = payload["message_ids"] as number[];
  return ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? 0)) ? undefined : refusals.notIncreasing;
}

/** Documents and music are sent only with their own kind. */
function albumRule(payload: Payload): Refusal | undefined {
  const media = payload["media"] as Array<Payload & { type: string }>;
  if (media.length === 0) return refusals.albumEmpty;
  if (media.length > 10) return refusals.albumTooLong;
  const kinds = new Set(media.map(({ type }) => type));
  if (kinds.size > 1 && (kinds.has("document") || kinds.has("audio"))) return refusals.albumKindWrong;
  return firstRefusal(media, captionRule);
}

const actions = (
  "typing upload_photo record_video upload_video record_voice upload_voice upload_document " +
  "choose_sticker find_location record_video_note upload_video_note"
).split(" ");

function actionRule(payload: Payload): Refusal | undefined {
  return actions.includes(String(payload["action"])) ? undefined : refusals.actionUnknown;
}

function limitRule(field: string, most: number, refusal: Refusal): Rule {
  return (payload) => (isWithin(((payload[field] as string | undefined) ?? "").length, 0, most) ? undefined : refusal);
}

function languageRule(payload: Payload): Refusal | undefined {
  return /^([a-z]{2})?$/.test(textOf(payload["language_code"])) ? undefined : badRequest("invalid language code specified");
}

function commandsRule(payload: Payload): Refusal | undefined {
  const commands = payload["commands"] as BotCommand[];
  return commands.length > 100 ? badRequest("BOT_COMMANDS_TOO_MUCH") : firstRefusal(commands, judgeCommand);
}

function judgeCommand({ command, description }: BotCommand): Refusal | undefined {
  const name = command.trim().replace(/^\//, "");
  if (name === "") return badRequest("command must be non-empty");
  if (name.length > 32) return badRequest("command length must not exceed 32");
  if (description.trim() === "") return badRequest("command description must be non-empty");
  if (description.trim().length > 256) return badRequest("command description length must not exceed 256");
  return /^[a-z0-9_]+$/.test(name) ? undefined : badRequest("BOT_COMMAND_INVALID");
}

function webhookRule(payload: Payload): Refusal | undefined {
  const url = textOf(payload["url"]);
  const secret = textOf(payload["secret_token"]);
  if (secret.length > 256) return badRequest("secret token is too long");
  if (!/^[\w-]*$/.test(secret)) return badRequest("secret token contains unallowed characters");
  if (url === "" || isLocal(url)) return undefined;
  if (!URL.canParse(url)) return badRequest("invalid webhook URL specified");
  if (new URL(url).protocol !== "https:") return badRequest("bad webhook: An HTTPS URL must be provided for webhook");
  const isOpenPort = ["", "443", "80", "88", "8443"].includes(new URL(url).port);
  return isOpenPort ? undefined : badRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
}

/** Telegram skips kinds that it does not know, and the update that we wait for would never come. */
function updateKindsRule(payload: Payload): Refusal | undefined {
  const known = fieldsOf("Update") ?? {};
  const unknown = ((payload["allowed_updates"] as string[] | undefined) ?? []).find(
    (kind) => kind === "update_id" || !(`${kind}?` in known),
  );
  return unknown === undefined ? undefined : badRequest(`unknown kind of update "${unknown}"`);
}

/** The types were judged before; what is absent is empty. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
